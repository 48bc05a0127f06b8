import { createHash, randomBytes } from 'node:crypto'
import { ApiError, scopes as allScopes } from '@mosis/api'
import type { DeviceLogin, ErrorCode, Scope } from '@mosis/api'
import { newId } from '../db/ids.ts'
import type { Db, DeviceLoginRow } from '../db/schema.ts'
import { inTransaction } from '../db/transaction.ts'
import { requireAccount } from '../http/call.ts'
import type { Call } from '../http/call.ts'
import { recordChange } from './audit.ts'
import { isOpenButForLock } from './refuse-locked.ts'
import { openSession, toAccount } from './sessions.ts'
import type { SignedIn } from './sessions.ts'
import { newUserCode, readUserCode, showUserCode } from './user-code.ts'

const lifeSeconds = 10 * 60
const intervalSeconds = 5
/** RFC 8628, 3.5: who asks too soon waits so much longer from then on. */
const slowerSeconds = 5
/** Timers end a little early and networks are uneven: who waits its interval is never told to slow down. */
const toleranceMs = 500

export interface StartedDeviceLogin {
  /** Seen by the client alone; only its hash is kept. */
  deviceCode: string
  userCode: string
  expiresInSeconds: number
  intervalSeconds: number
}

/** Begins the sign-in of a machine that a person approves at another screen. */
export async function startDeviceLogin(
  db: Db,
  call: Call,
  { client, scopes }: { client: string; scopes: readonly Scope[] | undefined },
): Promise<StartedDeviceLogin> {
  const deviceCode = `mdc_${randomBytes(32).toString('base64url')}`
  const row = {
    id: newId('login'),
    device_code_hash: hashOf(deviceCode),
    client,
    address: call.address,
    scopes: scopes ? JSON.stringify(allScopes.filter((scope) => scopes.includes(scope))) : null,
    state: 'pending',
    account_id: null,
    session_id: null,
    interval_seconds: intervalSeconds,
    last_asked_at: null,
    created_at: call.now,
    expires_at: new Date(Date.parse(call.now) + lifeSeconds * 1000).toISOString(),
  } as const
  for (;;) {
    const made = await db
      .insertInto('device_login')
      .values({ ...row, user_code: newUserCode() })
      // Two logins may never wait under one code: a person would approve the other one.
      .onConflict((conflict) => conflict.column('user_code').doNothing())
      .returning('user_code')
      .executeTakeFirst()
    if (made) {
      return { deviceCode, userCode: showUserCode(made.user_code), expiresInSeconds: lifeSeconds, intervalSeconds }
    }
  }
}

/** Gives the client its session once the person has approved, and refuses until then. The device code works once. */
export async function finishDeviceLogin(
  db: Db,
  call: Call,
  { deviceCode, client }: { deviceCode: string; client: string },
): Promise<SignedIn> {
  const outcome = await inTransaction(db, async (db) => {
    const row = await db
      .selectFrom('device_login')
      .selectAll()
      .where('device_code_hash', '=', hashOf(deviceCode))
      .where('client', '=', client)
      .executeTakeFirst()
    if (!row || row.state === 'used') return refusals.invalid_grant
    if (row.expires_at <= call.now) return refusals.expired_token
    if (row.state === 'denied') return refusals.access_denied
    const isTooSoon = await noteQuestion(db, call, row)
    if (isTooSoon) return { ...refusals.slow_down, interval: row.interval_seconds + slowerSeconds }
    if (row.state === 'pending') return { ...refusals.authorization_pending, interval: row.interval_seconds }
    return takeSession(db, call, row)
  })
  // Thrown after the commit: the longer interval must stay.
  if ('code' in outcome) throw toRefusal(outcome)
  return outcome
}

/** What a device login asks for; only while it waits, and afterwards for whoever decided. */
export async function getDeviceLogin(db: Db, call: Call, userCode: string): Promise<DeviceLogin> {
  const row = await findRow(db, call, userCode)
  if (!row || (row.state !== 'pending' && row.account_id !== requireAccount(call))) {
    throw new ApiError('device_login.not_found')
  }
  return toDeviceLogin(row)
}

/** Signs the device in as the caller; the client fetches its session at its next question. */
export function approveDeviceLogin(db: Db, call: Call, userCode: string): Promise<DeviceLogin> {
  return decide(db, call, userCode, 'approved')
}

/** Refuses a device login; the client is told at its next question. */
export function denyDeviceLogin(db: Db, call: Call, userCode: string): Promise<DeviceLogin> {
  return decide(db, call, userCode, 'denied')
}

/** Removes what nobody can finish any more. */
export async function sweepDeviceLogins(db: Db, call: Call): Promise<void> {
  await db.deleteFrom('device_login').where('expires_at', '<=', call.now).execute()
}

function decide(db: Db, call: Call, userCode: string, state: 'approved' | 'denied'): Promise<DeviceLogin> {
  const account_id = requireAccount(call)
  // An API key must not grow into a session, which may do more and is renewed for ever.
  if (call.sessionId === null) throw new ApiError('auth.required')
  return inTransaction(db, async (db) => {
    const row = await findRow(db, call, userCode)
    if (!row) throw new ApiError('device_login.not_found')
    if (state === 'approved') refuseWider(call, row)
    const decided = await db
      .updateTable('device_login')
      .set({ state, account_id, session_id: call.sessionId })
      .where('id', '=', row.id)
      // The update decides: of two people who were shown the same code only one can answer it.
      .where('state', '=', 'pending')
      .returningAll()
      .executeTakeFirst()
    if (!decided) return findDecided(db, call, userCode, state)
    const action = state === 'approved' ? 'approve_device_login' : 'deny_device_login'
    await recordChange(db, call, {
      subject: 'session',
      id: row.id,
      action,
      from: 'pending',
      to: state,
      reason: `${row.client}, ${row.address}`,
    })
    return toDeviceLogin(decided)
  })
}

/** Somebody who presses the button twice has done what they wanted; for everybody else the code is gone. */
async function findDecided(db: Db, call: Call, userCode: string, state: 'approved' | 'denied'): Promise<DeviceLogin> {
  // Read again: the other press may have come in between.
  const row = await findRow(db, call, userCode)
  if (!row || row.account_id !== call.accountId || toDeviceLogin(row).state !== state) {
    throw new ApiError('device_login.not_found')
  }
  return toDeviceLogin(row)
}

/** A session can hand on what it may do itself, never more. */
function refuseWider(call: Call, row: DeviceLoginRow): void {
  const missing = (scopesOf(row) ?? allScopes).filter((scope) => !call.scopes.includes(scope))
  if (missing.length > 0) throw new ApiError('auth.forbidden', { needs: `the scopes ${missing.join(', ')}` })
}

async function findRow(db: Db, call: Call, userCode: string): Promise<DeviceLoginRow | undefined> {
  const code = readUserCode(userCode)
  if (code === undefined) return undefined
  return db
    .selectFrom('device_login')
    .selectAll()
    .where('user_code', '=', code)
    .where('expires_at', '>', call.now)
    .executeTakeFirst()
}

/** Notes that the client asked, and whether that was too soon after the time before. */
async function noteQuestion(db: Db, call: Call, row: DeviceLoginRow): Promise<boolean> {
  const nextAt =
    row.last_asked_at === null ? 0 : Date.parse(row.last_asked_at) + row.interval_seconds * 1000 - toleranceMs
  const isTooSoon = Date.parse(call.now) < nextAt
  await db
    .updateTable('device_login')
    .set({ last_asked_at: call.now, ...(isTooSoon && { interval_seconds: row.interval_seconds + slowerSeconds }) })
    .where('id', '=', row.id)
    .execute()
  return isTooSoon
}

async function takeSession(db: Db, call: Call, row: DeviceLoginRow): Promise<SignedIn | Refusal> {
  const approver = await db
    .selectFrom('session')
    .innerJoin('account', 'account.id', 'session.account_id')
    .selectAll('account')
    .select('session.authenticated_at')
    .where('session.id', '=', row.session_id)
    .where('session.account_id', '=', row.account_id)
    // A lock is refused where the session opens, which says so.
    .where(isOpenButForLock)
    .where('session.expires_at', '>', call.now)
    .executeTakeFirst()
  // Whoever logged out everywhere meant this one too.
  if (!approver) return refusals.access_denied
  const used = await db
    .updateTable('device_login')
    .set({ state: 'used' })
    .where('id', '=', row.id)
    // The update decides, so that two questions at once lead to one session.
    .where('state', '=', 'approved')
    .returning('id')
    .executeTakeFirst()
  if (!used) return refusals.invalid_grant
  const scopes = scopesOf(row)
  const account = toAccount(approver)
  const signedIn = await openSession(db, call, account, {
    client: row.client,
    method: 'device',
    ...(scopes && { scopes }),
  })
  // As fresh as the sign-in that it comes from: sessions that approve each other must not stay fresh for ever.
  await db
    .updateTable('session')
    .set({ authenticated_at: approver.authenticated_at })
    .where('id', '=', signedIn.sessionId)
    .execute()
  return signedIn
}

interface Refusal {
  code: Extract<ErrorCode, `device_login.${string}`>
  /** The name in RFC 8628, 3.5 and RFC 6749, 5.2. */
  error: string
  interval?: number
}

const refusals = {
  authorization_pending: { code: 'device_login.pending', error: 'authorization_pending' },
  slow_down: { code: 'device_login.slow_down', error: 'slow_down' },
  access_denied: { code: 'device_login.denied', error: 'access_denied' },
  expired_token: { code: 'device_login.expired', error: 'expired_token' },
  invalid_grant: { code: 'device_login.invalid_code', error: 'invalid_grant' },
} as const satisfies Record<string, Refusal>

function toRefusal({ code, ...details }: Refusal): ApiError {
  return new ApiError(code, details)
}

/** The code has 256 random bits, so a fast hash is enough: there is nothing to guess. */
const hashOf = (deviceCode: string) => createHash('sha256').update(deviceCode).digest('hex')

function scopesOf({ scopes }: DeviceLoginRow): Scope[] | null {
  // Written above from the contract's own list.
  return scopes === null ? null : (JSON.parse(scopes) as Scope[])
}

function toDeviceLogin(row: DeviceLoginRow): DeviceLogin {
  const { user_code, client, address, state, created_at, expires_at } = row
  return {
    user_code: showUserCode(user_code),
    client,
    address,
    scopes: scopesOf(row),
    state: state === 'used' ? 'approved' : state,
    created_at,
    expires_at,
  }
}
