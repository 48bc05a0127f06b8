import { createHash } from 'node:crypto'
import type { Clock } from '../clock.ts'
import { addressKey, createRateLimit } from '../http/rate-limit.ts'

/** How often may be tried to sign in or to register, from one address and for one account. */
export interface AccountLimits {
  /** Throws `rate_limited`. */
  registering: (address: string) => void
  /** Throws `rate_limited`; call what it gives when the sign-in succeeded, since only failures count. */
  signingIn: (address: string, email: string) => () => void
}

export function createAccountLimits(clock: Clock): AccountLimits {
  const registrations = createRateLimit({ burst: 20, refillMs: 60_000, clock })
  const addresses = createRateLimit({ burst: 20, refillMs: 6000, clock })
  const accounts = createRateLimit({ burst: 10, refillMs: 30_000, clock })
  return {
    registering: (address) => registrations.take(addressKey(address)),
    signingIn(address, email) {
      const network = addressKey(address)
      // Together with the network: somebody elsewhere cannot lock the owner of the account out.
      const account = createHash('sha256').update(`${network}\n${email}`).digest('base64')
      addresses.take(network)
      accounts.take(account)
      return () => {
        addresses.giveBack(network)
        accounts.giveBack(account)
      }
    },
  }
}
