import type { Endpoint, Quarantine, Sent, safety as contractOfSafety } from '@mosis/api'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { contract } from 'virtual:contract'
import { call } from '../call.ts'

const { safety } = contract
const pageSize = 25

type QueryOf<E extends Endpoint> = NonNullable<Sent<E> extends { query?: infer Q } ? Q : never>
type BodyOf<E extends Endpoint> = NonNullable<Sent<E> extends { body?: infer B } ? B : never>
type Ref = Pick<Quarantine, 'app_id' | 'version_id'>

/** Everything about quarantines: made old together after a change. */
export const quarantineKey = ['quarantines'] as const

/** A page of quarantines, the newest first. */
export const quarantinesQuery = (filter: QueryOf<typeof contractOfSafety.listQuarantines>) =>
  queryOptions({
    queryKey: [...quarantineKey, filter],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => call(safety.listQuarantines, { query: { limit: pageSize, ...filter } }, { signal }),
  })

/** Why something is taken away or given back: the code, the words for its team, the words for everybody. */
export type Judgement = BodyOf<typeof contractOfSafety.liftQuarantine>

const of = ({ app_id, version_id }: Ref) => ({ app_id, version_id })

export const quarantineVersion = (version: Ref, body: Judgement): Promise<Quarantine> =>
  call(safety.quarantineVersion, { params: of(version), body })

export const confirmQuarantine = (version: Ref): Promise<Quarantine> =>
  call(safety.confirmQuarantine, { params: of(version) })

export const liftQuarantine = (version: Ref, body: Judgement): Promise<Quarantine> =>
  call(safety.liftQuarantine, { params: of(version), body })

export const upholdQuarantine = (
  version: Ref,
  { reason, public_reason }: Pick<Judgement, 'reason' | 'public_reason'>,
): Promise<Quarantine> => call(safety.upholdQuarantine, { params: of(version), body: { reason, public_reason } })
