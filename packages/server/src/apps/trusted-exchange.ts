import { ApiError } from '@mosis/api'
import type { Scope } from '@mosis/api'
import { claimOnce } from '../accounts/one-time.ts'
import type { Db, TrustedPublisherRow } from '../db/schema.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Call } from '../http/call.ts'
import { insertApiKey } from '../keys/api-keys.ts'
import type { CiRun, ReadCiToken } from './ci-issuers.ts'
import { idsOf, refusalOf } from './ci-run.ts'
import { requireApp } from './ownership.ts'
import { findPublishers, readStored } from './trusted-publishers.ts'
import type { StoredClaims } from './trusted-publishers.ts'

/** Enough for a CI run to upload and publish; a key that leaks into its log is worth nothing soon. */
const keyMinutes = 20
const keyScopes: readonly Scope[] = ['apps:read', 'versions:upload', 'versions:publish']

/** Gives a CI run that is a trusted publisher of an app a short API key for this app alone. */
export async function exchangeCiToken(
  db: Db,
  call: Call,
  { app_id, token }: { app_id: string; token: string },
  readToken: ReadCiToken,
) {
  // Network and signature, before any transaction.
  const run = await readToken(token)
  return inTransaction(db, async (db) => {
    const publisher = await requirePublisher(db, app_id, run)
    await requireStillAllowed(db, call, publisher)
    await useTokenOnce(db, call, run)
    const claims: StoredClaims = { ...readStored(publisher), pinned: idsOf(run) }
    await db
      .updateTable('trusted_publisher')
      .set({ last_used_at: call.now, claims: JSON.stringify(claims) })
      .where('id', '=', publisher.id)
      .execute()
    const key = await insertApiKey(
      db,
      { ...call, accountId: publisher.created_by },
      {
        accountId: publisher.created_by,
        name: `CI run of ${run.provider}`,
        scopes: keyScopes,
        appIds: [app_id],
        trustedPublisherId: publisher.id,
        expiresAt: new Date(Date.parse(call.now) + keyMinutes * 60_000).toISOString(),
      },
    )
    return { api_key: key.key, app_id, scopes: key.scopes, expires_at: key.expires_at }
  })
}

async function requirePublisher(db: Db, appId: string, run: CiRun): Promise<TrustedPublisherRow> {
  const reasons: string[] = []
  for (const row of await findPublishers(db, appId)) {
    const { claims, pinned } = readStored(row)
    const refusal = refusalOf(claims, pinned, run)
    if (refusal === undefined) return row
    reasons.push(refusal)
  }
  // An app that does not exist is answered like one that trusts nobody: ids of unpublished apps are nobody's business.
  const reason = [...new Set(reasons)].join('; ') || 'it has none'
  throw new ApiError('ci_token.not_trusted', { app_id: appId, reason })
}

/** The runs act in the name of who added the publisher, so they may no more than that person still may. */
async function requireStillAllowed(db: Db, call: Call, { app_id, created_by }: TrustedPublisherRow): Promise<void> {
  const { locked_at } = await db
    .selectFrom('account')
    .select('locked_at')
    .where('id', '=', created_by)
    .executeTakeFirstOrThrow()
  if (locked_at !== null) {
    throw new ApiError('ci_token.not_trusted', { app_id, reason: 'the account of who added it is locked' })
  }
  try {
    await requireApp(db, { ...call, accountId: created_by, appIds: null }, app_id, 'trusted_publisher.manage')
  } catch (cause) {
    if (!(cause instanceof ApiError)) throw cause
    const reason = 'who added it may not do so any more'
    throw new ApiError('ci_token.not_trusted', { app_id, reason }, { cause })
  }
}

/** The row decides, so that of two requests with the same token only one gets a key. */
async function useTokenOnce(db: Db, call: Call, { tokenId, expiresAt }: CiRun): Promise<void> {
  // Remembered for as long as a reader's clock may still take the token for good.
  const lifeMs = Math.max(0, Date.parse(expiresAt) - Date.parse(call.now)) + 5 * 60_000
  if (!(await claimOnce(db, call, 'ci_token', tokenId, { lifeMs }))) throw new ApiError('ci_token.used')
}
