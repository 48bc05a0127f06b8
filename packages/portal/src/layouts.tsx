import type { QueryClient } from '@tanstack/react-query'
import { Outlet, createRootRouteWithContext, createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { sessionQuery } from './session.ts'
import { FailedAlone } from './shell/failed.tsx'
import { PublicFrame } from './shell/public-frame.tsx'

export interface RouterContext {
  queryClient: QueryClient
}

export const rootRoute = createRootRouteWithContext<RouterContext>()({
  component: Outlet,
  notFoundComponent: lazyRouteComponent(() => import('./shell/not-found.tsx'), 'NotFound'),
  errorComponent: FailedAlone,
})

/** Pages for everybody: landing, store, signing in. */
export const publicRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'public',
  component: PublicFrame,
  errorComponent: FailedAlone,
})

/** Pages for people who have signed in; others are asked to first and then brought back. */
export const consoleRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'console',
  async beforeLoad({ context: { queryClient }, location }) {
    const account = await queryClient.ensureQueryData({ ...sessionQuery, revalidateIfStale: true })
    if (account === null) throw redirect({ to: '/auth/sign-in', search: { return_to: location.href } })
    return { account }
  },
  component: lazyRouteComponent(() => import('./shell/console-frame.tsx'), 'ConsoleFrame'),
  errorComponent: FailedAlone,
})

/** Pages that only reviewers get, and admins; others see that they may not. */
export const reviewerRoute = createRoute({
  getParentRoute: () => consoleRoute,
  id: 'reviewer',
  component: lazyRouteComponent(() => import('./shell/role-gates.tsx'), 'ReviewerGate'),
})

/** Pages that only admins get. */
export const adminRoute = createRoute({
  getParentRoute: () => consoleRoute,
  id: 'admin',
  component: lazyRouteComponent(() => import('./shell/role-gates.tsx'), 'AdminGate'),
})
