import type { OAuthProvider } from '@mosis/api'
import type { Db } from '../../db/schema.ts'
import type { Call } from '../../http/call.ts'
import { findOneTime, makeOneTime, useOneTime } from '../one-time.ts'
import type { FlowSecrets } from './provider.ts'

/** A sign-in between its start and its callback. */
export interface OAuthFlow extends FlowSecrets {
  /** An answer of one provider is never taken to another one (mix-up). */
  provider: OAuthProvider
  /** SHA-256 of the cookie of the browser that began: whoever is lured into somebody else's flow has another one. */
  browser: string
  /** Where a page goes on; null: a client that is answered with JSON. */
  return_to: string | null
  /** Set when an account that is signed in links; its session has to be alive at the end too. */
  link: { account_id: string; session_id: string } | null
}

export const flowMs = 10 * 60_000

/** Notes a flow; what it gives is the `state` that travels through the provider. */
export function openFlow(db: Db, call: Call, flow: OAuthFlow): Promise<string> {
  return makeOneTime(db, call, 'oauth_state', flow, { accountId: flow.link?.account_id ?? null, lifeMs: flowMs })
}

/**
 * The flow of a callback, which is used up by it; undefined for all that does not fit, which leaves the flow as it is: a stranger
 * cannot end it.
 */
export async function takeFlow(
  db: Db,
  call: Call,
  { provider, state, browser }: { provider: OAuthProvider; state: string | undefined; browser: string | undefined },
): Promise<OAuthFlow | undefined> {
  if (state === undefined || browser === undefined) return undefined
  const found = await findOneTime(db, call, 'oauth_state', state)
  if (found?.data.provider !== provider || found.data.browser !== browser) return undefined
  // Of two callbacks at once one goes on.
  return (await useOneTime(db, call, 'oauth_state', state))?.data
}
