import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useToasts } from '../../parts/toast.tsx'
import { sessionQuery } from '../../session.ts'

/** Leads to the account where somebody has signed in, else to signing in, and says there what was done. */
export function useDoneInAccount(done: 'verified' | 'email', words: string): () => Promise<void> {
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const toasts = useToasts()
  return async () => {
    await queryClient.invalidateQueries({ queryKey: ['account'] })
    const account = await queryClient.fetchQuery({ ...sessionQuery, staleTime: 0 })
    if (account === null) {
      await navigate({ to: '/auth/sign-in', search: { done }, replace: true })
      return
    }
    await navigate({ to: '/account', replace: true })
    toasts.good(words)
  }
}
