import { useQueryClient } from '@tanstack/react-query'
import { accountKeys } from '../../queries/account.ts'

/** Has everything asked anew that depends on how the account signs in. */
export function useForgetFactors(): () => Promise<void> {
  const queryClient = useQueryClient()
  return async () => {
    const { factors, passkeys, identities, activity } = accountKeys
    await Promise.all(
      [factors, passkeys, identities, activity].map((queryKey) => queryClient.invalidateQueries({ queryKey })),
    )
  }
}
