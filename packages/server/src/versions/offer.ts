import { ApiError } from '@mosis/api'
import { saveSearchWords } from '../apps/search-words.ts'
import type { AppRow, Db, VersionRow } from '../db/schema.ts'
import type { Call } from '../http/call.ts'
import { note } from '../notes.ts'
import { blockedError, findBlockOf } from './blocks.ts'
import { changeVersion } from './change.ts'

/** The columns of an app that name what it offers: to everybody, to a part of all devices beside that, to testers. */
export const offerColumns = ['published_version_id', 'rollout_version_id', 'beta_version_id'] as const
type OfferColumn = (typeof offerColumns)[number]

/** By which column of its app a published version is offered. */
function columnOf({ track, rollout_percent }: VersionRow): OfferColumn {
  if (track === 'beta') return 'beta_version_id'
  return rollout_percent < 100 ? 'rollout_version_id' : 'published_version_id'
}

/**
 * Offers a version that was just published: to everybody, to its part of all devices, or to testers. What was offered to the
 * same until now is superseded.
 */
export async function offerVersion(db: Db, call: Call, app: AppRow, version: VersionRow): Promise<void> {
  const obstacle = await findObstacle(db, app, version)
  if (obstacle) throw obstacle
  const column = columnOf(version)
  const replaced = await findReplaced(db, app, version, column)
  for (const id of replaced) {
    await changeVersion(db, call, id, 'supersede', 'portal', {
      reason: note('version.replaced', { version: version.version }),
    })
  }
  await db
    .updateTable('app')
    .set({
      ...without(app, [...replaced, version.id]),
      [column]: version.id,
      state: 'published',
      // Of the version that everybody gets: one that is offered again after a halt is not new.
      published_at:
        column === 'published_version_id' ? version.published_at : (app.published_at ?? version.published_at),
      updated_at: call.now,
    })
    .where('id', '=', app.id)
    .execute()
  // The name of the developer may have changed since the listing was last written.
  const team = await db.selectFrom('team').select('name').where('id', '=', app.team_id).executeTakeFirstOrThrow()
  await saveSearchWords(db, { ...app, tags: JSON.parse(app.tags) as string[], developer: team.name })
}

/** Takes a version that was just halted, withdrawn or quarantined out of the store; what else the app offers stays. */
export async function stopOffering(db: Db, call: Call, app: AppRow, version: VersionRow): Promise<void> {
  if (!offerColumns.some((column) => app[column] === version.id)) return
  await db
    .updateTable('app')
    .set({ ...without(app, [version.id]), updated_at: call.now })
    .where('id', '=', app.id)
    .execute()
}

/** Whether the app offers another version where this one was offered. */
export function isReplaced(app: AppRow, version: VersionRow): boolean {
  const offered = app[columnOf(version)]
  return offered !== null && offered !== version.id
}

/** Why a version cannot be offered now, as far as its app is concerned. */
export async function findObstacle(db: Db, app: AppRow, version: VersionRow): Promise<ApiError | undefined> {
  if (app.state === 'suspended') return new ApiError('app.suspended')
  const block = await findBlockOf(db, version)
  if (block) return blockedError(block)
  if (version.track === 'beta' && version.rollout_percent < 100) {
    return new ApiError('version.cannot_stage', { reason: 'on the track beta every tester is offered it' })
  }
  if (columnOf(version) !== 'rollout_version_id') return undefined
  const full = await findVersion(db, app.published_version_id)
  if (!full) {
    const reason =
      'the store offers everybody no version of the app, beside which a part of the devices could get this one'
    return new ApiError('version.cannot_stage', { reason })
  }
  if (full.version_code < version.version_code) return undefined
  const reason = `version_code ${version.version_code} is not higher than ${full.version_code}, which everybody is offered`
  return new ApiError('version.cannot_stage', { reason })
}

async function findReplaced(db: Db, app: AppRow, version: VersionRow, column: OfferColumn): Promise<string[]> {
  const replaced = [app[column]]
  if (column === 'published_version_id') {
    const staged = await findVersion(db, app.rollout_version_id)
    // A higher one goes on beside it: so the version that most devices have can be corrected meanwhile.
    if (staged && staged.version_code < version.version_code) replaced.push(staged.id)
  }
  return replaced.filter((id) => id !== null).filter((id) => id !== version.id)
}

async function findVersion(db: Db, id: string | null): Promise<VersionRow | undefined> {
  if (id === null) return undefined
  return db.selectFrom('version').selectAll().where('id', '=', id).executeTakeFirst()
}

/** What the app offers beside these. */
function without(app: AppRow, ids: readonly string[]): Pick<AppRow, OfferColumn> {
  const kept = (column: OfferColumn) => (ids.includes(app[column] ?? '') ? null : app[column])
  return {
    published_version_id: kept('published_version_id'),
    rollout_version_id: kept('rollout_version_id'),
    beta_version_id: kept('beta_version_id'),
  }
}
