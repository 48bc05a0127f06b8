import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { consoleRoute } from '../../layouts.tsx'
import { oneOf, search, text } from '../../search.ts'
import { teamTabs } from './tabs.ts'

/** The teams of an account, and each of them. */
export const teamRoutes = [
  createRoute({
    getParentRoute: () => consoleRoute,
    path: '/teams',
    component: lazyRouteComponent(() => import('./teams.tsx'), 'Teams'),
  }),
  createRoute({
    getParentRoute: () => consoleRoute,
    path: '/teams/$teamId',
    validateSearch: search({ tab: oneOf(teamTabs), cursor: text }),
    component: lazyRouteComponent(() => import('./team.tsx'), 'TeamPage'),
  }),
] as const
