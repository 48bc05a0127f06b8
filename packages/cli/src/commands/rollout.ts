import type { Version } from '@mosis/api'
import { requireConsent, yesOption } from '../agree.ts'
import { askFor } from '../ask.ts'
import { command } from '../command.ts'
import { Failure } from '../failure.ts'
import type { Io } from '../io.ts'
import { wrap } from '../output.ts'
import { openPortal, portalOption } from '../portal.ts'
import { readPercent } from '../release-terms.ts'
import { describeReach, nameOf } from '../standing.ts'
import { inState, listVersions, requireVersion, versionCodeOption } from '../versions-at-portal.ts'
import { requireAppId } from './status.ts'

const appArgument = { summary: 'the id of an app (default: the app of this folder)', optional: true } as const
const reasonOption = { value: 'TEXT', summary: 'why, for your team and the log' } as const

export const rollout = command({
  name: 'rollout',
  summary: 'Offer a version to more devices',
  about:
    'A version that was published to a part of all devices is offered to so many of a hundred; at 100 the version before is superseded. A share only rises: to stop it, use mosis halt.',
  group: 'Publish',
  arguments: { percent: { summary: 'of a hundred devices' }, app: appArgument },
  options: { versionCode: versionCodeOption, portal: portalOption },
  examples: [
    ['mosis rollout 50', 'half of all devices'],
    ['mosis rollout 100 com.example.clock', 'everybody'],
  ],
  async run({ percent: text, app, versionCode, portal: given }, io) {
    // It is an argument that must be there.
    const percent = readPercent(text, 'PERCENT')!
    const app_id = await requireAppId(io, app)
    const portal = await openPortal(io, given, { appId: app_id })
    const { versions } = await import('@mosis/api')
    const what = 'version that is rolled out in stages'
    const before = await requireVersion(portal, app_id, { versionCode, fits: isStaged, what })
    const params = { app_id, version_id: before.id }
    const version = await portal.call(versions.raiseRollout, { params, body: { percent } })
    const text_ = `${io.color.green('Rolled out')} ${describeName(io, version)} to ${describeReach(version)}, from ${before.rollout_percent} %`
    return { data: { portal: portal.url, version, before: { rollout_percent: before.rollout_percent } }, text: text_ }
  },
})

export const halt = command({
  name: 'halt',
  summary: 'Stop offering a published version',
  about:
    'At once, and without a question: mosis resume takes it back. Without --version-code it is the newest published version. Devices that have it keep it; the others are offered what else the app offers.',
  group: 'Publish',
  arguments: { app: appArgument },
  options: { versionCode: versionCodeOption, reason: reasonOption, portal: portalOption },
  examples: [['mosis halt --reason "Crashes at start"', 'nobody else gets it']],
  async run({ app, versionCode, reason, portal: given }, io) {
    const app_id = await requireAppId(io, app)
    const portal = await openPortal(io, given, { appId: app_id })
    const { versions } = await import('@mosis/api')
    const { id } = await requireVersion(portal, app_id, {
      versionCode,
      fits: inState('published'),
      what: 'published version',
    })
    const version = await portal.call(versions.haltVersion, { params: { app_id, version_id: id }, body: { reason } })
    const text = [
      `${io.color.yellow('Halted')} ${describeName(io, version)}: nobody else is offered it`,
      `Devices that have it keep it. Offer it again: ${io.color.cyan(`mosis resume ${app_id}`)}`,
    ]
    return { data: { portal: portal.url, version }, text: text.join('\n') }
  },
})

export const resume = command({
  name: 'resume',
  summary: 'Offer a halted version again',
  about: 'To the same part of all devices as before. Without --version-code it is the newest halted version.',
  group: 'Publish',
  arguments: { app: appArgument },
  options: { versionCode: versionCodeOption, reason: reasonOption, portal: portalOption },
  examples: [['mosis resume com.example.clock', 'it goes on where it was halted']],
  async run({ app, versionCode, reason, portal: given }, io) {
    const app_id = await requireAppId(io, app)
    const portal = await openPortal(io, given, { appId: app_id })
    const { versions } = await import('@mosis/api')
    const { id } = await requireVersion(portal, app_id, {
      versionCode,
      fits: inState('halted'),
      what: 'halted version',
    })
    const version = await portal.call(versions.resumeVersion, { params: { app_id, version_id: id }, body: { reason } })
    const text = `${io.color.green('Resumed')} ${describeName(io, version)}: offered to ${describeReach(version)}`
    return { data: { portal: portal.url, version }, text }
  },
})

export const rollback = command({
  name: 'rollback',
  summary: 'Offer an earlier version again, without a new review',
  about:
    'The store goes back, devices never do: who has the newer version keeps it. To replace it there too, publish a correction with a higher version_code.',
  group: 'Publish',
  arguments: { app: appArgument },
  options: {
    to: { value: 'VERSION_CODE', summary: 'the version to go back to (asked for at a terminal)' },
    yes: yesOption,
    portal: portalOption,
  },
  examples: [['mosis rollback com.example.clock --to 3 --yes', 'new installations get version_code 3']],
  async run({ app, to, yes, portal: given }, io) {
    const app_id = await requireAppId(io, app)
    const portal = await openPortal(io, given, { appId: app_id })
    const { versions } = await import('@mosis/api')
    const target = await chooseTarget(io, await listVersions(portal, app_id), { app_id, to, yes })
    await requireConsent(io, yes, `Offer ${nameOf(target)} of ${app_id} again? Devices with a newer one keep that`)
    const { note, ...version } = await portal.call(versions.publishVersion, {
      params: { app_id, version_id: target.id },
    })
    const lines = [`${io.color.green('Rolled back')} ${io.color.bold(app_id)} to ${nameOf(version)}`]
    if (note !== null) lines.push(wrap(note, io.columns, '  '))
    return { data: { portal: portal.url, version, note }, text: lines.join('\n') }
  },
})

const isStaged = ({ state, track, rollout_percent }: Version) =>
  state === 'published' && track === 'production' && rollout_percent < 100

async function chooseTarget(
  io: Io,
  all: readonly Version[],
  { app_id, to, yes }: { app_id: string; to: string | undefined; yes: boolean },
): Promise<Version> {
  const earlier = all.filter(({ state }) => state === 'superseded')
  const fix = `See its versions: mosis releases ${app_id}`
  if (to === undefined && earlier.length === 0) {
    throw new Failure('release.nothing', `${app_id} has no earlier version to go back to`, { fix })
  }
  const { to: code } = await askFor(io, {
    to: {
      name: 'to',
      given: to,
      ask: (prompter) => prompter.select({ message: `Which version of ${app_id}?`, options: earlier.map(toChoice) }),
    },
    ...(io.interactive ? {} : { yes: { name: 'yes', given: yes || undefined, ask: () => Promise.resolve(true) } }),
  })
  const target = all.find(({ version_code }) => String(version_code) === code)
  if (!target) throw new Failure('release.nothing', `${app_id} has no version_code ${code}`, { field: '--to', fix })
  return target
}

export const toChoice = (version: Version) => ({ value: String(version.version_code), label: nameOf(version) })

const describeName = ({ color }: Io, version: Version) => `${color.bold(version.app_id)} ${nameOf(version)}`
