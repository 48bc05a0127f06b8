import type { OptionSpec, OptionValue } from './command.ts'
import { Failure } from './failure.ts'
import type { Settings } from './settings.ts'

/** `acceptPermissions` → `--accept-permissions` */
export const flagOf = (name: string) => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`

/** `acceptPermissions` → `MOSIS_ACCEPT_PERMISSIONS` */
export const envNameOf = (name: string) => `MOSIS_${flagOf(name).slice(2).replaceAll('-', '_').toUpperCase()}`

export type Env = Readonly<Record<string, string | undefined>>

/** Where a value comes from, the first that has one: flag, environment, project file, user file; else the default. */
export interface Found {
  value: OptionValue
  from: 'flag' | 'environment' | 'project' | 'user' | 'default'
}

/** Reads every option of the table; a value that the table does not allow is a usage error that names its source. */
export function readOptions(
  table: Readonly<Record<string, OptionSpec>>,
  given: Readonly<Record<string, OptionValue>>,
  env: Env,
  settings: { project: Settings; user: Settings },
): Record<string, OptionValue> {
  const entries = Object.entries(table).map(
    ([name, spec]) => [name, findOption(name, spec, given, env, settings).value] as const,
  )
  return Object.fromEntries(entries)
}

/** Reads one option and says where its value came from. */
export function findOption(
  name: string,
  spec: OptionSpec,
  given: Readonly<Record<string, OptionValue>>,
  env: Env,
  settings: { project: Settings; user: Settings },
): Found {
  if (given[name] !== undefined) return { value: check(given[name], spec, flagOf(name)), from: 'flag' }
  const variable = envNameOf(name)
  const text = env[variable]
  if (text !== undefined && text !== '') {
    return { value: readText(text, spec, variable), from: 'environment' }
  }
  if (spec.setting) {
    for (const from of ['project', 'user'] as const) {
      const value = settings[from][name]
      if (value !== undefined) return { value: check(value, spec, `the setting ${name}`), from }
    }
  }
  return { value: spec.many ? [] : spec.value ? undefined : false, from: 'default' }
}

const yes = new Set(['1', 'true', 'yes', 'on'])
const no = new Set(['0', 'false', 'no', 'off'])

/** Reads the value of an option from a text that is not a command line; `source` is named where it cannot be used. */
export function readText(text: string, spec: OptionSpec, source: string): OptionValue {
  return check(fromText(text, spec, source), spec, source)
}

function fromText(text: string, spec: OptionSpec, source: string): OptionValue {
  if (spec.many) return text.split(',').filter((item) => item !== '')
  const isSwitch = !spec.value || spec.valueOptional
  if (isSwitch || spec.negatable) {
    if (yes.has(text.toLowerCase())) return true
    if (no.has(text.toLowerCase())) return false
  }
  if (spec.value) return text
  throw new Failure('usage.wrong', `Cannot read ${source}: it is "${text}", and a switch is 1 or 0`, {
    field: source,
    fix: `Set ${source} to 1 or to 0`,
  })
}

function check(value: OptionValue, spec: OptionSpec, source: string): OptionValue {
  if (spec.choices && typeof value === 'string' && !spec.choices.includes(value)) {
    throw new Failure('usage.wrong', `Cannot use "${value}" for ${source}`, {
      field: source,
      fix: `Choose one of ${spec.choices.join(', ')}`,
    })
  }
  return value
}
