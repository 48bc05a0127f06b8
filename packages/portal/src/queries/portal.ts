import { queryOptions } from '@tanstack/react-query'
import { contract } from 'virtual:contract'
import { call } from '../call.ts'

/** What this portal is and how people sign in to it; the same until it starts anew. */
export const portalQuery = queryOptions({
  queryKey: ['portal'],
  staleTime: 5 * 60_000,
  queryFn: ({ signal }) => call(contract.portal.getPortal, {}, { signal }),
})
