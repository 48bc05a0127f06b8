import { resolve } from 'node:path'
import { closest } from '../closest.ts'
import { command } from '../command.ts'
import type { OptionSpec } from '../command.ts'
import { Failure } from '../failure.ts'
import type { Io } from '../io.ts'
import { envNameOf, findOption, flagOf, readText } from '../options.ts'
import type { Found } from '../options.ts'
import { table } from '../output.ts'
import { projectFile, projectSettingsPath, readSettings } from '../settings.ts'
import type { Settings } from '../settings.ts'
import { settingTable } from '../setting-table.ts'

const projectOption = { summary: `of this project (${projectFile}) instead of yours` } as const

export const configList = command({
  name: 'config list',
  summary: 'Show every setting, its value, and where the value comes from',
  about: `A flag wins over the environment, that over the project's ${projectFile}, that over your own settings.`,
  group: 'This command',
  examples: [['mosis config list', 'what holds in this folder']],
  async run(_, io) {
    const known = await readTable()
    const settings = Object.entries(known).map(([name, spec]) => ({ name, ...find(io, name, spec) }))
    const rows = settings.map(({ name, value, from }) => [
      io.color.bold(name),
      value === undefined ? io.color.dim(known[name]?.default ?? 'not set') : String(value),
      io.color.dim(from),
    ])
    return { data: { settings: settings.map(({ value = null, ...rest }) => ({ ...rest, value })) }, text: table(rows) }
  },
})

export const configExplain = command({
  name: 'config explain',
  summary: 'Say which value of a setting holds, and why',
  group: 'This command',
  arguments: { name: { summary: 'a setting' } },
  examples: [['mosis config explain portal', 'every place it may stand, the first that has it wins']],
  async run({ name }, io) {
    const spec = await requireSetting(name)
    const { value, from } = find(io, name, spec)
    const places = [
      ['flag', flagOf(name), undefined],
      ['environment', envNameOf(name), io.env[envNameOf(name)]],
      ['project', projectSettingsPath(io.cwd), readFile(io, true)[name]],
      ['user', io.paths.settings, readFile(io, false)[name]],
      ['default', spec.default ?? 'none', undefined],
    ] as const
    const rows = places.map(([place, where, its]) => [
      place === from ? io.color.green('>') : ' ',
      place,
      where,
      its === undefined ? '' : String(its),
    ])
    const data = { name, value: value ?? null, from, places: places.map(([place, where]) => ({ place, where })) }
    return {
      data,
      text: `${io.color.bold(name)} is ${value === undefined ? 'not set' : String(value)}\n${table(rows)}`,
    }
  },
})

export const configGet = command({
  name: 'config get',
  summary: 'Print the value of a setting',
  group: 'This command',
  arguments: { name: { summary: 'a setting' } },
  examples: [['mosis config get portal', 'the value alone; empty where it is not set']],
  async run({ name }, io) {
    const { value, from } = find(io, name, await requireSetting(name))
    return { data: { name, value: value ?? null, from }, text: value === undefined ? '' : String(value) }
  },
})

export const configSet = command({
  name: 'config set',
  summary: 'Keep a value for a flag',
  group: 'This command',
  arguments: { name: { summary: 'a setting' }, value: { summary: 'its value' } },
  options: { project: projectOption },
  examples: [
    ['mosis config set portal https://portal.example.com', 'for everything you do'],
    ['mosis config set key work --project', 'for this project and everybody who works on it'],
  ],
  async run({ name, value: text, project }, io) {
    const spec = await requireSetting(name)
    const read = readText(text, spec, name)
    // A path of your own settings must mean the same from every folder.
    const value = spec.value === 'DIR' && !project ? resolve(io.cwd, String(read)) : read
    const path = write(io, project, { ...readFile(io, project), [name]: value as string | boolean })
    return {
      data: { name, value, path },
      text: `${io.color.bold(name)} is now ${String(value)}  ${io.color.dim(path)}`,
    }
  },
})

export const configUnset = command({
  name: 'config unset',
  summary: 'Forget the value of a setting',
  group: 'This command',
  arguments: { name: { summary: 'a setting' } },
  options: { project: projectOption },
  examples: [['mosis config unset portal', 'the default holds again']],
  async run({ name, project }, io) {
    await requireSetting(name)
    const { [name]: _, ...others } = readFile(io, project)
    const path = write(io, project, others)
    return { data: { name, path }, text: `${io.color.bold(name)} is no longer set  ${io.color.dim(path)}` }
  },
})

const pathOf = (io: Io, isProject: boolean) => (isProject ? projectSettingsPath(io.cwd) : io.paths.settings)
// What the file holds was checked when the command began.
const readFile = (io: Io, isProject: boolean): Settings => readSettings(io.files, pathOf(io, isProject))

function write(io: Io, isProject: boolean, settings: Settings): string {
  const path = pathOf(io, isProject)
  io.files.writeWhole(path, `${JSON.stringify(settings, null, 2)}\n`)
  return path
}

function find(io: Io, name: string, spec: OptionSpec): Found {
  return findOption(name, spec, {}, io.env, { project: readFile(io, true), user: readFile(io, false) })
}

async function requireSetting(name: string): Promise<OptionSpec> {
  const known = await readTable()
  const spec = known[name]
  if (spec) return spec
  const near = closest(name, Object.keys(known))
  throw new Failure('setting.unknown', `There is no setting "${name}"`, {
    field: 'name',
    fix: near ? `Did you mean ${near}?` : `Choose from ${Object.keys(known).join(', ')}`,
  })
}

async function readTable(): Promise<Record<string, OptionSpec>> {
  // The list names these commands too: read late, it is complete.
  const { commands } = await import('../commands.ts')
  return settingTable(commands)
}
