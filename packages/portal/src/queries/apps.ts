import type { App, AppState, Sent, apps as contractOfApps } from '@mosis/api'
import { mayInTeam } from '@mosis/api/roles'
import type { TeamAction } from '@mosis/api/roles'
import { keepPreviousData, queryOptions, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { contract } from 'virtual:contract'
import { call } from '../call.ts'
import { callConfirmed } from '../confirmed-call.ts'
import { dashboardQuery } from './dashboard.ts'

/** What is known of apps begins with 'apps', what is known of one app with these three: a change of it makes all of that old. */
export const appKeys = {
  all: ['apps'] as const,
  lists: ['apps', 'list'] as const,
  one: (appId: string) => ['apps', 'one', appId] as const,
}

/** What the list of apps is narrowed to, and its order. */
export interface AppFilter {
  q?: string
  state?: AppState
  team?: string
  sort?: 'newest' | 'updated' | 'name' | 'downloads'
  cursor?: string
}

/** The apps of the own teams, a page of them; while the next page is on its way the last one stays. */
export const appsQuery = ({ q, state, team, sort, cursor }: AppFilter) =>
  queryOptions({
    queryKey: [...appKeys.lists, { q, state, team, sort, cursor }],
    queryFn: ({ signal }) =>
      call(contract.apps.listApps, { query: { q, status: state, team_id: team, sort, cursor } }, { signal }),
    placeholderData: keepPreviousData,
  })

/** One app of an own team. */
export const appQuery = (appId: string) =>
  queryOptions({
    queryKey: [...appKeys.one(appId), 'app'],
    queryFn: ({ signal }) => call(contract.apps.getApp, { params: { app_id: appId } }, { signal }),
  })

/** The app of a page under `/apps/$appId`; the route has loaded it. */
export function useApp(appId: string): App {
  return useSuspenseQuery(appQuery(appId)).data
}

/** Whether whoever looks at an app may do something with it: what the role in its team allows. */
export function useMayInApp(appId: string, action: TeamAction): boolean {
  return mayInTeam(useApp(appId).role, action)
}

/** Whether an id is free for an app, and which well-known apps it and the name are like. */
export const appIdQuery = (appId: string, name: string) =>
  queryOptions({
    queryKey: [...appKeys.all, 'id', appId, name],
    staleTime: 0,
    queryFn: ({ signal }) =>
      call(
        contract.apps.checkAppId,
        { params: { app_id: appId }, query: { name: name === '' ? undefined : name } },
        { signal },
      ),
  })

/** Makes old what is known of an app, of the lists that it stands in, and of what waits for the person. */
export function useAppChanged(): (appId: string) => Promise<void> {
  const queryClient = useQueryClient()
  return async (appId) => {
    const keys = [appKeys.one(appId), appKeys.lists, dashboardQuery.queryKey]
    await Promise.all(keys.map((queryKey) => queryClient.invalidateQueries({ queryKey })))
  }
}

/** What makes an app. */
export type NewApp = Sent<typeof contractOfApps.createApp>['body']

export const createApp = (body: NewApp): Promise<App> => call(contract.apps.createApp, { body })

/** What can be changed about an app; what is not given stays. */
export type AppChanges = NonNullable<Sent<typeof contractOfApps.updateApp>['body']>

export const updateApp = (appId: string, body: AppChanges): Promise<App> =>
  call(contract.apps.updateApp, { params: { app_id: appId }, body })

/** An app at a glance: what is offered, what is new, and what waits for the person. */
export const appOverviewQuery = (appId: string) =>
  queryOptions({
    queryKey: [...appKeys.one(appId), 'overview'],
    queryFn: ({ signal }) => call(contract.dashboard.getAppOverview, { params: { app_id: appId } }, { signal }),
  })

const dayMs = 86_400_000
const toDay = (time: number) => new Date(time).toISOString().slice(0, 10)

/** How an app was used in the last seven days that are over. */
export const appWeekQuery = (appId: string) =>
  queryOptions({
    queryKey: [...appKeys.one(appId), 'week'],
    staleTime: 300_000,
    queryFn: ({ signal }) =>
      call(
        contract.analytics.getAnalytics,
        { params: { app_id: appId }, query: { from: toDay(Date.now() - 7 * dayMs), to: toDay(Date.now() - dayMs) } },
        { signal },
      ),
  })

/** Which changes of an app are listed. */
export interface AppEventFilter {
  subject_type?: string
  actor?: string
  action?: string
  from?: string
  to?: string
  cursor?: string
  limit?: number
}

/** Who changed what in an app and its versions, the newest first. */
export const appEventsQuery = (appId: string, filter: AppEventFilter) =>
  queryOptions({
    queryKey: [...appKeys.one(appId), 'events', filter],
    queryFn: ({ signal }) =>
      call(contract.apps.listAppEvents, { params: { app_id: appId }, query: { ...filter } }, { signal }),
    placeholderData: keepPreviousData,
  })

/** The languages in which the store says something about an app. */
export const appLocalesQuery = (appId: string) =>
  queryOptions({
    queryKey: [...appKeys.one(appId), 'locales'],
    async queryFn({ signal }) {
      const { listings } = await call(contract.listings.listListings, { params: { app_id: appId } }, { signal })
      return listings.map(({ locale }) => locale)
    },
  })

/** The offer of an app to another team; null: it is offered to nobody. */
export const transferQuery = (appId: string) =>
  queryOptions({
    queryKey: [...appKeys.one(appId), 'transfer'],
    async queryFn({ signal }) {
      const { transfer } = await call(contract.dashboard.getAppOverview, { params: { app_id: appId } }, { signal })
      return transfer && call(contract.teams.getTransfer, { params: { app_id: appId } }, { signal })
    },
  })

export const transferApp = (appId: string, teamId: string) =>
  callConfirmed(contract.teams.transferApp, { params: { app_id: appId }, body: { team_id: teamId } })

export const withdrawTransfer = (appId: string) => call(contract.teams.withdrawTransfer, { params: { app_id: appId } })

export const deleteApp = (appId: string) => call(contract.apps.deleteApp, { params: { app_id: appId } })
