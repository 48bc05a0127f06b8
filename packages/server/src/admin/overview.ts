import { versions as contract } from '@mosis/api'
import type { PortalOverview } from '@mosis/api'
import { sql } from 'kysely'
import type { Db } from '../db/schema.ts'
import type { Deps } from '../deps.ts'
import type { Call } from '../http/call.ts'
import { summarizeJobs } from '../jobs/admin.ts'
import { findBackupOutcome, isBackedUp } from '../jobs/backup.ts'
import { countQueue, countSafety } from '../reviews/review-summary.ts'
import { measureDisk } from './measure-disk.ts'

const weekMs = 7 * 24 * 60 * 60_000

/** The portal at a glance, for admins. Tables are counted, not read: each count goes along an index or a small table. */
export async function getPortalOverview(
  { db, config }: Pick<Deps, 'db' | 'config'>,
  { now }: Call,
): Promise<PortalOverview> {
  const { versions, package_bytes } = await countVersions(db)
  const { quarantines, open_reports, reported_apps } = await countSafety(db)
  const disk = await measureDisk(config.packagesDir)
  return {
    at: now,
    accounts: await countAccounts(db, now),
    teams: await countTeams(db),
    ...(await countApps(db)),
    versions,
    queue: {
      ...(await countQueue(db, { now })),
      checking: versions.submitted + versions.checking,
    },
    jobs: await summarizeJobs(db, { now }),
    reports: { open: open_reports, apps: reported_apps },
    quarantines,
    storage: { package_bytes, free_bytes: disk?.free_bytes ?? null },
    backup: isBackedUp(config) ? await describeBackup(db) : null,
  }
}

async function countAccounts(db: Db, now: string): Promise<PortalOverview['accounts']> {
  const since = new Date(Date.parse(now) - weekMs).toISOString()
  return db
    .selectFrom('account')
    .select((account) => [
      account.fn.countAll<number>().as('total'),
      countOf(sql`role = 'reviewer'`).as('reviewers'),
      countOf(sql`role = 'admin'`).as('admins'),
      countOf(sql`email_verified_at is null`).as('unverified'),
      countOf(sql`created_at >= ${since}`).as('new'),
    ])
    .where('deleted_at', 'is', null)
    .executeTakeFirstOrThrow()
}

async function countTeams(db: Db): Promise<number> {
  const { teams } = await db
    .selectFrom('team')
    .select((team) => team.fn.countAll<number>().as('teams'))
    .where('is_personal', '=', 0)
    .executeTakeFirstOrThrow()
  return teams
}

async function countApps(db: Db): Promise<Pick<PortalOverview, 'apps' | 'downloads'>> {
  const rows = await db
    .selectFrom('app')
    .select((app) => [
      'state',
      app.fn.countAll<number>().as('count'),
      sql<number>`coalesce(sum(download_count), 0)`.as('downloads'),
    ])
    .groupBy('state')
    .execute()
  const apps = { draft: 0, published: 0, suspended: 0 }
  for (const { state, count } of rows) apps[state] = count
  return { apps, downloads: rows.reduce((sum, { downloads }) => sum + downloads, 0) }
}

async function countVersions(db: Db): Promise<{ versions: PortalOverview['versions']; package_bytes: number }> {
  const rows = await db
    .selectFrom('version')
    .select((version) => ['state', version.fn.countAll<number>().as('count'), sql<number>`sum(size_bytes)`.as('bytes')])
    .groupBy('state')
    .execute()
  const counts = new Map(rows.map(({ state, count }) => [state, count]))
  const versions = contract.versionStates.map((state) => [state, counts.get(state) ?? 0])
  return {
    // Every state is there once.
    versions: Object.fromEntries(versions) as PortalOverview['versions'],
    package_bytes: rows.reduce((sum, { bytes }) => sum + bytes, 0),
  }
}

async function describeBackup(db: Db): Promise<PortalOverview['backup']> {
  const outcome = await findBackupOutcome(db)
  return { last_at: outcome?.good_at ?? null, failed_at: outcome?.error === null ? null : (outcome?.at ?? null) }
}

const countOf = (condition: ReturnType<typeof sql>) =>
  sql<number>`coalesce(sum(case when ${condition} then 1 else 0 end), 0)`
