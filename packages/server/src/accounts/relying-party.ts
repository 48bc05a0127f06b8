import { isIP } from 'node:net'
import { ApiError } from '@mosis/api'

/** What passkeys are bound to: they never work for a page of another origin, however much it looks like this one. */
export interface RelyingParty {
  id: string
  name: string
  origin: string
}

/** The portal as WebAuthn knows it. A passkey belongs to a host name; a bare address cannot have any. */
export function getRelyingParty({ baseUrl }: { readonly baseUrl: string }): RelyingParty {
  const { hostname, origin } = new URL(baseUrl)
  if (!isPasskeyPossible({ baseUrl })) throw new ApiError('passkey.not_possible', { base_url: baseUrl })
  return { id: hostname, name: 'Mosis portal', origin }
}

/** Whether the portal is reached by a name that passkeys can belong to. */
export function isPasskeyPossible({ baseUrl }: { readonly baseUrl: string }): boolean {
  return isIP(new URL(baseUrl).hostname.replace(/^\[|\]$/g, '')) === 0
}
