import { join } from 'node:path'
import type { Version } from '@mosis/api'
import { missingFlags } from '../ask.ts'
import { command } from '../command.ts'
import { countFindings, describeFindings } from '../findings.ts'
import type { Io } from '../io.ts'
import { printable, table } from '../output.ts'
import { openPortal, portalOption } from '../portal.ts'
import { describeReasons, describeState, describeWaiting, nameOf } from '../standing.ts'

export const status = command({
  name: 'status',
  summary: 'Show how far the versions of an app are',
  about: 'Without APP it is the app of this folder; outside of a project all of your apps are listed.',
  group: 'Publish',
  arguments: { app: { summary: 'the id of an app', optional: true } },
  options: { portal: portalOption },
  examples: [
    ['mosis status', 'the app of this folder'],
    ['mosis status com.example.clock --json', 'for a script'],
  ],
  async run({ app, portal: given }, io) {
    const app_id = app ?? (await findProjectId(io))
    const portal = await openPortal(io, given, app_id === undefined ? {} : { appId: app_id })
    const { apps, versions } = await import('@mosis/api')
    if (app_id === undefined) {
      const page = await portal.call(apps.listApps, { query: { limit: 100 } })
      const rows = page.apps.map(({ id, name, state, published }) => [
        io.color.bold(id),
        printable(name),
        published ? `published ${published.version}` : state,
      ])
      return {
        data: { portal: portal.url, ...page },
        text: rows.length > 0 ? table(rows) : `No apps yet at ${portal.url}`,
      }
    }
    const details = await portal.call(apps.getApp, { params: { app_id } })
    const page = await portal.call(versions.listVersions, { params: { app_id }, query: { limit: 20 } })
    return {
      data: { portal: portal.url, app: details, versions: page.versions, next_cursor: page.next_cursor },
      text: [
        `${io.color.bold(printable(details.name))}  ${app_id}  ${details.state}`,
        page.versions.length > 0
          ? table(
              page.versions.map((version) => describeVersion(version, io)),
              '  ',
            )
          : '  no versions yet',
        ...describeNewest(page.versions[0], io),
        ...page.versions.slice(1).flatMap((version) => describeOlder(version, io)),
      ].join('\n'),
    }
  },
})

/** The id of the app in this folder, where this folder is a project. */
export async function findProjectId(io: Io): Promise<string | undefined> {
  const bytes = io.files.find(join(io.cwd, 'manifest.json'))
  if (!bytes) return undefined
  const { readManifest } = await import('@mosis/format')
  return readManifest(bytes).id
}

/** The id that was given, or that of the project here; a script learns what is missing. */
export async function requireAppId(io: Io, given: string | undefined): Promise<string> {
  const id = given ?? (await findProjectId(io))
  if (id === undefined) throw missingFlags(['the APP argument'])
  return id
}

function describeVersion(version: Version, io: Io): string[] {
  const { version_code, findings } = version
  const checked = findings === null ? '' : io.color.dim(countFindings(findings))
  return [version.version, String(version_code), describeState(version, io), timeOf(version), checked]
}

const timeOf = ({ published_at, decided_at, submitted_at, created_at }: Version) =>
  (published_at ?? decided_at ?? submitted_at ?? created_at).slice(0, 16).replace('T', ' ')

function describeNewest(version: Version | undefined, io: Io): string[] {
  if (!version) return []
  const lines: string[] = []
  const { state, findings } = version
  const reasons = describeReasons(version, io)
  if (reasons.length > 0) lines.push('', ...reasons)
  const isRefused = ['failed', 'rejected', 'changes_requested'].includes(state)
  if (isRefused && findings && findings.length > 0) {
    lines.push('', describeFindings(findings, { color: io.color, columns: io.columns, readText: () => undefined }))
  }
  const advice = adviseOn(version, io)
  if (advice !== undefined) lines.push('', advice)
  return lines
}

/** What still goes on with a version that is not the newest. */
function describeOlder(version: Version, io: Io): string[] {
  const goesOn = version.state === 'in_review' || (version.state === 'published' && version.rollout_percent < 100)
  const advice = goesOn ? adviseOn(version, io) : undefined
  return advice === undefined ? [] : ['', `${nameOf(version)}: ${advice}`]
}

/** The line that goes on from here. */
function adviseOn(version: Version, io: Io): string | undefined {
  const { app_id, state, track, rollout_percent } = version
  const line = (text: string) => io.color.cyan(`mosis ${text} ${app_id}`)
  if (state === 'in_review') return describeWaiting(version, io)
  if (state === 'approved') return `Publish it: ${line('release')}`
  if (state === 'scheduled') return `Publish it now: ${line('release')}; or take the time back: ${line('unschedule')}`
  if (state === 'halted') return `Offer it again: ${line('resume')}`
  if (state === 'rejected') return `Appeal: ${line('review appeal')}; or correct it and publish a new version`
  if (state !== 'published') return undefined
  if (track === 'beta') return `Give ${nameOf(version)} to everybody: ${line('release --track production')}`
  return rollout_percent < 100 ? `Offer it to more: ${line('rollout 100')}; or stop it: ${line('halt')}` : undefined
}
