import { ApiError } from '@mosis/api'
import type { FeaturedApp, Input, admin as contract } from '@mosis/api'
import { recordChange } from '../accounts/audit.ts'
import type { Db } from '../db/schema.ts'
import { inTransaction } from '../db/transaction.ts'
import { requireAccount } from '../http/call.ts'
import type { Call } from '../http/call.ts'

/** The apps that the front of the store shows, in its order; also those that it has nothing to offer of now. */
export async function listFeatured(db: Db): Promise<FeaturedApp[]> {
  const rows = await db
    .selectFrom('featured_app')
    .innerJoin('app', 'app.id', 'featured_app.app_id')
    .leftJoin('account', 'account.id', 'featured_app.added_by')
    .select(['app.id', 'app.name', 'app.state', 'app.published_version_id'])
    .select(['featured_app.added_at', 'featured_app.added_by', 'account.name as added_by_name'])
    .orderBy('featured_app.position')
    .orderBy('app.id')
    .execute()
  return rows.map(({ id, name, state, published_version_id, added_at, added_by, added_by_name }) => ({
    id,
    name,
    state,
    is_offered: state === 'published' && published_version_id !== null,
    added_at,
    added_by: { id: added_by, name: added_by_name ?? '' },
  }))
}

/** Says anew which apps they are, in which order. */
export function putFeatured(
  db: Db,
  call: Call,
  { app_ids }: Input<typeof contract.putFeatured>['body'],
): Promise<FeaturedApp[]> {
  return inTransaction(db, async (db) => {
    await lockFeatured(db)
    const before = await db.selectFrom('featured_app').selectAll().orderBy('position').execute()
    const known = new Map(before.map((row) => [row.app_id, row]))
    const teams = await findTeams(db, [...known.keys(), ...app_ids])
    for (const id of app_ids) {
      // One that is there may stay while its version is halted.
      if (!known.has(id) && !teams.get(id)?.isOffered) throw new ApiError('featured.not_in_store', { app_id: id })
    }
    await db.deleteFrom('featured_app').execute()
    const rows = app_ids.map((app_id, position) => {
      const { added_by, added_at } = known.get(app_id) ?? { added_by: requireAccount(call), added_at: call.now }
      return { app_id, position, added_by, added_at }
    })
    if (rows.length > 0) await db.insertInto('featured_app').values(rows).execute()
    await noteChanges(db, call, [...known.keys()], app_ids, (id) => teams.get(id)?.teamId ?? null)
    return listFeatured(db)
  })
}

/** Two admins at once follow one another. */
async function lockFeatured(db: Db): Promise<void> {
  await db
    .insertInto('setting')
    .values({ name: 'featured', value: '' })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: '' }))
    .execute()
}

async function findTeams(db: Db, ids: readonly string[]): Promise<Map<string, { teamId: string; isOffered: boolean }>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('app')
    .select(['id', 'team_id', 'state', 'published_version_id'])
    .where('id', 'in', ids)
    .execute()
  return new Map(
    rows.map(({ id, team_id, state, published_version_id }) => [
      id,
      { teamId: team_id, isOffered: state === 'published' && published_version_id !== null },
    ]),
  )
}

async function noteChanges(
  db: Db,
  call: Call,
  before: readonly string[],
  after: readonly string[],
  teamOf: (id: string) => string | null,
): Promise<void> {
  const note = (id: string, action: 'feature' | 'unfeature', from: string | null, to: string | null) =>
    recordChange(db, call, { subject: 'app', id, action, from, to, teamId: teamOf(id) })
  for (const id of after.filter((id) => !before.includes(id))) await note(id, 'feature', null, 'featured')
  for (const id of before.filter((id) => !after.includes(id))) await note(id, 'unfeature', 'featured', null)
  const [kept, now] = [before.filter((id) => after.includes(id)), after.filter((id) => before.includes(id))]
  if (kept.some((id, place) => id !== now[place])) {
    const order = { subject: 'store', id: 'featured', action: 'arrange_featured' } as const
    await recordChange(db, call, { ...order, from: kept.join(', '), to: now.join(', ') })
  }
}
