import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'

/** Leads to the page for signing in after the session has ended; nothing of the account stays in this page's memory. */
export function useLeave(): (done: 'signed-out' | 'deleted') => Promise<void> {
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  return async (done) => {
    queryClient.clear()
    await navigate({ to: '/auth/sign-in', search: { done } })
  }
}
