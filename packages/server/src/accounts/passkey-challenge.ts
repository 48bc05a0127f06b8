import { randomBytes } from 'node:crypto'
import { ApiError } from '@mosis/api'
import type { Db } from '../db/schema.ts'
import type { Call } from '../http/call.ts'
import type { Tokens } from '../http/tokens.ts'
import { claimOnce } from './one-time.ts'

/** Why something is to be signed: a challenge for one purpose is none for another. */
export type ChallengePurpose = 'passkey request' | `passkey of ${string}`

/** How long a person may take to find the finger that the device wants. */
export const challengeMs = 5 * 60_000
const nonceBytes = 16

/**
 * What a passkey signs. The portal's own code in it says who made it and until when it counts, so nothing is stored for everybody
 * who only asks.
 */
export function createPasskeyChallenge(call: Call, tokens: Tokens, purpose: ChallengePurpose): Uint8Array<ArrayBuffer> {
  const expires = Date.parse(call.now) + challengeMs
  const claims = `${expires}.${randomBytes(nonceBytes).toString('base64url')}`
  return new TextEncoder().encode(`${claims}.${tokens.authenticate(purpose, claims)}`)
}

/**
 * Uses up the challenge that was signed, and gives it; refuses one that this portal did not make for this purpose, that has
 * expired or was used.
 */
export async function takePasskeyChallenge(
  db: Db,
  call: Call,
  tokens: Tokens,
  purpose: ChallengePurpose,
  clientDataJSON: string,
): Promise<string> {
  const { decodeClientDataJSON } = await import('@simplewebauthn/server/helpers')
  // It is whatever stands in the JSON that was sent.
  const challenge: unknown = await orRefuse(() => decodeClientDataJSON(clientDataJSON).challenge)
  if (typeof challenge !== 'string') throw new ApiError('passkey.refused')
  const text = Buffer.from(challenge, 'base64url').toString()
  const [, claims = '', expires = '', code = ''] = /^((\d+)\.[\w-]+)\.([\w-]+)$/.exec(text) ?? []
  const isOurs = tokens.isAuthentic(purpose, claims, code) && Number(expires) > Date.parse(call.now)
  if (!isOurs || !(await claimOnce(db, call, 'passkey_challenge', claims, { lifeMs: challengeMs }))) {
    throw new ApiError('passkey.refused')
  }
  return challenge
}

/** Whatever the library finds wrong with what a browser sent is one refusal: which check failed helps only who tries. */
export async function orRefuse<Result>(check: () => Promise<Result> | Result): Promise<Result> {
  try {
    return await check()
  } catch (cause) {
    throw new ApiError('passkey.refused', {}, { cause })
  }
}
