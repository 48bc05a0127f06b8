import type { QueryClient } from '@tanstack/react-query'
import { createRouter } from '@tanstack/react-router'
import { routeTree } from './routes.tsx'
import { Failed } from './shell/failed.tsx'
import { PendingFace } from './shell/pending-face.tsx'

// Longer than pages wait for their first answers (`soon`): only code that is late is spoken of, the rest the pages show themselves.
const slowMs = 500

export function createPortalRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree,
    context: { queryClient },
    defaultPreload: 'intent',
    // The queries know how old their answers are.
    defaultPreloadStaleTime: 0,
    defaultPendingMs: slowMs,
    defaultPendingComponent: PendingFace,
    // In the place of the page alone: the frame around it, and what it leads to, stay.
    defaultErrorComponent: Failed,
    scrollRestoration: true,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createPortalRouter>
  }
}
