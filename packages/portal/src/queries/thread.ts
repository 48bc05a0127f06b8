import type { ThreadMessage, Version } from '@mosis/api'
import { infiniteQueryOptions } from '@tanstack/react-query'
import { contract } from 'virtual:contract'
import { call } from '../call.ts'
import { versionKeys } from './versions.ts'

const { reviews } = contract
const everyMs = 20_000

/** What the team and the reviewers wrote about a version, the oldest first, page by page; asked for again while it is looked at. */
export const threadQuery = (appId: string, versionId: string) =>
  infiniteQueryOptions({
    queryKey: [...versionKeys.one(appId, versionId), 'thread'],
    queryFn: ({ pageParam, signal }) =>
      call(
        reviews.listThread,
        { params: { app_id: appId, version_id: versionId }, query: { limit: 100, cursor: pageParam } },
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
    refetchInterval: everyMs,
  })

export const writeToThread = ({ app_id, id }: Pick<Version, 'app_id' | 'id'>, text: string): Promise<ThreadMessage> =>
  call(reviews.writeToThread, { params: { app_id, version_id: id }, body: { text } })
