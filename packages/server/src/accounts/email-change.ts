import { ApiError } from '@mosis/api'
import type { Result, accounts as contract } from '@mosis/api'
import { isUniqueViolation } from '../db/unique-violation.ts'
import type { Db } from '../db/schema.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Deps } from '../deps.ts'
import { requireAccount } from '../http/call.ts'
import type { Call } from '../http/call.ts'
import { enqueueMail } from '../mail/enqueue.ts'
import { note } from '../notes.ts'
import { recordChange } from './audit.ts'
import { dropWaysIn } from './drop-ways-in.ts'
import { limitMails } from './limit-mails.ts'
import { dropOneTime, dropOtherOneTimes, findWaiting, makeOneTime, useOneTime } from './one-time.ts'
import { mailPasswordReset } from './password-reset.ts'
import { endSessions } from './sessions.ts'

const dayMs = 24 * 60 * 60_000
const confirmMs = dayMs
const undoMs = 7 * dayMs

/**
 * Sends a link to the new address, and word of it to the old one. An address that has an account is treated alike: whoever asks
 * learns nothing, and only its own mailbox gets the link, which then refuses.
 */
export async function changeEmail(
  deps: Pick<Deps, 'db' | 'limits'>,
  call: Call,
  { email }: { email: string },
): Promise<void> {
  const id = requireAccount(call)
  await limitMails(deps, call, email)
  await inTransaction(deps.db, async (db) => {
    const account = await db.selectFrom('account').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    if (account.email === email) throw new ApiError('account.same_email')
    await dropOneTime(db, id, 'change_email')
    const token = await makeOneTime(db, call, 'change_email', { email }, { accountId: id, lifeMs: confirmMs })
    const old_email = account.email
    await enqueueMail(db, email, { name: 'email_change_confirm', data: { token, old_email } })
    await recordChange(db, call, { subject: 'account', id, action: 'ask_email_change', from: null, to: null })
    // An address that was never proved may be a stranger's, mistyped.
    if (account.email_verified_at === null) return
    await enqueueMail(db, old_email, { name: 'email_change_asked', data: { at: call.now, address: call.address } })
  })
}

/** The address of the caller, and the one that waits for its link to be opened. */
export async function getEmail(db: Db, call: Call): Promise<Result<typeof contract.getEmail>> {
  const { email, email_verified_at } = await db
    .selectFrom('account')
    .select(['email', 'email_verified_at'])
    .where('id', '=', requireAccount(call))
    .executeTakeFirstOrThrow()
  const waiting = await findWaiting(db, call, 'change_email')
  const pending = waiting && {
    email: waiting.data.email,
    asked_at: waiting.createdAt,
    expires_at: waiting.expiresAt,
  }
  return { email, email_verified: email_verified_at !== null, pending: pending ?? null }
}

/** Gives up a change that waits: its link works no more. */
export function dropEmailChange(db: Db, call: Call): Promise<void> {
  return inTransaction(db, async (db) => {
    const id = requireAccount(call)
    if (!(await findWaiting(db, call, 'change_email'))) return
    await dropOneTime(db, id, 'change_email')
    await recordChange(db, call, { subject: 'account', id, action: 'cancel_email_change', from: null, to: null })
  })
}

/** Takes the token of the mail: from now on the account has the new address. Its old one gets a way back. */
export function confirmEmailChange(db: Db, call: Call, { token }: { token: string }): Promise<{ email: string }> {
  return withFreeAddress(db, async (db) => {
    const used = await useOneTime(db, call, 'change_email', token)
    const before = await findAccount(db, used?.accountId)
    if (!used || !before) throw new ApiError('account.invalid_link')
    const { id, email: old_email } = before
    const { email } = used.data
    await setEmail(db, call, id, { email, action: 'change_email' })
    await dropOtherOneTimes(db, id)
    if (before.email_verified_at !== null) {
      const undo = { email: old_email, changed_at: call.now }
      const undo_token = await makeOneTime(db, call, 'undo_email_change', undo, { accountId: id, lifeMs: undoMs })
      const data = { undo_token, at: call.now, address: call.address }
      await enqueueMail(db, old_email, { name: 'email_changed', data })
    }
    return { email }
  })
}

/**
 * Gives an account back to the address that it had. Whoever changed that knows the password and may have added other ways in:
 * sessions and password end, what was added since goes, and a link for a new password follows.
 */
export function undoEmailChange(db: Db, call: Call, { token }: { token: string }): Promise<{ email: string }> {
  return withFreeAddress(db, async (db) => {
    const used = await useOneTime(db, call, 'undo_email_change', token)
    const before = await findAccount(db, used?.accountId)
    if (!used || !before) throw new ApiError('account.invalid_link')
    const { id } = before
    const { email, changed_at } = used.data
    await displaceSquatter(db, call, { email, since: changed_at })
    await setEmail(db, call, id, { email, action: 'undo_email_change' })
    await db.updateTable('account').set({ password_hash: null }).where('id', '=', id).execute()
    await dropOtherOneTimes(db, id)
    await dropOneTime(db, id, 'undo_email_change')
    await dropWaysIn(db, call, id, { since: changed_at })
    const byItself = { ...call, accountId: id }
    await endSessions(db, byItself, id, { action: 'revoke', reason: note('session.email_change_undone') })
    await enqueueMail(db, email, { name: 'email_change_undone', data: { at: call.now, address: call.address } })
    await mailPasswordReset(db, call, { email })
    return { email }
  })
}

async function setEmail(
  db: Db,
  call: Call,
  id: string,
  { email, action }: { email: string; action: 'change_email' | 'undo_email_change' },
): Promise<void> {
  await db.updateTable('account').set({ email, email_verified_at: call.now }).where('id', '=', id).execute()
  const byItself = { ...call, accountId: id }
  // Without the addresses: the log stays when the account is deleted.
  await recordChange(db, byItself, { subject: 'account', id, action, from: null, to: null })
}

/** Whoever stole an account could register its old address anew, so that the way back is blocked. Proving it is not theirs. */
async function displaceSquatter(db: Db, call: Call, { email, since }: { email: string; since: string }): Promise<void> {
  const squatter = await db
    .selectFrom('account')
    .select('id')
    .where('email', '=', email)
    .where('email_verified_at', 'is', null)
    .where('created_at', '>=', since)
    .executeTakeFirst()
  if (!squatter) return
  const { id } = squatter
  await db
    .updateTable('account')
    .set({ email: `${id}@displaced.invalid` })
    .where('id', '=', id)
    .execute()
  await dropOtherOneTimes(db, id)
  const reason = note('session.address_taken_back')
  await endSessions(db, call, id, { action: 'revoke', reason })
  const change = {
    subject: 'account',
    id,
    action: 'change_email',
    from: null,
    to: null,
    accountId: id,
    reason,
  } as const
  await recordChange(db, call, change)
}

async function findAccount(db: Db, id: string | null | undefined) {
  if (id === null || id === undefined) return undefined
  return db.selectFrom('account').selectAll().where('id', '=', id).where('deleted_at', 'is', null).executeTakeFirst()
}

/** The row decides who has an address, also of two that ask at once. */
async function withFreeAddress<Result>(db: Db, work: (db: Db) => Promise<Result>): Promise<Result> {
  try {
    return await inTransaction(db, work)
  } catch (failure) {
    throw isUniqueViolation(failure) ? new ApiError('account.email_taken', {}, { cause: failure }) : failure
  }
}
