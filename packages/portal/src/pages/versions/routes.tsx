import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { severityWords } from '../../findings/severity-words.ts'
import { count, oneOf, search, text } from '../../search.ts'
import { appRoute } from '../apps/app-route.tsx'
import { versionSorts, versionStateFilters, versionTabs, versionTracks } from './search-words.ts'

/** The versions of an app: their list, handing one in, and one with what was found in it. */
export const versionRoutes = [
  createRoute({
    getParentRoute: () => appRoute,
    path: '/versions',
    validateSearch: search({
      state: oneOf(versionStateFilters),
      track: oneOf(versionTracks),
      sort: oneOf(versionSorts),
      cursor: text,
    }),
    component: lazyRouteComponent(() => import('./versions.tsx'), 'Versions'),
  }),
  createRoute({
    getParentRoute: () => appRoute,
    path: '/versions/new',
    // One of them: the upload that goes on, or the version that it became.
    validateSearch: search({ upload: text, version: text, rule: text }),
    component: lazyRouteComponent(() => import('./new-version.tsx'), 'NewVersion'),
  }),
  createRoute({
    getParentRoute: () => appRoute,
    path: '/versions/$versionId',
    validateSearch: search({
      tab: oneOf(versionTabs),
      file: text,
      line: count,
      rule: text,
      severity: oneOf(severityWords),
    }),
    component: lazyRouteComponent(() => import('./version.tsx'), 'VersionPage'),
  }),
] as const
