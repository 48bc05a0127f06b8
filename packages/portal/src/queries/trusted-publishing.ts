import type { TrustedPublisher } from '@mosis/api'
import { queryOptions } from '@tanstack/react-query'
import { contract } from 'virtual:contract'
import { call } from '../call.ts'
import { appKeys } from './apps.ts'

/** The CI workflows that may publish an app. */
export const trustedPublishersQuery = (appId: string) =>
  queryOptions({
    queryKey: [...appKeys.one(appId), 'trusted-publishers'],
    queryFn: async ({ signal }): Promise<readonly TrustedPublisher[]> =>
      (await call(contract.trustedPublishing.listTrustedPublishers, { params: { app_id: appId } }, { signal }))
        .trusted_publishers,
  })
