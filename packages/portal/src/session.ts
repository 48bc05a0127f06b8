import type { Account } from '@mosis/api'
import { QueryClient, queryOptions, useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { contract } from 'virtual:contract'
import { PortalError, call } from './call.ts'

/** Who has signed in, or null. Asked once a page load, and again after each sign-in and sign-out. */
export const sessionQuery = queryOptions({
  queryKey: ['me'],
  staleTime: 60_000,
  retry: false,
  queryFn: async ({ signal }): Promise<Account | null> =>
    (await call(contract.sessions.getSession, {}, { signal })).account,
})

/** Who looks at the page; undefined while that is being asked. */
export function useSession(): Account | null | undefined {
  return useQuery(sessionQuery).data
}

/** Who looks at a page that only signed-in people get. */
export function useAccount(): Account {
  const { data } = useSuspenseQuery(sessionQuery)
  if (!data) throw new Error('This page is shown to signed-in people only')
  return data
}

const notWorthRepeating = 500

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      // Without a network a call fails and says so; it does not wait in silence until there is one again.
      mutations: { networkMode: 'always' },
      queries: {
        networkMode: 'always',
        staleTime: 10_000,
        // What was refused is refused again; only what failed on the way is tried once more.
        retry: (count, failure) =>
          count < 1 && !(failure instanceof PortalError && failure.status > 0 && failure.status < notWorthRepeating),
      },
    },
  })
}
