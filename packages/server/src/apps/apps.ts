import { ApiError } from '@mosis/api'
import type { App, AppRef, AppState, Input, apps as contract } from '@mosis/api'
import { recordChange } from '../accounts/audit.ts'
import { hasPart } from '../db/has-part.ts'
import { countRows, getPage } from '../db/page.ts'
import type { AppRow, Db, TeamMemberRow } from '../db/schema.ts'
import { inTransaction } from '../db/transaction.ts'
import { requireAccount } from '../http/call.ts'
import type { Call } from '../http/call.ts'
import { requireLockedTeam } from '../teams/membership.ts'
import { saveNames } from './app-names.ts'
import { flagLookalikes } from './flag-lookalikes.ts'
import { getListings, keepDefaultListing } from './listings.ts'
import { ownIconAddress } from './own-icon.ts'
import { requireApp, requireLockedApp } from './ownership.ts'
import { normalizeText, saveSearchWords } from './search-words.ts'

const orders = {
  newest: { by: { 'app.created_at': 'text', 'app.id': 'text' }, direction: 'desc' },
  updated: { by: { 'app.updated_at': 'text', 'app.id': 'text' }, direction: 'desc' },
  name: { by: { 'app.sort_name': 'text', 'app.id': 'text' }, direction: 'asc' },
  downloads: { by: { 'app.download_count': 'integer', 'app.id': 'text' }, direction: 'desc' },
} as const

/** Lists the apps of the caller's teams. */
export async function listApps(
  db: Db,
  call: Call,
  { limit, cursor, status, team_id, q = '', sort }: Input<typeof contract.listApps>['query'],
) {
  let wanted = selectOwnApps(db, call)
  if (call.appIds !== null) wanted = wanted.where('app.id', 'in', call.appIds)
  if (team_id !== undefined) wanted = wanted.where('app.team_id', '=', team_id)
  if (status !== undefined) wanted = wanted.where('app.state', '=', status)
  if (q !== '') wanted = wanted.where(hasPart(q, ['app.name', 'app.id']))
  const list = `apps ${JSON.stringify([status, team_id, q, sort])}`
  const { rows, next_cursor } = await getPage(wanted, { list, ...orders[sort] }, { limit, cursor })
  return { apps: rows.map(toApp), next_cursor, total: await countRows(wanted) }
}

/** Creates an app of one of the caller's teams. */
export function createApp(db: Db, call: Call, input: Input<typeof contract.createApp>['body']): Promise<App> {
  refuseReserved(call, input.id)
  // Otherwise a key that was made for one app would get itself another one.
  if (call.appIds !== null) throw new ApiError('auth.forbidden', { needs: 'an API key that is not limited to apps' })
  return inTransaction(db, async (db) => {
    // Locked, so that the team cannot be deleted meanwhile.
    const team = await requireLockedTeam(db, call, input.team_id ?? (await findPersonalTeam(db, call)), 'app.create')
    const row = await db
      .insertInto('app')
      .values({
        id: input.id,
        team_id: team.id,
        name: input.name,
        sort_name: normalizeText(input.name),
        description: input.description,
        category: input.category,
        tags: JSON.stringify(input.tags),
        state: 'draft',
        key_id: null,
        published_version_id: null,
        download_count: 0,
        default_locale: input.default_locale,
        similar_to: '[]',
        created_at: call.now,
        updated_at: call.now,
        published_at: null,
      })
      // Two developers who ask for the same id at once: the row decides.
      .onConflict((conflict) => conflict.column('id').doNothing())
      .returningAll()
      .executeTakeFirst()
    if (!row) throw new ApiError('app.id_taken', { app_id: input.id })
    await saveSearchWords(db, { ...input, developer: team.name })
    await flagLookalikes(db, call, row.id)
    await recordChange(db, call, {
      subject: 'app',
      id: row.id,
      action: 'create',
      from: null,
      to: row.state,
      teamId: row.team_id,
    })
    return getApp(db, call, { app_id: row.id })
  })
}

/** Answers one of the caller's apps. */
export async function getApp(db: Db, call: Call, { app_id }: AppRef): Promise<App> {
  await requireApp(db, call, app_id, 'app.view')
  return toApp(await selectOwnApps(db, call).where('app.id', '=', app_id).executeTakeFirstOrThrow())
}

/** Changes what the store says about an app; what is not given stays. */
export function updateApp(
  db: Db,
  call: Call,
  { app_id }: AppRef,
  changes: Input<typeof contract.updateApp>['body'],
): Promise<App> {
  return inTransaction(db, async (db) => {
    const app = await requireLockedApp(db, call, app_id, 'app.edit')
    const { category, tags, default_locale, contact_email, contact_url, privacy_url } = changes
    const set = {
      ...(category !== undefined && { category }),
      ...(tags !== undefined && { tags: JSON.stringify(tags) }),
      ...(default_locale !== undefined && { default_locale }),
      ...(contact_email !== undefined && { contact_email }),
      ...(contact_url !== undefined && { contact_url }),
      ...(privacy_url !== undefined && { privacy_url }),
      updated_at: call.now,
    }
    if (default_locale !== undefined && default_locale !== app.default_locale) await keepDefaultListing(db, app)
    const texts = await chooseTexts(db, app, changes)
    await db.updateTable('app').set(set).where('id', '=', app_id).execute()
    await saveNames(db, call, { ...app, ...set }, texts)
    await recordChange(db, call, {
      subject: 'app',
      id: app_id,
      action: 'update',
      from: app.state,
      to: app.state,
      teamId: app.team_id,
    })
    return getApp(db, call, { app_id })
  })
}

/** Deletes an app that no device can have; its id is free again. */
export function deleteApp(db: Db, call: Call, { app_id }: AppRef): Promise<void> {
  return inTransaction(db, async (db) => {
    const app = await requireLockedApp(db, call, app_id, 'app.delete')
    if (app.published_at !== null) throw new ApiError('app.published')
    await db
      .deleteFrom('review')
      .where('version_id', 'in', (query) => query.selectFrom('version').select('id').where('app_id', '=', app_id))
      .execute()
    await db.deleteFrom('version').where('app_id', '=', app_id).execute()
    await db.deleteFrom('app').where('id', '=', app_id).execute()
    await recordChange(db, call, {
      subject: 'app',
      id: app_id,
      action: 'delete',
      from: app.state,
      to: null,
      teamId: app.team_id,
    })
  })
}

/** What the app is called: what was given, else what its listing in a new default language says, else what it was. */
async function chooseTexts(
  db: Db,
  app: AppRow,
  { default_locale = app.default_locale, name, description }: Input<typeof contract.updateApp>['body'],
): Promise<Pick<AppRow, 'name' | 'description'>> {
  const own = await getListings(db, app)
  const listing = own.find(({ locale }) => locale === default_locale)
  if (!listing) throw new ApiError('listing.not_found')
  return { name: name ?? listing.name, description: description ?? listing.description }
}

async function findPersonalTeam(db: Db, call: Call): Promise<string> {
  const { id } = await db
    .selectFrom('team')
    .innerJoin('team_member', 'team_member.team_id', 'team.id')
    .select('team.id')
    .where('team_member.account_id', '=', requireAccount(call))
    .where('team_member.role', '=', 'owner')
    .where('team.is_personal', '=', 1)
    .executeTakeFirstOrThrow()
  return id
}

/** What the platform's own apps begin with; anybody could pass for the system otherwise. */
const reservedPrefix = 'com.mosis.'

function refuseReserved(call: Call, appId: string): void {
  if (isReserved(call, appId)) throw new ApiError('app.id_reserved', { prefix: reservedPrefix })
}

/** Whether the caller may not have this id, since it is one for the platform's own apps. */
export function isReserved(call: Call, appId: string): boolean {
  return `${appId}.`.startsWith(reservedPrefix) && call.role !== 'admin'
}

function selectOwnApps(db: Db, call: Call) {
  return db
    .selectFrom('app')
    .innerJoin('team_member', 'team_member.team_id', 'app.team_id')
    .innerJoin('team', 'team.id', 'app.team_id')
    .leftJoin('version', 'version.id', 'app.published_version_id')
    .selectAll('app')
    .select(['version.version as published_version', 'version.version_code as published_version_code'])
    .select(['team.name as team_name', 'team_member.role'])
    .where('team_member.account_id', '=', requireAccount(call))
}

type OwnApp = AppRow &
  Pick<TeamMemberRow, 'role'> & {
    team_name: string
    published_version: string | null
    published_version_code: number | null
  }

function toApp(row: OwnApp): App {
  return {
    id: row.id,
    team_id: row.team_id,
    team_name: row.team_name,
    role: row.role,
    name: row.name,
    description: row.description,
    category: row.category as App['category'],
    tags: JSON.parse(row.tags) as string[],
    state: row.state satisfies AppState,
    key_id: row.key_id,
    published:
      row.published_version === null || row.published_version_code === null
        ? null
        : { version: row.published_version, version_code: row.published_version_code },
    icon_url: ownIconAddress(row.id),
    download_count: row.download_count,
    default_locale: row.default_locale,
    contact_email: row.contact_email,
    contact_url: row.contact_url,
    privacy_url: row.privacy_url,
    created_at: row.created_at,
    updated_at: row.updated_at,
  }
}
