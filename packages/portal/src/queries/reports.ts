import type { Endpoint, Sent, safety as contractOfSafety } from '@mosis/api'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { contract } from 'virtual:contract'
import { PortalError, call } from '../call.ts'

const { safety, reviews, store } = contract
const pageSize = 25

type QueryOf<E extends Endpoint> = NonNullable<Sent<E> extends { query?: infer Q } ? Q : never>

/** Everything about reported apps: made old together after a change. */
export const reportKey = ['reports'] as const

/** A page of reported apps. */
export const reportsQuery = (filter: QueryOf<typeof contractOfSafety.listReports>) =>
  queryOptions({
    queryKey: [...reportKey, filter],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => call(safety.listReports, { query: { limit: pageSize, ...filter } }, { signal }),
  })

/** The approved versions of an app: the one that the store offers to everybody first, then the newest. */
export const approvedVersionsQuery = (appId: string) =>
  queryOptions({
    queryKey: [...reportKey, 'versions', appId],
    async queryFn({ signal }) {
      const query = { app_id: appId, state: 'approved', sort: 'newest', limit: 20 } as const
      const [{ reviews: approved }, offered] = await Promise.all([
        call(reviews.listReviews, { query }, { signal }),
        findOffered(appId, signal),
      ])
      return approved
        .map(({ version_id, version, version_code }) => ({
          version_id,
          version,
          version_code,
          isOffered: version_code === offered,
        }))
        .toSorted((one, other) => Number(other.isOffered) - Number(one.isOffered))
    },
  })

async function findOffered(appId: string, signal: AbortSignal): Promise<number | undefined> {
  try {
    return (await call(store.getStoreApp, { params: { app_id: appId } }, { signal })).version_code
  } catch (failure) {
    // Offered to testers only, or meanwhile to nobody.
    if (failure instanceof PortalError && failure.code === 'store.app_not_found') return undefined
    throw failure
  }
}

/** Closes the open reports of an app. */
export const closeReports = (appId: string, reason: string) =>
  call(safety.closeReports, { params: { app_id: appId }, body: { reason } })
