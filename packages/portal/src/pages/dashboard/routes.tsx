import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { consoleRoute } from '../../layouts.tsx'
import { dashboardQuery } from '../../queries/dashboard.ts'

/** The first page of a signed-in person. */
export const dashboardRoutes = [
  createRoute({
    getParentRoute: () => consoleRoute,
    path: '/dashboard',
    // Asked for while the page's code is on its way; the page shows what became of it.
    loader: ({ context: { queryClient } }) => void queryClient.prefetchQuery(dashboardQuery),
    component: lazyRouteComponent(() => import('./dashboard.tsx'), 'Dashboard'),
  }),
] as const
