import type { QueryClient } from '@tanstack/react-query'
import { createRouter } from '@tanstack/react-router'
import { routeTree } from './routes.tsx'
import { PendingFace } from './shell/faces.tsx'

const slowMs = 300

export function createPortalRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree,
    context: { queryClient },
    defaultPreload: 'intent',
    // The queries know how old their answers are.
    defaultPreloadStaleTime: 0,
    defaultPendingMs: slowMs,
    defaultPendingComponent: PendingFace,
    scrollRestoration: true,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createPortalRouter>
  }
}
