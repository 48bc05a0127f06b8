import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { contract } from 'virtual:contract'
import { call } from '../call.ts'

/** What is known of one's own account beside `['me']` begins with 'account'. */
export const accountKeys = {
  all: ['account'] as const,
  email: ['account', 'email'] as const,
  factors: ['account', 'factors'] as const,
  passkeys: ['account', 'passkeys'] as const,
  identities: ['account', 'identities'] as const,
  sessions: ['account', 'sessions'] as const,
  activity: ['account', 'activity'] as const,
}

/** The e-mail address, and the one that waits for its link to be opened. */
export const emailQuery = queryOptions({
  queryKey: accountKeys.email,
  queryFn: ({ signal }) => call(contract.accounts.getEmail, {}, { signal }),
})

/** What protects the account beside its password. */
export const factorsQuery = queryOptions({
  queryKey: accountKeys.factors,
  queryFn: ({ signal }) => call(contract.secondFactor.getSecondFactor, {}, { signal }),
})

export const passkeysQuery = queryOptions({
  queryKey: accountKeys.passkeys,
  async queryFn({ signal }) {
    return (await call(contract.passkeys.listPasskeys, {}, { signal })).passkeys
  },
})

/** The accounts at GitHub and Google that sign in to this one. */
export const identitiesQuery = queryOptions({
  queryKey: accountKeys.identities,
  async queryFn({ signal }) {
    return (await call(contract.oauth.listIdentities, {}, { signal })).identities
  },
})

const pageSize = 25

/** Where the account is signed in; the page is a cursor of the one before it. */
export const sessionsQuery = (cursor: string | undefined) =>
  queryOptions({
    queryKey: [...accountKeys.sessions, cursor],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      call(contract.sessions.listSessions, { query: { limit: pageSize, ...(cursor && { cursor }) } }, { signal }),
  })

/** Which events of one's own log are shown. */
export interface ActivityFilter {
  /** What was changed: an account, an app, a team. */
  subject_type?: string | undefined
  from?: string | undefined
  cursor?: string | undefined
}

/** What was done by and to the account, the newest first. */
export const activityQuery = ({ subject_type, from, cursor }: ActivityFilter) =>
  queryOptions({
    queryKey: [...accountKeys.activity, { subject_type, from, cursor }],
    placeholderData: keepPreviousData,
    queryFn({ signal }) {
      const filter = { ...(subject_type && { subject_type }), ...(from && { from }), ...(cursor && { cursor }) }
      return call(contract.sessions.listOwnAudit, { query: { limit: pageSize, ...filter } }, { signal })
    },
  })
