import { ApiError } from '@mosis/api'
import { requireAccount } from '../http/call.ts'
import type { Call } from '../http/call.ts'
import type { Tokens } from '../http/tokens.ts'

const purpose = 'signing key registration'
const minutes = 10

/**
 * The text that a key signs to prove that the account has its private half. It begins unlike anything else a key signs and
 * names portal, account and time, so it is of no use anywhere else; the code in it says that this portal made it, so nothing
 * is stored.
 */
export function createChallenge(
  call: Call,
  tokens: Tokens,
  baseUrl: string,
): { challenge: string; expires_at: string } {
  const expires_at = new Date(Date.parse(call.now) + minutes * 60_000).toISOString()
  const claims = [
    'Mosis-Key-Registration: 1',
    `Portal: ${baseUrl}`,
    `Account: ${requireAccount(call)}`,
    `Expires: ${expires_at}`,
  ].join('\n')
  return { challenge: `${claims}\nCode: ${tokens.authenticate(purpose, claims)}\n`, expires_at }
}

/** Refuses a text that this portal did not give to this account within the last minutes. */
export function checkChallenge(call: Call, tokens: Tokens, challenge: string): void {
  const parts = /^((?:[\w-]+: .*\n){3}Expires: (.*))\nCode: (.*)\n$/.exec(challenge)
  const [, claims = '', expires = '', code = ''] = parts ?? []
  if (!tokens.isAuthentic(purpose, claims, code)) throw new ApiError('key.wrong_proof')
  const isForCaller = claims.includes(`\nAccount: ${requireAccount(call)}\n`)
  if (!isForCaller || expires <= call.now) throw new ApiError('key.wrong_proof')
}
