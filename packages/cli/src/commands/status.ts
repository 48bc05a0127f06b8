import { join } from 'node:path'
import type { Version } from '@mosis/api'
import { missingFlags } from '../ask.ts'
import { command } from '../command.ts'
import { countFindings, describeFindings } from '../findings.ts'
import type { Io } from '../io.ts'
import { printable, table } from '../output.ts'
import { openPortal, portalOption } from '../portal.ts'
import { stageOf } from '../verdict.ts'

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
    const portal = await openPortal(io, given)
    const { apps, versions } = await import('@mosis/api')
    const app_id = app ?? (await findProjectId(io))
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

function describeVersion(version: Version, { color }: Io): string[] {
  const { state, version_code, findings } = version
  const paint = { failed: color.red, rejected: color.red, published: color.green, approved: color.green }[
    state as string
  ]
  const checked = findings === null ? '' : color.dim(countFindings(findings))
  return [
    version.version,
    String(version_code),
    (paint ?? color.yellow)(stageOf(version).done),
    timeOf(version),
    checked,
  ]
}

const timeOf = ({ published_at, decided_at, submitted_at, created_at }: Version) =>
  (published_at ?? decided_at ?? submitted_at ?? created_at).slice(0, 16).replace('T', ' ')

function describeNewest(version: Version | undefined, { color, columns }: Io): string[] {
  if (!version) return []
  const lines: string[] = []
  if (version.review?.reason) lines.push('', `The reviewer says: ${printable(version.review.reason)}`)
  const isRefused = ['failed', 'rejected', 'changes_requested'].includes(version.state)
  if (isRefused && version.findings && version.findings.length > 0) {
    lines.push('', describeFindings(version.findings, { color, columns, readText: () => undefined }))
  }
  if (version.state === 'approved') lines.push('', `Publish it: ${color.cyan(`mosis release ${version.app_id}`)}`)
  return lines
}
