import { resolve } from 'node:path'
import type { AvailableUpdate, Device, InstalledApp, UpdateResult } from '@mosis/device'
import { command } from '../command.ts'
import type { OptionSpec } from '../command.ts'
import { describe } from '../describe.ts'
import type { ExitName } from '../exits.ts'
import type { Io } from '../io.ts'
import { count, printable, size, table } from '../output.ts'
import { portalOption, portalUrl } from '../portal.ts'
import { startProgress } from '../progress.ts'
import { runOptions, watch } from './run.ts'

export const dataOption = {
  value: 'DIR',
  summary: 'the folder that is the device',
  default: 'one of your own',
  setting: true,
} as const satisfies OptionSpec

const acceptOption = { summary: 'agree to the permissions that an update asks for in addition' } as const

/** Opens the virtual device, works with it, and leaves it closed whatever happens. */
export async function onDevice<T>(
  io: Io,
  { data, portal }: { data: string | undefined; portal?: string | undefined },
  work: (device: Device) => Promise<T>,
): Promise<T> {
  const { createDevice } = await import('@mosis/device')
  const dataRoot = data === undefined ? io.paths.device : resolve(io.cwd, data)
  const device = await createDevice({ dataRoot, portalUrl: portalUrl(portal), fetch: io.fetch, clock: io })
  try {
    return await work(device)
  } finally {
    await device.close()
  }
}

const stages = ['downloading', 'verifying', 'extracting', 'registering'] as const

/** The options of an installation: its stages on stderr, and Ctrl-C. */
function following(io: Io) {
  const progress = startProgress(io)
  return {
    end: progress.end,
    signal: io.interrupted,
    onProgress({ stage, progress: part }: { stage: string; progress: number }) {
      const number = stages.indexOf(stage as (typeof stages)[number]) + 1
      if (number === 0) return
      progress.stage(number, stages.length, stage)
      if (part > 0 && part < 1) progress.detail(`${Math.floor(part * 100)} %`)
    },
  }
}

export const deviceInstall = command({
  name: 'device install',
  summary: 'Install an app of the store, or a package file',
  group: 'Device',
  arguments: { app: { summary: 'the id of an app, or a .mosis file' } },
  options: { acceptPermissions: acceptOption, data: dataOption, portal: portalOption },
  examples: [
    ['mosis device install com.example.clock', 'from the store of the portal'],
    ['mosis device install clock-1.0.0.mosis', 'a file; it must be signed'],
  ],
  async run({ app, acceptPermissions, data, portal }, io) {
    const file = resolve(io.cwd, app)
    const isFile = app.endsWith('.mosis') || /[/\\]/.test(app) || io.files.kind(file) === 'file'
    return onDevice(io, { data, portal }, async (device) => {
      const { end, ...following_ } = following(io)
      try {
        const options = { ...following_, acceptPermissions }
        const installed = await device.apps.install(isFile ? { file } : { id: app }, options)
        end()
        return { data: { app: toFacts(installed) }, text: describeInstalled('Installed', installed, io) }
      } finally {
        end()
      }
    })
  },
})

export const deviceList = command({
  name: 'device list',
  summary: 'List the installed apps',
  group: 'Device',
  options: { data: dataOption },
  examples: [['mosis device list --json', 'for a script']],
  run: ({ data }, io) =>
    onDevice(io, { data }, async (device) => {
      const apps = await device.apps.list()
      const rows = apps.map(({ id, name, version, version_code, package_size_bytes }) => [
        io.color.bold(id),
        printable(name),
        `${version} (${version_code})`,
        size(package_size_bytes),
      ])
      return {
        data: { apps: apps.map(toFacts) },
        text: rows.length > 0 ? table(rows) : `Nothing is installed. Try ${io.color.cyan('mosis device install FILE')}`,
      }
    }),
})

export const deviceRun = command({
  name: 'device run',
  summary: 'Run an installed app with its own data',
  group: 'Device',
  streams: true,
  arguments: { id: { summary: 'the id of an installed app' } },
  options: { ...runOptions, data: dataOption },
  examples: [['mosis device run com.example.clock --for 2s', 'what it says, and what is on its screen']],
  run: ({ id, data, ...options }, io) =>
    onDevice(io, { data }, (device) => watch(io, options, (settings) => device.runApp({ appId: id, ...settings }))),
})

export const deviceCheckUpdates = command({
  name: 'device check-updates',
  summary: 'Ask the store for newer versions of the installed apps',
  group: 'Device',
  options: { data: dataOption, portal: portalOption },
  examples: [['mosis device check-updates', 'what is offered, and what it asks for in addition']],
  run: ({ data, portal }, io) =>
    onDevice(io, { data, portal }, async (device) => {
      const updates = await device.updates.check()
      return {
        data: { updates },
        text:
          updates.length > 0
            ? updates.map((update) => describeUpdate(update, io)).join('\n')
            : 'Everything is up to date',
      }
    }),
})

export const deviceUpdate = command({
  name: 'device update',
  summary: 'Install newer versions: of one app, or of all',
  about: 'An update that asks for more permissions waits until you agree with --accept-permissions.',
  group: 'Device',
  arguments: { id: { summary: 'the id of an installed app (default: all of them)', optional: true } },
  options: { acceptPermissions: acceptOption, data: dataOption, portal: portalOption },
  examples: [['mosis device update', 'all of them; one that fails does not keep the others from it']],
  run: ({ id, acceptPermissions, data, portal }, io) =>
    onDevice(io, { data, portal }, async (device) => {
      const { end, ...following_ } = following(io)
      try {
        const options = { ...following_, acceptPermissions }
        const results = id
          ? [{ id, ok: true as const, app: await device.updates.apply(id, options) }]
          : await device.updates.applyAll(options)
        end()
        return await describeResults(results, io)
      } finally {
        end()
      }
    }),
})

export const deviceUninstall = command({
  name: 'device uninstall',
  summary: 'Remove an app and its data',
  group: 'Device',
  arguments: { id: { summary: 'the id of an installed app' } },
  options: { keepData: { summary: 'keep what the app has stored' }, data: dataOption },
  examples: [['mosis device uninstall com.example.clock --keep-data', 'the app goes, its data stays']],
  run: ({ id, keepData, data }, io) =>
    onDevice(io, { data }, async (device) => {
      await device.apps.uninstall(id, { keepData })
      return {
        data: { id, kept_data: keepData },
        text: `${io.color.green('Removed')} ${io.color.bold(id)}${keepData ? '; its data is kept' : ' and its data'}`,
      }
    }),
})

export const deviceJoinBeta = command({
  name: 'device join-beta',
  summary: 'Make the device a tester of an app, by a link',
  about: 'It is then offered the versions on the track beta too. What it had before is not touched.',
  group: 'Device',
  arguments: { link: { summary: 'the link of the invitation, or the token in it' } },
  options: { data: dataOption, portal: portalOption },
  examples: [['mosis device join-beta "https://portal.example/testing?token=…"', 'then mosis device check-updates']],
  run: ({ link, data, portal }, io) =>
    onDevice(io, { data, portal }, async (device) => {
      const app = await device.testers.join(link)
      const text = [
        `${io.color.green('Joined')} the testers of ${io.color.bold(printable(app.name))}  ${io.color.dim(app.app_id)}`,
        `See what is offered: ${io.color.cyan('mosis device check-updates')}`,
      ]
      return { data: { app }, text: text.join('\n') }
    }),
})

export const deviceLeaveBeta = command({
  name: 'device leave-beta',
  summary: 'Leave the testers of an app',
  about: 'What is installed stays, until everybody is offered something newer.',
  group: 'Device',
  arguments: { id: { summary: 'the id of the app' } },
  options: { data: dataOption, portal: portalOption },
  examples: [['mosis device leave-beta com.example.clock', 'no further beta on this device']],
  run: ({ id, data, portal }, io) =>
    onDevice(io, { data, portal }, async (device) => {
      await device.testers.leave(id)
      const text = `${io.color.green('Left')} the testers of ${io.color.bold(printable(id))}; what is installed stays`
      return { data: { id }, text }
    }),
})

/** What programs may build on: where the device keeps things is its own business. */
function toFacts(app: InstalledApp): object {
  const { id, name, version, version_code, permissions, key_id, sha256, package_size_bytes, installed_at, updated_at } =
    app
  const on_trial = app.trial !== undefined
  return {
    id,
    name,
    version,
    version_code,
    permissions,
    key_id,
    sha256,
    package_size_bytes,
    installed_at,
    updated_at,
    on_trial,
  }
}

function describeInstalled(done: string, app: InstalledApp, { color }: Io): string {
  const { id, name, version, version_code, permissions } = app
  const asks = permissions.length > 0 ? permissions.join(', ') : 'nothing'
  return `${color.green(done)} ${color.bold(printable(name))} ${version} (version_code ${version_code})  ${color.dim(id)}\n  may use ${asks}`
}

function describeUpdate(update: AvailableUpdate, { color }: Io): string {
  const { id, installed_version, version, version_code, size_bytes, release_notes, added_permissions } = update
  const lines = [
    `${color.bold(id)}  ${installed_version} → ${version} (version_code ${version_code})  ${size(size_bytes)}`,
    ...(release_notes ? [`  ${printable(release_notes)}`] : []),
    ...(added_permissions.length > 0 ? [color.yellow(`  also asks for ${added_permissions.join(', ')}`)] : []),
    ...(update.failed_before ? [color.yellow('  its first start failed on this device before')] : []),
  ]
  return lines.join('\n')
}

async function describeResults(results: readonly UpdateResult[], io: Io) {
  const lines: string[] = []
  const facts: object[] = []
  let exit: ExitName = 'ok'
  for (const result of results) {
    if (result.ok) {
      lines.push(describeInstalled('Updated', result.app, io))
      facts.push({ id: result.id, ok: true, app: toFacts(result.app) })
      continue
    }
    const { exit: failed, ...error } = await describe(result.error)
    if (exit === 'ok') exit = failed
    lines.push(
      `${io.color.red('Not updated')} ${io.color.bold(result.id)}: ${error.message}`,
      `  ${error.fix ?? ''}`.trimEnd(),
    )
    facts.push({ id: result.id, ok: false, error })
  }
  const updated = results.filter(({ ok }) => ok).length
  lines.push(results.length === 0 ? 'Everything is up to date' : `${count(updated, 'app')} updated`)
  return { data: { results: facts }, text: lines.join('\n'), exit }
}
