import type { LinkPurpose } from '@mosis/api'
import { queryOptions } from '@tanstack/react-query'
import { contract } from 'virtual:contract'
import { call } from '../call.ts'

/** What a mailed link, or the one-time admin link, is about; looking uses nothing up. */
export const linkQuery = (purpose: LinkPurpose, token: string) =>
  queryOptions({
    queryKey: ['link', purpose, token],
    gcTime: 0,
    queryFn: ({ signal }) => call(contract.accounts.showLink, { body: { purpose, token } }, { signal }),
  })

/** The app that an invitation of testers is for. */
export const testingQuery = (token: string) =>
  queryOptions({
    queryKey: ['link', 'testing', token],
    gcTime: 0,
    queryFn: ({ signal }) => call(contract.testers.showTesting, { body: { token } }, { signal }),
  })
