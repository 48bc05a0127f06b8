import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import type { ParsedLocation } from '@tanstack/react-router'
import { publicRoute } from '../../layouts.tsx'
import type { RouterContext } from '../../layouts.tsx'
import { safeLocalPath } from '../../local-path.ts'
import type { WaitingSignIn } from '../../queries/sign-in.ts'
import { oneOf, search, text } from '../../search.ts'
import { sessionQuery } from '../../session.ts'

const getParentRoute = () => publicRoute

/** Whoever has signed in is led on at once. */
async function leadOn({ context, search }: { context: RouterContext; search: { return_to?: string } }): Promise<void> {
  const account = await context.queryClient.ensureQueryData(sessionQuery)
  if (account !== null) throw redirect({ href: safeLocalPath(search.return_to) ?? '/dashboard', replace: true })
}

/** Whoever has not is asked to first, and then brought back. */
async function signInFirst({ context, location }: { context: RouterContext; location: ParsedLocation }): Promise<void> {
  const account = await context.queryClient.ensureQueryData(sessionQuery)
  if (account === null) throw redirect({ to: '/auth/sign-in', search: { return_to: location.href } })
}

/** Without the token of a mail it is something that belongs to an account. */
async function signInUnlessMailed(asked: Parameters<typeof signInFirst>[0]): Promise<void> {
  if (!('token' in asked.location.search)) await signInFirst(asked)
}

/** Signing in and what belongs to it; mails, the command line and devices lead to these addresses. */
export const authRoutes = [
  createRoute({
    getParentRoute,
    path: '/auth/sign-in',
    validateSearch: search({ return_to: text, done: text, problem: text, provider: text }),
    beforeLoad: leadOn,
    component: lazyRouteComponent(() => import('./sign-in.tsx'), 'SignIn'),
  }),
  createRoute({
    getParentRoute,
    path: '/auth/second-factor',
    validateSearch: search({ return_to: text }),
    beforeLoad: leadOn,
    component: lazyRouteComponent(() => import('./second-factor.tsx'), 'SecondFactorPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/auth/sign-up',
    validateSearch: search({ return_to: text }),
    beforeLoad: leadOn,
    component: lazyRouteComponent(() => import('./sign-up.tsx'), 'SignUp'),
  }),
  createRoute({
    getParentRoute,
    path: '/auth/check-mail',
    validateSearch: search({ return_to: text }),
    beforeLoad: signInFirst,
    component: lazyRouteComponent(() => import('./check-mail.tsx'), 'CheckMail'),
  }),
  createRoute({
    getParentRoute,
    path: '/auth/verify',
    validateSearch: search({ token: text }),
    component: lazyRouteComponent(() => import('./verify.tsx'), 'VerifyEmail'),
  }),
  createRoute({
    getParentRoute,
    path: '/auth/forgot',
    validateSearch: search({ done: oneOf(['sent', 'undone']) }),
    component: lazyRouteComponent(() => import('./forgot.tsx'), 'Forgot'),
  }),
  createRoute({
    getParentRoute,
    path: '/auth/reset',
    validateSearch: search({ token: text }),
    component: lazyRouteComponent(() => import('./reset.tsx'), 'Reset'),
  }),
  createRoute({
    getParentRoute,
    path: '/auth/email',
    validateSearch: search({ token: text }),
    component: lazyRouteComponent(() => import('./change-email.tsx'), 'ConfirmEmailChange'),
  }),
  createRoute({
    getParentRoute,
    path: '/auth/undo',
    validateSearch: search({ token: text }),
    component: lazyRouteComponent(() => import('./change-email.tsx'), 'UndoEmailChange'),
  }),
  createRoute({
    getParentRoute,
    path: '/auth/confirm',
    validateSearch: search({ return_to: text }),
    beforeLoad: signInFirst,
    component: lazyRouteComponent(() => import('./confirm.tsx'), 'Confirm'),
  }),
  createRoute({
    getParentRoute,
    path: '/auth/device',
    validateSearch: search({ user_code: text, done: oneOf(['approve', 'deny']) }),
    beforeLoad: signInFirst,
    component: lazyRouteComponent(() => import('./device.tsx'), 'DeviceLoginPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/auth/invitation',
    validateSearch: search({ token: text, id: text }),
    beforeLoad: signInUnlessMailed,
    component: lazyRouteComponent(() => import('./invitation.tsx'), 'InvitationPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/testing',
    validateSearch: search({ token: text }),
    component: lazyRouteComponent(() => import('./testing-invitation.tsx'), 'TestingInvitation'),
  }),
  createRoute({
    getParentRoute,
    path: '/setup',
    validateSearch: search({ token: text }),
    component: lazyRouteComponent(() => import('./setup.tsx'), 'Setup'),
  }),
  createRoute({
    getParentRoute,
    path: '/setup/done',
    component: lazyRouteComponent(() => import('./setup-done.tsx'), 'SetupDone'),
  }),
] as const

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** From the page that asked for the password to the one that asks for the code: it stands in no address and no storage. */
    waitingSignIn?: WaitingSignIn
  }
}
