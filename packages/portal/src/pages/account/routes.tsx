import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { consoleRoute } from '../../layouts.tsx'
import { oneOf, search, text } from '../../search.ts'
import { activityPeriods, activitySubjects } from './activity-filter.ts'

/** The frame of the pages about one's own account. */
export const accountRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/account',
  component: lazyRouteComponent(() => import('./account-frame.tsx'), 'AccountFrame'),
})

const getParentRoute = () => accountRoute

/** Where these pages stood before; mails that were sent then lead there. */
export const earlierAccountRoutes = [
  createRoute({
    getParentRoute: () => consoleRoute,
    path: '/auth/account',
    beforeLoad() {
      goTo('/account')
    },
  }),
  createRoute({
    getParentRoute: () => consoleRoute,
    path: '/auth/account/$part',
    beforeLoad({ params }) {
      goTo(newAddress(params.part))
    },
  }),
  createRoute({
    getParentRoute: () => consoleRoute,
    path: '/auth/sessions',
    beforeLoad() {
      goTo('/account/sessions')
    },
  }),
  createRoute({
    getParentRoute: () => consoleRoute,
    path: '/auth/activity',
    beforeLoad() {
      goTo('/account/activity')
    },
  }),
] as const

/** One's own account: what it is called, how it signs in, where it is signed in, what happened to it, and its end. */
export const accountPageRoutes = [
  createRoute({
    getParentRoute,
    path: '/',
    component: lazyRouteComponent(() => import('./profile.tsx'), 'Profile'),
  }),
  createRoute({
    getParentRoute,
    path: '/security',
    validateSearch: search({ done: oneOf(['linked']), problem: text, provider: text }),
    component: lazyRouteComponent(() => import('./security.tsx'), 'Security'),
  }),
  createRoute({
    getParentRoute,
    path: '/sessions',
    validateSearch: search({ cursor: text }),
    component: lazyRouteComponent(() => import('./sessions.tsx'), 'Sessions'),
  }),
  createRoute({
    getParentRoute,
    path: '/activity',
    validateSearch: search({ about: oneOf(activitySubjects), since: oneOf(activityPeriods), cursor: text }),
    component: lazyRouteComponent(() => import('./activity.tsx'), 'Activity'),
  }),
  createRoute({
    getParentRoute,
    path: '/data',
    component: lazyRouteComponent(() => import('./data.tsx'), 'YourData'),
  }),
] as const

const newAddress = (part: string) =>
  part === 'name' || part === 'email'
    ? '/account'
    : part === 'export' || part === 'delete'
      ? '/account/data'
      : '/account/security'

function goTo(
  to: '/account' | '/account/security' | '/account/data' | '/account/sessions' | '/account/activity',
): never {
  throw redirect({ to, replace: true })
}
