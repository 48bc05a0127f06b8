import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { rootRoute } from '../../layouts.tsx'
import { oneOf, search, text } from '../../search.ts'

/** Every part in every state, for those who work on the portal; not in what is released. */
export const galleryRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/__gallery',
    validateSearch: search({ part: text, sort: text, direction: oneOf(['ascending', 'descending']) }),
    component: lazyRouteComponent(() => import('./gallery.tsx'), 'Gallery'),
  }),
] as const
