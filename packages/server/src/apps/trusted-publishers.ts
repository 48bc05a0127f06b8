import { ApiError } from '@mosis/api'
import type { AppRef, PublisherClaims, TrustedPublisher } from '@mosis/api'
import { recordChange } from '../accounts/audit.ts'
import { newId } from '../db/ids.ts'
import type { AppRow, Db, TrustedPublisherRow } from '../db/schema.ts'
import { inTransaction } from '../db/transaction.ts'
import { requireAccount } from '../http/call.ts'
import type { Call } from '../http/call.ts'
import { endKeysOfPublisher } from '../keys/api-keys.ts'
import { enqueueMail } from '../mail/enqueue.ts'
import type { PinnedIds } from './ci-run.ts'
import { requireApp } from './ownership.ts'

const maxPublishers = 20

/** What is stored of a publisher: what its runs must say, and whose they were at the first use. */
export interface StoredClaims {
  claims: PublisherClaims
  pinned?: PinnedIds
}

/** Lists the CI workflows that may publish an app, the oldest first. */
export async function listTrustedPublishers(db: Db, call: Call, { app_id }: AppRef): Promise<TrustedPublisher[]> {
  await requireApp(db, call, app_id, 'trusted_publisher.manage')
  return (await findPublishers(db, app_id)).map(toTrustedPublisher)
}

/** Lets a CI workflow publish an app in the name of the caller. The same claims again answer what is there. */
export function addTrustedPublisher(
  db: Db,
  call: Call,
  { app_id }: AppRef,
  claims: PublisherClaims,
): Promise<TrustedPublisher> {
  return inTransaction(db, async (db) => {
    const app = await requireApp(db, call, app_id, 'trusted_publisher.manage')
    const all = await findPublishers(db, app_id)
    const text = JSON.stringify(claims)
    const same = all.find((row) => JSON.stringify(readStored(row).claims) === text)
    if (same) return toTrustedPublisher(same)
    if (all.length >= maxPublishers) throw new ApiError('trusted_publisher.too_many', { max: maxPublishers })
    const row: TrustedPublisherRow = {
      id: newId('tp'),
      app_id,
      provider: claims.provider,
      claims: JSON.stringify({ claims } satisfies StoredClaims),
      created_by: requireAccount(call),
      created_at: call.now,
      last_used_at: null,
    }
    await db.insertInto('trusted_publisher').values(row).execute()
    await noteChange(db, call, app, claims, 'added')
    return toTrustedPublisher(row)
  })
}

/** Takes the right back; keys that runs of the workflow have end with it. */
export function removeTrustedPublisher(
  db: Db,
  call: Call,
  { app_id, publisher_id }: AppRef & { publisher_id: string },
): Promise<void> {
  return inTransaction(db, async (db) => {
    const app = await requireApp(db, call, app_id, 'trusted_publisher.manage')
    const row = (await findPublishers(db, app_id)).find(({ id }) => id === publisher_id)
    if (!row) throw new ApiError('trusted_publisher.not_found', { app_id })
    await endKeysOfPublisher(db, call, row.id)
    await db.deleteFrom('trusted_publisher').where('id', '=', row.id).execute()
    await noteChange(db, call, app, readStored(row).claims, 'removed')
  })
}

export function findPublishers(db: Db, appId: string): Promise<TrustedPublisherRow[]> {
  return db.selectFrom('trusted_publisher').selectAll().where('app_id', '=', appId).orderBy('id').execute()
}

export function readStored({ claims }: TrustedPublisherRow): StoredClaims {
  return JSON.parse(claims) as StoredClaims
}

/** A publisher in a few words: `owner/repository, release.yml`. */
export function describeClaims(claims: PublisherClaims): string {
  const [source, file] =
    claims.provider === 'github' ? [claims.repository, claims.workflow] : [claims.project_path, claims.config_path]
  const limits = [claims.environment && `environment ${claims.environment}`, claims.ref].filter(Boolean)
  return [`${claims.provider} ${source}`, file, ...limits].join(', ')
}

/** Who could publish changes, so everybody who answers for the app is told. */
async function noteChange(
  db: Db,
  call: Call,
  app: AppRow,
  claims: PublisherClaims,
  change: 'added' | 'removed',
): Promise<void> {
  const publisher = describeClaims(claims)
  await recordChange(db, call, {
    subject: 'app',
    id: app.id,
    teamId: app.team_id,
    action: change === 'added' ? 'add_trusted_publisher' : 'remove_trusted_publisher',
    from: app.state,
    to: app.state,
    reason: publisher,
  })
  const owners = await db
    .selectFrom('team_member')
    .innerJoin('account', 'account.id', 'team_member.account_id')
    .select(['account.email', 'account.name'])
    .where('team_member.team_id', '=', app.team_id)
    .where('team_member.role', '=', 'owner')
    .execute()
  for (const { email, name } of owners) {
    await enqueueMail(db, email, {
      name: 'trusted_publisher_changed',
      data: { name, app_id: app.id, change, publisher },
    })
  }
}

function toTrustedPublisher(row: TrustedPublisherRow): TrustedPublisher {
  const { id, app_id, created_at, last_used_at } = row
  return { id, app_id, claims: readStored(row).claims, created_at, last_used_at }
}
