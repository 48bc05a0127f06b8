import { recordChange } from '../accounts/audit.ts'
import type { Db } from '../db/schema.ts'
import type { Call } from '../http/call.ts'
import { findLookalikes } from './lookalikes.ts'
import type { Lookalike, NamedApp } from './lookalikes.ts'

/** An app that fewer have is not worth pretending to be. */
const wellKnownDownloads = 100
const mostCompared = 500

/** Notes which well-known apps of other teams an app could be taken for. It is not refused: reviewers see it. */
export async function flagLookalikes(db: Db, call: Call, appId: string): Promise<void> {
  const app = await db.selectFrom('app').selectAll().where('id', '=', appId).executeTakeFirstOrThrow()
  const [own] = await addNames(db, [app])
  const found = own ? await findSimilar(db, own, [app.team_id]) : []
  const similarTo = JSON.stringify(found)
  if (similarTo === app.similar_to) return
  await db.updateTable('app').set({ similar_to: similarTo }).where('id', '=', appId).execute()
  if (found.length === 0) return
  await recordChange(db, call, {
    subject: 'app',
    id: appId,
    action: 'lookalike',
    from: app.state,
    to: app.state,
    reason: found.map(({ id }) => id).join(', '),
    teamId: app.team_id,
  })
}

/** Well-known apps that this one could be taken for, save those of its own teams. */
export async function findSimilar(db: Db, app: NamedApp, ownTeams: readonly string[]): Promise<Lookalike[]> {
  const wellKnown = await db
    .selectFrom('app')
    .select(['id', 'name'])
    .where('state', '=', 'published')
    // The condition of the index of downloads: the list is read from its end.
    .where('published_version_id', 'is not', null)
    .where('download_count', '>=', wellKnownDownloads)
    .where('team_id', 'not in', ownTeams)
    .orderBy('download_count', 'desc')
    .orderBy('id', 'desc')
    .limit(mostCompared)
    .execute()
  return findLookalikes(app, await addNames(db, wellKnown))
}

async function addNames(db: Db, apps: readonly { id: string; name: string }[]): Promise<NamedApp[]> {
  const ids = apps.map(({ id }) => id)
  if (ids.length === 0) return []
  const rows = await db.selectFrom('app_listing').select(['app_id', 'name']).where('app_id', 'in', ids).execute()
  return apps.map(({ id, name }) => ({
    id,
    names: [...new Set([name, ...rows.filter(({ app_id }) => app_id === id).map((row) => row.name)])],
  }))
}
