import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { count, oneOf, search, text } from '../../search.ts'
import { appRoute } from '../apps/app-route.tsx'

/** The spans that can be looked at, in days. */
export const spans = [7, 30, 90, 365] as const
export const usualSpan = 30
/** Spans from here on can be looked at by week. */
export const weeksFrom = 90
/** The orders of crashes; the first is the one without a choice. */
export const crashSorts = ['last', 'most'] as const

/** How an app is used, and where it crashes. */
export const analyticsRoutes = [
  createRoute({
    getParentRoute: () => appRoute,
    path: '/analytics',
    validateSearch: search({ days: count, by: oneOf(['week']), version: text }),
    component: lazyRouteComponent(() => import('./analytics.tsx'), 'AnalyticsPage'),
  }),
  createRoute({
    getParentRoute: () => appRoute,
    path: '/crashes',
    validateSearch: search({ sort: oneOf(crashSorts), version: text, cursor: text }),
    component: lazyRouteComponent(() => import('./crashes.tsx'), 'CrashesPage'),
  }),
  createRoute({
    getParentRoute: () => appRoute,
    path: '/crashes/$groupId',
    component: lazyRouteComponent(() => import('./crash.tsx'), 'CrashPage'),
  }),
] as const
