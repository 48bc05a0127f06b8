import type { AppOverview, AppRef } from '@mosis/api'
import { requireApp } from '../apps/ownership.ts'
import { countRows } from '../db/page.ts'
import type { AppRow, Db, VersionRow } from '../db/schema.ts'
import type { Call } from '../http/call.ts'
import { findNeedsOfApps, sortNeeds } from './needs.ts'
import { describeNewest, listOwnApps } from './own-apps.ts'

/** An app of the caller at a glance. */
export async function getAppOverview(db: Db, call: Call, { app_id }: AppRef): Promise<AppOverview> {
  const app = await requireApp(db, call, app_id, 'app.view')
  const own = await listOwnApps(db, call, app_id)
  const newest = await describeNewest(db, call, own)
  return {
    newest: newest.get(app_id) ?? null,
    offered: await findOffered(db, app),
    needs: sortNeeds(await findNeedsOfApps(db, own)),
    counts: await countParts(db, app),
    transfer: await findTransfer(db, call, app),
    suspension: app.state === 'suspended' ? await findSuspension(db, app) : null,
  }
}

async function findOffered(db: Db, app: AppRow): Promise<AppOverview['offered']> {
  const { published_version_id, rollout_version_id, beta_version_id } = app
  const ids = [published_version_id, rollout_version_id, beta_version_id].filter((id) => id !== null)
  const rows = await db
    .selectFrom('version')
    .select(['id', 'version', 'version_code', 'published_at', 'created_at', 'rollout_percent'])
    .where('id', 'in', ['', ...ids])
    .execute()
  const find = (id: string | null) => rows.find((row) => row.id === id)
  const rollout = find(rollout_version_id)
  return {
    production: toOffered(find(published_version_id)),
    rollout: rollout ? { ...toOffered(rollout), percent: rollout.rollout_percent } : null,
    beta: toOffered(find(beta_version_id)),
  }
}

type OfferedRow = Pick<VersionRow, 'id' | 'version' | 'version_code' | 'published_at' | 'created_at'>
type Offered = NonNullable<AppOverview['offered']['production']>

function toOffered(row: OfferedRow): Offered
function toOffered(row: OfferedRow | undefined): Offered | null
function toOffered(row: OfferedRow | undefined): Offered | null {
  if (!row) return null
  const { id, version, version_code, published_at, created_at } = row
  return { version_id: id, version, version_code, published_at: published_at ?? created_at }
}

async function countParts(db: Db, { id, default_locale, download_count }: AppRow): Promise<AppOverview['counts']> {
  const testers = db.selectFrom('tester').select('id').where('app_id', '=', id).where('state', '=', 'joined')
  // The default one has a row only once something was said in it beside the app's own name.
  const others = db
    .selectFrom('app_listing')
    .select('locale')
    .where('app_id', '=', id)
    .where('locale', '!=', default_locale)
  return {
    versions: await countRows(db.selectFrom('version').select('id').where('app_id', '=', id)),
    testers: await countRows(testers),
    languages: 1 + (await countRows(others)),
    downloads: download_count,
  }
}

async function findTransfer(db: Db, call: Call, { id }: AppRow): Promise<AppOverview['transfer']> {
  const row = await db
    .selectFrom('app_transfer')
    .innerJoin('team', 'team.id', 'app_transfer.to_team_id')
    .select(['team.name as to_team', 'app_transfer.expires_at'])
    .where('app_transfer.app_id', '=', id)
    .where('app_transfer.expires_at', '>', call.now)
    .executeTakeFirst()
  return row ?? null
}

/** What the public log says about it. */
async function findSuspension(db: Db, { id }: AppRow): Promise<AppOverview['suspension']> {
  const row = await db
    .selectFrom('decision')
    .select(['at', 'reason_code', 'reason'])
    .where('app_id', '=', id)
    .where('action', '=', 'suspend_app')
    .orderBy('id', 'desc')
    .executeTakeFirst()
  return row ?? null
}
