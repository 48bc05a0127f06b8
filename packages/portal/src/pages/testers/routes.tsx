import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { oneOf, search, text } from '../../search.ts'
import { appRoute } from '../apps/app-route.tsx'

export const testerStateFilters = ['invited', 'joined'] as const

/** Who is offered an app's versions before everybody. */
export const testerRoutes = [
  createRoute({
    getParentRoute: () => appRoute,
    path: '/testers',
    validateSearch: search({ q: text, state: oneOf(testerStateFilters), cursor: text }),
    component: lazyRouteComponent(() => import('./testers.tsx'), 'TestersPage'),
  }),
] as const
