import type { ApiKey, SigningKey } from '@mosis/api'
import { queryOptions } from '@tanstack/react-query'
import { contract } from 'virtual:contract'
import { call } from '../call.ts'

/** The account's API keys, ended ones too. */
export const apiKeysQuery = queryOptions({
  queryKey: ['api-keys'],
  queryFn: async ({ signal }): Promise<readonly ApiKey[]> =>
    (await call(contract.apiKeys.listApiKeys, {}, { signal })).api_keys,
})

/** The keys that sign this account's packages, revoked ones too. */
export const signingKeysQuery = queryOptions({
  queryKey: ['signing-keys'],
  queryFn: async ({ signal }): Promise<readonly SigningKey[]> =>
    (await call(contract.keys.listSigningKeys, {}, { signal })).signing_keys,
})
