import type { Version } from '@mosis/api'
import { command } from '../command.ts'
import { Failure } from '../failure.ts'
import type { Io } from '../io.ts'
import { table } from '../output.ts'
import { openPortal, portalOption } from '../portal.ts'
import { describeState } from '../standing.ts'
import { listVersions } from '../versions-at-portal.ts'
import { requireAppId } from './status.ts'

export const releases = command({
  name: 'releases',
  summary: 'List the versions of an app: state, track, rollout and dates',
  group: 'Publish',
  arguments: { app: { summary: 'the id of an app (default: the app of this folder)', optional: true } },
  options: { limit: { value: 'NUMBER', summary: 'how many, the newest first', default: '20' }, portal: portalOption },
  examples: [
    ['mosis releases', 'the newest twenty of the app of this folder'],
    ['mosis releases com.example.clock --limit 100 --json', 'for a script'],
  ],
  async run({ app, limit, portal: given }, io) {
    const atMost = readLimit(limit)
    const app_id = await requireAppId(io, app)
    const portal = await openPortal(io, given, { appId: app_id })
    const found = await listVersions(portal, app_id, { atMost })
    const heads = ['version', 'code', 'state', 'track', 'rollout', 'uploaded', 'decided', 'published']
    const rows = [heads.map((head) => io.color.dim(head)), ...found.map((version) => toCells(version, io))]
    return {
      data: { portal: portal.url, app_id, versions: found },
      text:
        found.length > 0 ? table(rows) : `${app_id} has no versions yet. Make one: ${io.color.cyan('mosis publish')}`,
    }
  },
})

function toCells(version: Version, io: Io): string[] {
  const { track, rollout_percent, created_at, decided_at, published_at } = version
  return [
    io.color.bold(version.version),
    String(version.version_code),
    describeState(version, io),
    track,
    track === 'beta' ? '' : `${rollout_percent} %`,
    ...[created_at, decided_at, published_at].map((time) => time?.slice(0, 10) ?? io.color.dim('-')),
  ]
}

function readLimit(text = '20'): number {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text)
  throw new Failure('usage.wrong', `Cannot use "${text}" for --limit: it is no whole number from 1 to 9999`, {
    field: '--limit',
    fix: 'Write it like --limit 50',
  })
}
