import { createHash } from 'node:crypto'
import { ApiError } from '@mosis/api'
import type { Clock } from '../clock.ts'
import { engineOf } from '../db/engine.ts'
import type { Db } from '../db/schema.ts'
import { addressKey, createRateLimit, isLoopback } from '../http/rate-limit.ts'
import type { RateLimit } from '../http/rate-limit.ts'
import { createDatabaseBuckets } from './buckets-in-database.ts'
import { createProcessBuckets } from './buckets-in-process.ts'
import type { Bucket, KeyedBucket } from './buckets.ts'

export interface Limit {
  /** What is counted, for the reference page. */
  counts: string
  /** What each has a count of its own for. An address is an IPv4 address or an IPv6 network of 2^64 addresses. */
  per: 'address' | 'account' | 'api_key' | 'team' | 'email' | 'email_and_address' | 'account_and_address'
  /** Every bucket must have one left. Further ones, larger and slower, make the wait grow with the number of attempts. */
  buckets: readonly Bucket[]
}

const second = 1000
const minute = 60 * second
const hour = 60 * minute

const limit = (counts: string, per: Limit['per'], ...buckets: Bucket[]): Limit => ({ counts, per, buckets })

/** What is counted once for all processes of the portal. Each feature adds its own lines. */
export const sharedLimits = {
  // Sign-in with a password: only wrong ones count. `lock-out.ts` says how the three go together.
  sign_in_from_address: limit('Wrong passwords, whatever the account', 'address', {
    burst: 20,
    refillMs: 6 * second,
  }),
  sign_in_to_account_from_address: limit(
    'Wrong passwords for one account',
    'email_and_address',
    { burst: 10, refillMs: 30 * second },
    { burst: 30, refillMs: 10 * minute },
    { burst: 100, refillMs: hour },
  ),
  sign_in_to_account_from_unknown: limit(
    'Wrong passwords for one account from networks that it never signed in from',
    'email',
    { burst: 50, refillMs: minute },
    { burst: 100, refillMs: 10 * minute },
  ),
  // Accounts and mails
  register: limit('Accounts that are made', 'address', { burst: 20, refillMs: minute }),
  mail_to_address: limit(
    'Mails that somebody asks for, to one e-mail address',
    'email',
    { burst: 5, refillMs: 5 * minute },
    { burst: 20, refillMs: hour },
  ),
  mail_from_address: limit('Mails that somebody asks for', 'address', { burst: 20, refillMs: minute }),
  oauth_start: limit('Sign-ins with GitHub or Google that are begun', 'address', { burst: 20, refillMs: 6 * second }),
  // Codes of six digits
  second_factor: limit(
    'Wrong codes of a second factor',
    'account_and_address',
    { burst: 10, refillMs: 30 * second },
    { burst: 30, refillMs: 10 * minute },
  ),
  second_factor_anywhere: limit('Wrong codes of authenticator apps, from all networks together', 'account', {
    burst: 30,
    refillMs: 5 * minute,
  }),
  device_login_start: limit('Device logins that are begun', 'address', { burst: 20, refillMs: 10 * second }),
  device_login_code: limit('Codes of device logins that are looked up', 'account', {
    burst: 10,
    refillMs: 30 * second,
  }),
  device_login_code_from_address: limit('Codes of device logins that lead nowhere', 'address', {
    burst: 60,
    refillMs: 10 * second,
  }),
  // Packages and pictures
  app_id_check: limit('Ids of apps that are looked up while they are typed', 'account', {
    burst: 60,
    refillMs: second,
  }),
  package_read: limit('Files of own packages that are read', 'account', { burst: 60, refillMs: second }),
  upload_start: limit('Resumable uploads that are begun', 'account', { burst: 60, refillMs: 30 * second }),
  screenshot_upload: limit('Screenshots that are uploaded', 'account', { burst: 60, refillMs: 10 * second }),
  // Keys and teams
  token_exchange: limit('CI tokens that are exchanged or refused', 'address', {
    burst: 60,
    refillMs: 2 * second,
  }),
  leak_report: limit('API keys that are reported as leaked', 'address', { burst: 20, refillMs: 6 * second }),
  webhook_message: limit('Messages to webhooks that are sent by hand', 'account', { burst: 20, refillMs: 30 * second }),
  review_message: limit('Messages and notes about reviews', 'account', { burst: 20, refillMs: 30 * second }),
  invitation: limit('Invitations to teams', 'account', { burst: 20, refillMs: 5 * minute }),
  invitation_to_team: limit('Invitations to one team', 'team', { burst: 40, refillMs: 5 * minute }),
  tester_invitation: limit('Invitations of testers', 'account', { burst: 200, refillMs: minute }),
  tester_join: limit('Devices that become or stop being testers', 'address', { burst: 60, refillMs: 10 * second }),
  report: limit('Reports about apps', 'address', { burst: 20, refillMs: 5 * minute }),
  app_transfer: limit('Apps that are offered to other teams', 'account', { burst: 10, refillMs: 5 * minute }),
} as const satisfies Record<string, Limit>

/**
 * What every call is counted by, in each process for itself: a question to the database for each request would cost more than
 * the request. With three processes a caller may have three times as much.
 */
export const callLimits = {
  calls_of_address: { counts: 'All calls', per: 'address', buckets: [{ burst: 3000, refillMs: 10 }] },
  calls_of_account: { counts: 'Calls of an account', per: 'account', buckets: [{ burst: 1200, refillMs: 50 }] },
  calls_of_api_key: { counts: 'Calls with an API key', per: 'api_key', buckets: [{ burst: 600, refillMs: 100 }] },
} as const satisfies Record<string, Limit>

export type LimitName = keyof typeof sharedLimits
export type CallLimitName = keyof typeof callLimits

/** By which limit, and whose attempt: an address, an account's id … as the limit says. */
export type Attempt = readonly [name: LimitName, key: string]

export interface Limits {
  /** Counts one attempt; throws `rate_limited` with the time to wait when none is left. */
  take: (name: LimitName, key: string) => Promise<void>
  /** Takes an attempt back: what succeeded does not count. */
  giveBack: (name: LimitName, key: string) => Promise<void>
  /** Counts one attempt by several limits, or by none when one of them refuses. */
  takeAll: (attempts: readonly Attempt[]) => Promise<void>
  giveAllBack: (attempts: readonly Attempt[]) => Promise<void>
  /** Counts a call in this process; throws `rate_limited`. */
  countCall: (name: CallLimitName, key: string) => void
  /** Removes what is full again. */
  sweep: () => Promise<void>
}

/** On PostgreSQL, where several processes may serve one portal, the shared limits live in the database. */
export function createLimits(db: Db, clock: Clock): Limits {
  const buckets = engineOf(db) === 'postgres' ? createDatabaseBuckets(db, clock) : createProcessBuckets(clock)
  const calls = {
    calls_of_address: createRateLimit({ ...callLimits.calls_of_address.buckets[0], clock }),
    calls_of_account: createRateLimit({ ...callLimits.calls_of_account.buckets[0], clock }),
    calls_of_api_key: createRateLimit({ ...callLimits.calls_of_api_key.buckets[0], clock }),
  } as const satisfies Record<CallLimitName, RateLimit>
  async function takeAll(attempts: readonly Attempt[]): Promise<void> {
    const waitMs = await buckets.take(attempts.flatMap(bucketsOf))
    if (waitMs === undefined) return
    throw new ApiError('rate_limited', { retry_after_seconds: Math.ceil(Math.round(waitMs) / 1000) })
  }
  return {
    take: (name, key) => takeAll([[name, key]]),
    takeAll,
    giveBack: (name, key) => buckets.giveBack(bucketsOf([name, key])),
    giveAllBack: (attempts) => buckets.giveBack(attempts.flatMap(bucketsOf)),
    countCall(name, key) {
      if (callLimits[name].per !== 'address') return calls[name].take(key)
      const network = addressKey(key)
      // This machine itself, or a proxy that the portal was not told about: everybody would be locked out together.
      if (!isLoopback(network)) calls[name].take(network)
    },
    sweep: () => buckets.sweep(),
  }
}

/** Stored as a hash: neither a backup nor a look into the table shows who tried what from where. */
function bucketsOf([name, key]: Attempt): KeyedBucket[] {
  const { per, buckets }: Limit = sharedLimits[name]
  const counted = per === 'address' ? addressKey(key) : key
  const hash = createHash('sha256').update(`${name}\n${counted}`).digest('base64url')
  return buckets.map((bucket, index) => ({ ...bucket, key: `${name}/${index}/${hash}` }))
}
