import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { search, text } from '../../search.ts'
import { appRoute } from '../apps/app-route.tsx'

/** What the store says about an app; without a language the default one. */
export const listingRoutes = [
  createRoute({
    getParentRoute: () => appRoute,
    path: '/listing',
    validateSearch: search({ locale: text }),
    component: lazyRouteComponent(() => import('./listing.tsx'), 'ListingPage'),
  }),
] as const
