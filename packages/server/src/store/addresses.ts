import { packageFileName } from '@mosis/format'

// From the root of the portal, without its name: whoever asks knows under which of its names it was reached.

export const iconAddress = (appId: string) => `/v1/store/apps/${appId}/icon`

/** Always the newest version; redirects to its package and counts. */
export const downloadAddress = (appId: string) => `/v1/store/apps/${appId}/download`

/** One version for ever. */
export const packageAddress = (version: { app_id: string; version: string; version_code: number }) =>
  `/packages/${version.app_id}/${version.version_code}/${packageFileName({ id: version.app_id, version: version.version })}`
