import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import './styles/fonts.css'
import './styles/tokens.css'
import './styles/base.css'
import { LanguageProvider } from './language.tsx'
import { createPortalRouter } from './router.tsx'
import { createQueryClient, sessionQuery } from './session.ts'
import { ToastRegion } from './parts/toast.tsx'

const queryClient = createQueryClient()
// Asked for at once: every page begins with who looks at it.
void queryClient.prefetchQuery(sessionQuery)
const router = createPortalRouter(queryClient)

const root = document.querySelector('#root')
if (!root) throw new Error('index.html has no element with the id root')
createRoot(root).render(
  <StrictMode>
    <LanguageProvider>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
        <ToastRegion />
      </QueryClientProvider>
    </LanguageProvider>
  </StrictMode>,
)
