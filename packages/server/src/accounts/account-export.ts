import type { Result, accounts as contract } from '@mosis/api'
import type { Db } from '../db/schema.ts'
import { inTransaction } from '../db/transaction.ts'
import { requireAccount } from '../http/call.ts'
import type { Call } from '../http/call.ts'

/** What is held about the caller, as rows: a copy for the person, not a format that a program reads. */
export function exportAccount(db: Db, call: Call): Promise<Result<typeof contract.exportAccount>> {
  const id = requireAccount(call)
  // In one transaction, so that it shows one moment.
  return inTransaction(db, async (db) => {
    const account = await db.selectFrom('account').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    return {
      exported_at: call.now,
      account: toExported(account),
      ...(await getWaysIn(db, id)),
      ...(await getKeys(db, id)),
      ...(await getTeams(db, id, account.email)),
      ...(await getWork(db, id)),
      ...(await getSafety(db, id)),
    }
  })
}

async function getWaysIn(db: Db, id: string) {
  const totp = await db.selectFrom('totp').selectAll().where('account_id', '=', id).executeTakeFirst()
  const codes = await db.selectFrom('recovery_code').selectAll().where('account_id', '=', id).execute()
  const sessions = await db.selectFrom('session').selectAll().where('account_id', '=', id).execute()
  const identities = await db.selectFrom('oauth_identity').selectAll().where('account_id', '=', id).execute()
  const passkeys = await db.selectFrom('passkey').selectAll().where('account_id', '=', id).execute()
  const logins = await db.selectFrom('device_login').selectAll().where('account_id', '=', id).execute()
  return {
    sessions: sessions.map(toExported),
    oauth_identities: identities.map(toExported),
    passkeys: passkeys.map(toExported),
    second_factor: {
      authenticator_app: totp ? toExported(totp) : null,
      recovery_codes: codes.map(toExported),
    },
    device_logins: logins.map(toExported),
  }
}

async function getKeys(db: Db, id: string) {
  const signingKeys = await db.selectFrom('signing_key').selectAll().where('account_id', '=', id).execute()
  const apiKeys = await db.selectFrom('api_key').selectAll().where('account_id', '=', id).execute()
  const publishers = await db.selectFrom('trusted_publisher').selectAll().where('created_by', '=', id).execute()
  return {
    signing_keys: signingKeys.map(toExported),
    api_keys: apiKeys.map(toExported),
    trusted_publishers: publishers.map(toExported),
  }
}

async function getTeams(db: Db, id: string, email: string) {
  const teams = await db
    .selectFrom('team_member')
    .innerJoin('team', 'team.id', 'team_member.team_id')
    .select(['team.id', 'team.name', 'team.is_personal', 'team_member.role', 'team_member.created_at as joined_at'])
    .where('team_member.account_id', '=', id)
    .execute()
  const invitations = await db
    .selectFrom('team_invitation')
    .selectAll()
    .where((row) => row.or([row('email', '=', email), row('invited_by', '=', id)]))
    .execute()
  const transfers = await db.selectFrom('app_transfer').selectAll().where('offered_by', '=', id).execute()
  const apps = await db
    .selectFrom('app')
    .selectAll()
    .where('team_id', 'in', (query) => query.selectFrom('team_member').select('team_id').where('account_id', '=', id))
    .execute()
  return {
    teams: teams.map(toExported),
    invitations: invitations.map(toExported),
    app_transfers: transfers.map(toExported),
    apps: apps.map(toExported),
  }
}

async function getWork(db: Db, id: string) {
  const versions = await db.selectFrom('version').selectAll().where('uploaded_by', '=', id).execute()
  const uploads = await db.selectFrom('upload').selectAll().where('account_id', '=', id).execute()
  const reviews = await db
    .selectFrom('review')
    .selectAll()
    .where((row) => row.or([row('decided_by', '=', id), row('claimed_by', '=', id), row('escalated_by', '=', id)]))
    .execute()
  const messages = await db.selectFrom('version_message').selectAll().where('author_id', '=', id).execute()
  const notes = await db.selectFrom('review_note').selectAll().where('author_id', '=', id).execute()
  const events = await db
    .selectFrom('audit_event')
    .selectAll()
    .where((row) => row.or([row('actor_id', '=', id), row('account_id', '=', id)]))
    .orderBy('id')
    .execute()
  return {
    versions: versions.map(toExported),
    uploads: uploads.map(toExported),
    reviews: reviews.map(toExported),
    messages: messages.map(toExported),
    review_notes: notes.map(toExported),
    audit_events: events.map(toExported),
  }
}

/** Without who else had a part: a developer who appealed does not learn here which reviewer it was. */
async function getSafety(db: Db, id: string) {
  const own = await db
    .selectFrom('quarantine')
    .select(['id', 'app_id', 'version_id', 'state', 'reason', 'opened_at', 'closed_at', 'appeal_text', 'appealed_at'])
    .where((row) =>
      row.or([
        row('opened_by', '=', id),
        row('confirmed_by', '=', id),
        row('closed_by', '=', id),
        row('appealed_by', '=', id),
        row('answered_by', '=', id),
      ]),
    )
    .execute()
  const blocks = await db
    .selectFrom('block')
    .select(['id', 'kind', 'value', 'reason', 'public_reason', 'created_at', 'removed_at'])
    .where((row) => row.or([row('created_by', '=', id), row('removed_by', '=', id)]))
    .execute()
  const reports = await db
    .selectFrom('report')
    .select(['id', 'app_id', 'category', 'closed_at', 'closed_reason'])
    .where('closed_by', '=', id)
    .execute()
  const featured = await db
    .selectFrom('featured_app')
    .select(['app_id', 'position', 'added_at'])
    .where('added_by', '=', id)
    .execute()
  return {
    featured_apps: featured.map(toExported),
    quarantines: own.map(toExported),
    blocks: blocks.map(toExported),
    closed_reports: reports.map(toExported),
  }
}

/** A file like this is mailed around: nothing in it opens a door, not even after years of guessing. */
const secretColumns = new Set([
  'password_hash',
  'cookie_hash',
  'token_hash',
  'device_code_hash',
  'hash',
  'secret',
  'user_code',
])

/** Columns that hold JSON. */
const jsonColumns = new Set([
  'similar_to',
  'problem',
  'scopes',
  'app_ids',
  'transports',
  'claims',
  'tags',
  'manifest',
  'permissions',
  'icons',
  'former_keys',
  'findings',
  'manual_reasons',
  'manual_notes',
  'reason_note',
  'appeal_answer_note',
  'last_error_note',
  'risk_reasons',
  'reason_codes',
  'checklist',
])

function toExported(row: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row)
      .filter(([column]) => !secretColumns.has(column))
      .map(([column, value]: [string, unknown]) => [
        column,
        jsonColumns.has(column) && typeof value === 'string' ? (JSON.parse(value) as unknown) : value,
      ]),
  )
}
