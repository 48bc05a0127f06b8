import { ApiError } from '@mosis/api'
import type { AppRef, CrashGroup, Input, Result, analytics as contract } from '@mosis/api'
import { requireApp } from '../apps/ownership.ts'
import { countRows, getPage } from '../db/page.ts'
import type { Db } from '../db/schema.ts'
import type { Call } from '../http/call.ts'
import { toSortable } from '../versions/sortable-version.ts'
import { sayDevices } from './privacy.ts'
import { findTopFrame } from './crash-groups.ts'
import type { CrashGroupRow, CrashRow, TelemetryDb } from './schema.ts'

interface Place {
  db: Db
  telemetryDb: TelemetryDb
}

const orders = {
  last: { 'crash_group.last_received_at': 'text', 'crash_group.group_hash': 'text' },
  most: { 'crash_group.crash_count': 'integer', 'crash_group.group_hash': 'text' },
} as const

/** Lists the crashes of an app by their cause. */
export async function listCrashes(
  { db, telemetryDb }: Place,
  call: Call,
  { app_id }: AppRef,
  { limit, cursor, sort, version, type }: Input<typeof contract.listCrashes>['query'],
) {
  await requireApp(db, call, app_id, 'telemetry.view')
  let wanted = telemetryDb.selectFrom('crash_group').selectAll().where('crash_group.app_id', '=', app_id)
  if (type !== undefined) wanted = wanted.where('crash_group.type', '=', type)
  if (version !== undefined) {
    wanted = wanted.where((group) =>
      group.exists(
        group
          .selectFrom('crash')
          .select('crash.id')
          .whereRef('crash.app_id', '=', 'crash_group.app_id')
          .whereRef('crash.group_hash', '=', 'crash_group.group_hash')
          .where('crash.app_version', '=', version),
      ),
    )
  }
  const list = `crashes ${JSON.stringify([app_id, sort, version, type])}`
  const { rows, next_cursor } = await getPage(wanted, { list, by: orders[sort], direction: 'desc' }, { limit, cursor })
  return { groups: await describeGroups(telemetryDb, app_id, rows), next_cursor, total: await countRows(wanted) }
}

const shownSamples = 5

/** The crashes of one cause with their last reports. */
export async function getCrash(
  { db, telemetryDb }: Place,
  call: Call,
  { app_id, group_id }: Input<typeof contract.getCrash>['params'],
): Promise<Result<typeof contract.getCrash>> {
  await requireApp(db, call, app_id, 'telemetry.view')
  const row = await telemetryDb
    .selectFrom('crash_group')
    .selectAll()
    .where('app_id', '=', app_id)
    .where('group_hash', '=', group_id)
    .executeTakeFirst()
  const [group] = row ? await describeGroups(telemetryDb, app_id, [row]) : []
  if (!group) throw new ApiError('crash.not_found')
  const ofGroup = telemetryDb.selectFrom('crash').where('app_id', '=', app_id).where('group_hash', '=', group_id)
  const samples = await ofGroup.selectAll().orderBy('id', 'desc').limit(shownSamples).execute()
  const counts = await ofGroup
    .select((crash) => ['app_version', crash.fn.countAll<number>().as('crashes')])
    .groupBy('app_version')
    .execute()
  return {
    ...group,
    by_version: counts
      .toSorted((one, other) => compareVersions(one.app_version, other.app_version))
      .map(({ app_version, crashes }) => ({ version: app_version, crashes })),
    samples: samples.map(toSample),
  }
}

/** What the reports still kept say of these groups: two questions to the database, however many groups there are. */
async function describeGroups(db: TelemetryDb, appId: string, groups: readonly CrashGroupRow[]): Promise<CrashGroup[]> {
  if (groups.length === 0) return []
  const kept = db
    .selectFrom('crash')
    .where('app_id', '=', appId)
    .where(
      'group_hash',
      'in',
      groups.map(({ group_hash }) => group_hash),
    )
  const counts = await kept
    .select((crash) => [
      'group_hash',
      crash.fn.count<number>('device_hash').distinct().as('devices'),
      crash.fn.max('id').as('newest_id'),
    ])
    .groupBy('group_hash')
    .execute()
  const versions = await kept.select(['group_hash', 'app_version']).distinct().execute()
  const newest = await db
    .selectFrom('crash')
    .select(['group_hash', 'stack_trace'])
    .where('id', 'in', ['', ...counts.map(({ newest_id }) => newest_id)])
    .execute()
  return groups.map((group) => {
    const is = ({ group_hash }: { group_hash: string }) => group_hash === group.group_hash
    return {
      id: group.group_hash,
      type: group.type,
      message: group.message,
      top_frame: findTopFrame(newest.find(is)?.stack_trace ?? '') ?? null,
      crashes: group.crash_count,
      devices: sayDevices(counts.find(is)?.devices ?? 0),
      versions: versions
        .filter(is)
        .map(({ app_version }) => app_version)
        .sort(compareVersions),
      first_version: group.first_version,
      last_version: group.last_version,
      first_at: group.first_received_at,
      last_at: group.last_received_at,
    }
  })
}

/** The newest first. */
const compareVersions = (one: string, other: string) => (toSortable(one) < toSortable(other) ? 1 : -1)

function toSample(row: CrashRow) {
  return {
    id: row.id,
    version: row.app_version,
    mosis_version: row.mosis_version,
    at: row.at,
    received_at: row.received_at,
    message: row.message,
    stack_trace: row.stack_trace,
    context: JSON.parse(row.context) as Record<string, unknown>,
  }
}
