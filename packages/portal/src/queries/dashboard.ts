import { queryOptions } from '@tanstack/react-query'
import { contract } from 'virtual:contract'
import { call } from '../call.ts'

/** What waits for whoever has signed in, and the apps that changed last. What changes an app makes it old: invalidate its key. */
export const dashboardQuery = queryOptions({
  queryKey: ['dashboard'],
  queryFn: ({ signal }) => call(contract.dashboard.getDashboard, {}, { signal }),
})
