import type { Sent, Track, Version, VersionState, versions as contractOfVersions } from '@mosis/api'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { contract } from 'virtual:contract'
import { call } from '../call.ts'
import { appKeys } from './apps.ts'

const { versions, reviews, safety, listings } = contract

/** What is known of versions stands under their app: a change of the app makes it old too. */
export const versionKeys = {
  all: (appId: string) => [...appKeys.one(appId), 'versions'] as const,
  one: (appId: string, versionId: string) => [...appKeys.one(appId), 'versions', versionId] as const,
}

/** What the list of versions is narrowed to, and its order. */
export interface VersionFilter {
  state?: VersionState
  track?: Track
  sort?: 'newest' | 'oldest'
  cursor?: string
}

/** An app's versions, a page of them; while the next page is on its way the last one stays. */
export const versionsQuery = (appId: string, filter: VersionFilter) =>
  queryOptions({
    queryKey: [...versionKeys.all(appId), 'list', filter],
    queryFn: ({ signal }) =>
      call(versions.listVersions, { params: { app_id: appId }, query: { limit: 25, ...filter } }, { signal }),
    placeholderData: keepPreviousData,
    // What is being checked goes on by itself.
    refetchInterval: ({ state: { data } }) => (data?.versions.some(isBeingChecked) ? 4000 : false),
  })

/** Whether the automated review of a version has yet to end. */
export const isBeingChecked = ({ state }: Pick<Version, 'state'>) => state === 'submitted' || state === 'checking'

const quickMs = 700
const slowestMs = 10_000
const waitingMs = 30_000

/**
 * One version. While the automated review runs it is asked for again and again, less often the longer it takes; while people
 * decide, twice a minute.
 */
export const versionQuery = (appId: string, versionId: string) =>
  queryOptions({
    queryKey: [...versionKeys.one(appId, versionId), 'version'],
    queryFn: ({ signal }) =>
      call(versions.getVersion, { params: { app_id: appId, version_id: versionId } }, { signal }),
    refetchInterval({ state: { data, dataUpdateCount } }) {
      if (data === undefined) return false
      if (isBeingChecked(data)) return Math.min(slowestMs, quickMs * 1.4 ** Math.min(dataUpdateCount, 20))
      return data.state === 'in_review' ? waitingMs : false
    },
  })

/** What is said to be new in a version, by language. */
export const whatsNewQuery = (appId: string, versionId: string) =>
  queryOptions({
    queryKey: [...versionKeys.one(appId, versionId), 'whats-new'],
    // What is being typed is not to be overwritten by an answer that comes by itself.
    staleTime: Infinity,
    async queryFn({ signal }) {
      const { texts } = await call(
        versions.getWhatsNew,
        { params: { app_id: appId, version_id: versionId } },
        { signal },
      )
      return texts
    },
  })

/** The languages that the store has words for: those are asked for release notes. */
export const listingLocalesQuery = (appId: string) =>
  queryOptions({
    queryKey: [...appKeys.one(appId), 'listing-locales'],
    async queryFn({ signal }) {
      const answer = await call(listings.listListings, { params: { app_id: appId } }, { signal })
      return answer.listings.map(({ locale }) => locale)
    },
  })

/** Who did what to a version, the newest first; for those who may read the log. */
export const versionEventsQuery = (appId: string, versionId: string) =>
  queryOptions({
    queryKey: [...versionKeys.one(appId, versionId), 'events'],
    async queryFn({ signal }) {
      const query = { subject: versionId, subject_type: 'version', limit: 100 }
      const { events } = await call(contract.apps.listAppEvents, { params: { app_id: appId }, query }, { signal })
      return events
    },
  })

const of = ({ app_id, id }: Pick<Version, 'app_id' | 'id'>) => ({ app_id, version_id: id })

/** How a version is to be released, once it is approved. */
export type Submission = NonNullable<Sent<typeof contractOfVersions.submitVersion>['body']>

type Ref = Pick<Version, 'app_id' | 'id'>

export const putWhatsNew = (version: Ref, texts: Record<string, string>) =>
  call(versions.putWhatsNew, { params: of(version), body: { texts } })

export const submitVersion = (version: Ref, body: Submission): Promise<Version> =>
  call(versions.submitVersion, { params: of(version), body })

export const cancelVersion = (version: Ref): Promise<Version> =>
  call(versions.cancelVersion, { params: of(version), body: {} })

export const withdrawVersion = (version: Ref, reason: string): Promise<Version> =>
  call(versions.withdrawVersion, { params: of(version), body: { reason } })

export const deleteVersion = (version: Ref) => call(versions.deleteVersion, { params: of(version) })

export const appealVersion = (version: Ref, text: string): Promise<Version> =>
  call(reviews.appealVersion, { params: of(version), body: { text } })

export const appealQuarantine = (version: Ref, text: string) =>
  call(safety.appealQuarantine, { params: of(version), body: { text } })
