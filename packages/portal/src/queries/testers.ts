import type { Sent, Tester, TesterLink, testers as contractOfTesters } from '@mosis/api'
import { keepPreviousData, queryOptions, useQueryClient } from '@tanstack/react-query'
import { contract } from 'virtual:contract'
import { call } from '../call.ts'
import { appKeys } from './apps.ts'

const { testers } = contract

const testerKeys = (appId: string) => [...appKeys.one(appId), 'testers'] as const

/** What the list of testers is narrowed to. */
export interface TesterFilter {
  q?: string
  state?: Tester['state']
  cursor?: string
}

/** The testers and open invitations of an app, a page of them. */
export const testersQuery = (appId: string, filter: TesterFilter) =>
  queryOptions({
    queryKey: [...testerKeys(appId), 'list', filter],
    queryFn: ({ signal }) =>
      call(testers.listTesters, { params: { app_id: appId }, query: { limit: 25, ...filter } }, { signal }),
    placeholderData: keepPreviousData,
  })

/** The links by which people may join. */
export const testerLinksQuery = (appId: string) =>
  queryOptions({
    queryKey: [...testerKeys(appId), 'links'],
    async queryFn({ signal }): Promise<TesterLink[]> {
      const { links } = await call(testers.listTesterLinks, { params: { app_id: appId } }, { signal })
      return links
    },
  })

/** Makes old what is known of the testers of an app, and how many they are. */
export function useTestersChanged(appId: string): () => Promise<void> {
  const queryClient = useQueryClient()
  return () => queryClient.invalidateQueries({ queryKey: appKeys.one(appId) })
}

export const inviteTester = (appId: string, email: string): Promise<Tester> =>
  call(testers.inviteTester, { params: { app_id: appId }, body: { email } })

export const removeTester = (appId: string, testerId: string) =>
  call(testers.removeTester, { params: { app_id: appId, tester_id: testerId } })

export type NewLink = NonNullable<Sent<typeof contractOfTesters.createTesterLink>['body']>

/** A new link; its address is answered this once. */
export const createTesterLink = (appId: string, body: NewLink): Promise<TesterLink & { url: string }> =>
  call(testers.createTesterLink, { params: { app_id: appId }, body })

export const revokeTesterLink = (appId: string, linkId: string) =>
  call(testers.revokeTesterLink, { params: { app_id: appId, link_id: linkId } })
