import type { Sent, StoreApp } from '@mosis/api'
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { contract } from 'virtual:contract'
import type { Language } from '../language.tsx'
import { call } from '../call.ts'

const { store, safety } = contract
const pageSize = 24

export type StoreFilter = Pick<
  NonNullable<Sent<typeof store.listStoreApps>['query']>,
  'q' | 'category' | 'sort' | 'tag'
>

/** The apps of the store, page by page. */
export const storeAppsQuery = (filter: StoreFilter) =>
  infiniteQueryOptions({
    queryKey: ['store', 'apps', filter],
    queryFn: ({ pageParam, signal }) =>
      call(store.listStoreApps, { query: { ...filter, limit: pageSize, cursor: pageParam } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  })

/** The apps that stand at the front, chosen by the portal. */
export const featuredQuery = queryOptions({
  queryKey: ['store', 'featured'],
  staleTime: 60_000,
  queryFn: ({ signal }): Promise<{ apps: StoreApp[] }> => call(store.listFeaturedApps, {}, { signal }),
})

const mostFeatured = 24

/** How many new apps the front page shows. */
export const mostNewest = 6

/** What came last, for the front page: enough of them even when all featured ones are among them. */
export const newestQuery = queryOptions({
  queryKey: ['store', 'newest'],
  queryFn: ({ signal }) =>
    call(store.listStoreApps, { query: { limit: mostNewest + mostFeatured, sort: 'newest' } }, { signal }),
})

/** An app in the language of the page, where the developer wrote it in that one. */
export const storeAppQuery = (appId: string, language: Language) =>
  queryOptions({
    queryKey: ['store', 'app', appId, language],
    queryFn: ({ signal }) =>
      call(store.getStoreApp, { params: { app_id: appId }, query: { locale: language } }, { signal }),
  })

/** What was offered before, the newest first. */
export const storeVersionsQuery = (appId: string, language: Language) =>
  infiniteQueryOptions({
    queryKey: ['store', 'versions', appId, language],
    queryFn: ({ pageParam, signal }) =>
      call(
        store.listStoreVersions,
        { params: { app_id: appId }, query: { locale: language, limit: 5, cursor: pageParam } },
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
  })

export type DecisionFilter = Pick<
  NonNullable<Sent<typeof safety.listDecisions>['query']>,
  'app_id' | 'action' | 'reason_code' | 'by'
>

/** The public log of what was refused, taken away and given back. */
export const decisionsQuery = (filter: DecisionFilter, cursor: string | undefined) =>
  queryOptions({
    queryKey: ['store', 'decisions', filter, cursor],
    queryFn: ({ signal }) => call(safety.listDecisions, { query: { ...filter, cursor, limit: 50 } }, { signal }),
    placeholderData: keepPreviousData,
  })
