import { join } from 'node:path'
import { Failure } from './failure.ts'
import type { Files } from './files.ts'

/** Values of flags that stand in a file, under the flags' names. */
export type Settings = Readonly<Record<string, string | boolean>>

/** The settings file of a project. Its name begins with a dot, so it is never part of the package. */
export const projectFile = '.mosis.json'

export const projectSettingsPath = (folder: string) => join(folder, projectFile)

/** Reads a settings file; a missing one is an empty one. With `known`, a name that no flag has is refused. */
export function readSettings(files: Files, path: string, known?: readonly string[]): Settings {
  const bytes = files.find(path)
  if (!bytes) return {}
  const settings = parse(bytes.toString('utf8'), path)
  for (const [name, value] of Object.entries(settings)) {
    if (known && !known.includes(name)) {
      throw refusal(path, name, 'there is none of this name', `Known settings: ${known.join(', ')}`)
    }
    if (typeof value !== 'string' && typeof value !== 'boolean') {
      throw refusal(path, name, 'it is not a text or a switch', 'Give it a value in quotes, true or false')
    }
  }
  return settings as Settings
}

function refusal(path: string, field: string, why: string, fix: string): Failure {
  return new Failure('settings.invalid', `Cannot use the setting "${field}" in ${path}: ${why}`, { path, field, fix })
}

function parse(text: string, path: string): object {
  const fix = 'Correct it or delete it'
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new Failure('settings.invalid', `Cannot read ${path}: ${reason}`, { path, fix, cause })
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  throw new Failure('settings.invalid', `Cannot read ${path}: it is not a JSON object`, { path, fix })
}
