import { hash } from 'node:crypto'
import type { Call } from '../http/call.ts'
import type { Credential } from './credentials.ts'

/** Whom a credential speaks for. */
export type Caller = Pick<
  Call,
  'accountId' | 'role' | 'scopes' | 'sessionId' | 'authenticatedAt' | 'apiKeyId' | 'appIds'
> & { accountId: string }

/** Whom the credentials of the last second spoke for. */
export interface RememberedCallers {
  /** Gives the remembered caller, or has it looked up; undefined where the credential is not valid. */
  find: (
    credential: Credential,
    nowMs: number,
    lookUp: () => Promise<Caller | undefined>,
  ) => Caller | Promise<Caller | undefined>
  /** Forgets everybody: what this process just changed counts at once. */
  forget: () => void
}

interface Remembered {
  caller: Caller
  atMs: number
}

/** What another process revokes is refused here at most this much later. */
const rememberedMs = 1000
/** More callers within a second than this are looked up each time. */
const maxRemembered = 10_000

export function createRememberedCallers(): RememberedCallers {
  // By hash, so that a picture of the memory shows no credential.
  const remembered = new Map<string, Remembered>()
  let generation = 0

  async function lookUpAndKeep(
    key: string,
    nowMs: number,
    lookUp: () => Promise<Caller | undefined>,
  ): Promise<Caller | undefined> {
    const begunIn = generation
    const caller = await lookUp()
    // What was read before a revocation is not kept after it.
    if (caller === undefined || generation !== begunIn) return caller
    if (remembered.size >= maxRemembered) remembered.clear()
    remembered.set(key, { caller, atMs: nowMs })
    return caller
  }

  return {
    find({ kind, text }, nowMs, lookUp) {
      const key = hash('sha256', `${kind} ${text}`, 'base64')
      const known = remembered.get(key)
      const ageMs = known === undefined ? Number.NaN : nowMs - known.atMs
      // A clock that was set back makes nothing live longer.
      if (known !== undefined && ageMs >= 0 && ageMs < rememberedMs) return known.caller
      if (known !== undefined) remembered.delete(key)
      return lookUpAndKeep(key, nowMs, lookUp)
    },
    forget() {
      generation += 1
      remembered.clear()
    },
  }
}
