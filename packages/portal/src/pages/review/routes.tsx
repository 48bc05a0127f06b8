import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { severityWords } from '../../findings/severity-words.ts'
import { reviewerRoute } from '../../layouts.tsx'
import { count, flag, oneOf, search, text } from '../../search.ts'
import {
  decidedStates,
  quarantineStateWords,
  queueParts,
  reportCategoryCodes,
  reportStates,
  reviewTabs,
  riskCodes,
} from './choices.ts'

/** The desk of those who judge apps: the queue, one review, what was reported, what was taken away. */
export const reviewRoutes = [
  createRoute({
    getParentRoute: () => reviewerRoute,
    path: '/review',
    validateSearch: search({
      show: oneOf(queueParts),
      state: oneOf(decidedStates),
      mine: flag,
      reason: oneOf(riskCodes),
      app: text,
      cursor: text,
    }),
    component: lazyRouteComponent(() => import('./queue.tsx'), 'Queue'),
  }),
  createRoute({
    getParentRoute: () => reviewerRoute,
    path: '/review/reports',
    validateSearch: search({ state: oneOf(reportStates), category: oneOf(reportCategoryCodes), cursor: text }),
    component: lazyRouteComponent(() => import('./reports.tsx'), 'Reports'),
  }),
  createRoute({
    getParentRoute: () => reviewerRoute,
    path: '/review/quarantines',
    validateSearch: search({ state: oneOf(quarantineStateWords), appealed: flag, app: text, cursor: text }),
    component: lazyRouteComponent(() => import('./quarantines.tsx'), 'Quarantines'),
  }),
  createRoute({
    getParentRoute: () => reviewerRoute,
    path: '/review/$reviewId',
    validateSearch: search({
      tab: oneOf(reviewTabs),
      severity: oneOf(severityWords),
      file: text,
      line: count,
      rule: text,
    }),
    component: lazyRouteComponent(() => import('./review.tsx'), 'ReviewPage'),
  }),
] as const
