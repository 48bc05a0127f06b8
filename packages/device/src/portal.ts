import { ApiError, createClient } from '@mosis/api'
import type { Client } from '@mosis/api'
import { DeviceError } from './errors.ts'

/** The store as the device sees it. */
export interface Portal {
  url: string
  fetch: typeof globalThis.fetch
  call: Client
}

/** A portal that has not answered by then is not there. */
const answerMs = 8_000

/** Opens the client of a portal; nothing is sent before the first call. */
export function openPortal(url: string, fetch: typeof globalThis.fetch): Portal {
  const call = createClient({ baseUrl: url, fetch })
  return {
    url,
    fetch,
    call: (endpoint, sent, options) => call(endpoint, sent, { signal: AbortSignal.timeout(answerMs), ...options }),
  }
}

/** Returns the portal, or says that none was set. */
export function requirePortal(portal: Portal | undefined): Portal {
  if (!portal) throw new DeviceError('device.no_portal')
  return portal
}

/** Does a call to the portal and turns its refusal into one of the device. */
export async function reachPortal<T>(id: string, { url }: Portal, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    if (!(cause instanceof ApiError)) throw cause
    if (cause.code === 'portal.unreachable') {
      throw new DeviceError('device.portal_unreachable', { url, reason: String(cause.details['reason']) }, { cause })
    }
    const advice = cause.fix
    throw new DeviceError(
      'device.portal_refused',
      { id, reason: `${cause.message} (${cause.code})`, advice },
      { cause },
    )
  }
}
