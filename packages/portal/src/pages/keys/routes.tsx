import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { consoleRoute } from '../../layouts.tsx'
import { oneOf, search } from '../../search.ts'

export const keyTabs = ['api', 'signing'] as const

/** The keys of an account: those that call the API, and those that sign packages. */
export const keyRoutes = [
  createRoute({
    getParentRoute: () => consoleRoute,
    path: '/keys',
    validateSearch: search({ tab: oneOf(keyTabs) }),
    component: lazyRouteComponent(() => import('./keys.tsx'), 'Keys'),
  }),
] as const
