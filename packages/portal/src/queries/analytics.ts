import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { contract } from 'virtual:contract'
import { call } from '../call.ts'
import { appKeys } from './apps.ts'

const { analytics, versions } = contract
const dayMs = 86_400_000
const slowlyMs = 300_000

const toDay = (time: number) => new Date(time).toISOString().slice(0, 10)

/** How an app was used on the last days that are over. */
export const analyticsQuery = (appId: string, days: number) =>
  queryOptions({
    queryKey: [...appKeys.one(appId), 'analytics', days],
    staleTime: slowlyMs,
    queryFn: ({ signal }) =>
      call(
        analytics.getAnalytics,
        {
          params: { app_id: appId },
          query: { from: toDay(Date.now() - days * dayMs), to: toDay(Date.now() - dayMs) },
        },
        { signal },
      ),
    placeholderData: keepPreviousData,
  })

/** The newest versions, to mark when they were published and to choose one of them. */
export const releasesQuery = (appId: string) =>
  queryOptions({
    queryKey: [...appKeys.one(appId), 'releases'],
    staleTime: slowlyMs,
    async queryFn({ signal }) {
      const answer = await call(versions.listVersions, { params: { app_id: appId }, query: { limit: 100 } }, { signal })
      return answer.versions.filter(({ published_at }) => published_at !== null)
    },
  })

/** Which crashes are listed, and in which order. */
export interface CrashFilter {
  sort?: 'last' | 'most'
  version?: string
  cursor?: string
}

/** The crashes of an app by their cause, a page of them. */
export const crashesQuery = (appId: string, filter: CrashFilter) =>
  queryOptions({
    queryKey: [...appKeys.one(appId), 'crashes', 'list', filter],
    queryFn: ({ signal }) =>
      call(analytics.listCrashes, { params: { app_id: appId }, query: { limit: 25, ...filter } }, { signal }),
    placeholderData: keepPreviousData,
  })

/** The crashes of one cause, with their last reports. */
export const crashQuery = (appId: string, groupId: string) =>
  queryOptions({
    queryKey: [...appKeys.one(appId), 'crashes', groupId],
    queryFn: ({ signal }) => call(analytics.getCrash, { params: { app_id: appId, group_id: groupId } }, { signal }),
  })
