import type { App } from '@mosis/api'
import { queryOptions } from '@tanstack/react-query'
import { contract } from 'virtual:contract'
import { call } from '../call.ts'

const mostShown = 100

/** The apps of the account's teams by name, to choose from. */
export const ownAppsQuery = queryOptions({
  queryKey: ['apps', 'to-choose'],
  queryFn: async ({ signal }): Promise<readonly App[]> =>
    (await call(contract.apps.listApps, { query: { limit: mostShown, sort: 'name' } }, { signal })).apps,
})
