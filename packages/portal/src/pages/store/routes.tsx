import { categories } from '@mosis/format/categories'
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { publicRoute } from '../../layouts.tsx'
import { oneOf, search, text } from '../../search.ts'
import { deciders, storeSorts } from './sorts.ts'

/** What anybody may look at: the front page, the store, and the log of decisions. */
export const storeRoutes = [
  createRoute({
    getParentRoute: () => publicRoute,
    path: '/',
    component: lazyRouteComponent(() => import('./landing.tsx'), 'Landing'),
  }),
  createRoute({
    getParentRoute: () => publicRoute,
    path: '/store',
    validateSearch: search({
      q: text,
      tag: text,
      category: oneOf(categories.map(({ name }) => name)),
      sort: oneOf(storeSorts),
    }),
    component: lazyRouteComponent(() => import('./store.tsx'), 'Store'),
  }),
  createRoute({
    getParentRoute: () => publicRoute,
    path: '/store/decisions',
    validateSearch: search({ app: text, by: oneOf(deciders), cursor: text }),
    component: lazyRouteComponent(() => import('./decisions.tsx'), 'Decisions'),
  }),
  createRoute({
    getParentRoute: () => publicRoute,
    path: '/store/$appId',
    component: lazyRouteComponent(() => import('./app.tsx'), 'StoreAppPage'),
  }),
] as const
