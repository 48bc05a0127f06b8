import type { Endpoint, PortalBackups, RuleRun, Sent } from '@mosis/api'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { contract } from 'virtual:contract'
import { call } from '../call.ts'

const { admin, people, jobs, rules, sessions, safety } = contract
const pageSize = 50

type QueryOf<E extends Endpoint> = NonNullable<Sent<E> extends { query?: infer Q } ? Q : never>

/** Everything of the administration: made old together after a change. */
export const adminKey = ['admin'] as const

export const overviewQuery = queryOptions({
  queryKey: [...adminKey, 'overview'],
  refetchInterval: 30_000,
  queryFn: ({ signal }) => call(admin.getPortalOverview, {}, { signal }),
})

export const accountsQuery = (filter: QueryOf<typeof people.listAccounts>) =>
  queryOptions({
    queryKey: [...adminKey, 'accounts', filter],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => call(people.listAccounts, { query: { limit: pageSize, ...filter } }, { signal }),
  })

export const accountQuery = (accountId: string) =>
  queryOptions({
    queryKey: [...adminKey, 'account', accountId],
    queryFn: ({ signal }) => call(people.getAccount, { params: { account_id: accountId } }, { signal }),
  })

export const allAppsQuery = (filter: QueryOf<typeof admin.listAllApps>) =>
  queryOptions({
    queryKey: [...adminKey, 'apps', filter],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => call(admin.listAllApps, { query: { limit: pageSize, ...filter } }, { signal }),
  })

export const featuredAppsQuery = queryOptions({
  queryKey: [...adminKey, 'featured'],
  queryFn: async ({ signal }) => (await call(admin.listFeatured, {}, { signal })).apps,
})

export const jobsQuery = (filter: QueryOf<typeof jobs.listJobs>) =>
  queryOptions({
    queryKey: [...adminKey, 'jobs', filter],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => call(jobs.listJobs, { query: { limit: pageSize, ...filter } }, { signal }),
  })

export const jobSummaryQuery = queryOptions({
  queryKey: [...adminKey, 'jobs', 'summary'],
  refetchInterval: 10_000,
  queryFn: ({ signal }) => call(jobs.summarizeJobs, {}, { signal }),
})

export const rulesQuery = queryOptions({
  queryKey: [...adminKey, 'rules'],
  queryFn: async ({ signal }) => (await call(rules.listRules, {}, { signal })).rules,
})

export const ruleRunsQuery = queryOptions({
  queryKey: [...adminKey, 'rule-runs'],
  queryFn: async ({ signal }) => (await call(rules.listRuleRuns, { query: { limit: 10 } }, { signal })).runs,
})

const runningPollMs = 1000

/** What a run of rules found up to now; asked again until it is done. */
export const ruleRunQuery = (runId: string) =>
  queryOptions({
    queryKey: [...adminKey, 'rule-run', runId],
    queryFn: ({ signal }): Promise<RuleRun> => call(rules.getRuleRun, { params: { run_id: runId } }, { signal }),
    refetchInterval: ({ state }) => (state.data?.state === 'done' ? false : runningPollMs),
  })

export const blocksQuery = (filter: QueryOf<typeof safety.listBlocks>) =>
  queryOptions({
    queryKey: [...adminKey, 'blocks', filter],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => call(safety.listBlocks, { query: { limit: pageSize, ...filter } }, { signal }),
  })

export const storageQuery = queryOptions({
  queryKey: [...adminKey, 'storage'],
  queryFn: ({ signal }) => call(admin.getPortalStorage, {}, { signal }),
})

/** Asked again while one is being made. */
export const backupsQuery = queryOptions({
  queryKey: [...adminKey, 'backups'],
  queryFn: ({ signal }): Promise<PortalBackups> => call(admin.listBackups, {}, { signal }),
  refetchInterval: ({ state }) => (state.data?.is_running ? runningPollMs : false),
})

export const settingsQuery = queryOptions({
  queryKey: [...adminKey, 'settings'],
  queryFn: async ({ signal }) => (await call(admin.listSettings, {}, { signal })).settings,
})

export const auditQuery = (filter: QueryOf<typeof sessions.listAudit>) =>
  queryOptions({
    queryKey: [...adminKey, 'audit', filter],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => call(sessions.listAudit, { query: { limit: pageSize, ...filter } }, { signal }),
  })
