import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { consoleRoute } from '../../layouts.tsx'
import { oneOf, search, text } from '../../search.ts'
import { myTeamsQuery } from '../../queries/my-teams.ts'
import { soon } from '../../soon.ts'
import { appRoute } from './app-route.tsx'

/** What the list of apps can be narrowed to, and its orders; the first order is the one without a choice. */
export const appStateFilters = ['draft', 'published', 'suspended'] as const
export const appSorts = ['updated', 'newest', 'name', 'downloads'] as const

/** The list of apps, and making one. */
export const appListRoutes = [
  createRoute({
    getParentRoute: () => consoleRoute,
    path: '/apps',
    validateSearch: search({
      q: text,
      state: oneOf(appStateFilters),
      team: text,
      sort: oneOf(appSorts),
      cursor: text,
    }),
    // The filters have their size only once the teams are known.
    loader: ({ context: { queryClient } }) => soon(queryClient.prefetchQuery(myTeamsQuery)),
    component: lazyRouteComponent(() => import('./apps.tsx'), 'Apps'),
  }),
  createRoute({
    getParentRoute: () => consoleRoute,
    path: '/apps/new',
    validateSearch: search({ team: text, id: text, created: text }),
    loader: ({ context: { queryClient } }) => soon(queryClient.prefetchQuery(myTeamsQuery)),
    component: lazyRouteComponent(() => import('./new-app.tsx'), 'NewApp'),
  }),
] as const

/** The pages of this area under one app. */
export const appPageRoutes = [
  createRoute({
    getParentRoute: () => appRoute,
    path: '/',
    component: lazyRouteComponent(() => import('./overview.tsx'), 'Overview'),
  }),
  createRoute({
    getParentRoute: () => appRoute,
    path: '/settings',
    component: lazyRouteComponent(() => import('./settings.tsx'), 'AppSettings'),
  }),
  createRoute({
    getParentRoute: () => appRoute,
    path: '/audit',
    validateSearch: search({
      of: oneOf(['app', 'version']),
      who: text,
      since: oneOf(['week', 'month', 'quarter']),
      cursor: text,
    }),
    component: lazyRouteComponent(() => import('./audit.tsx'), 'AppAudit'),
  }),
] as const
