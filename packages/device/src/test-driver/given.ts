import { permissions } from '@mosis/format/permissions'
import { TestFailure } from './failures.ts'
import type { FakeValues } from '../sources/fake-values.ts'
import { readAnswers } from './network-script.ts'
import type { NetworkScript } from './network-script.ts'
import { readSources } from './sources-script.ts'
import { isRecord, show } from './values.ts'
import type { Plain, PlainRecord } from './values.ts'
import { givenFields, permissionAnswers } from './words.ts'

export type PermissionAnswer = (typeof permissionAnswers)[number]

/** The world in which a test finds its app. */
export interface Given {
  locale?: string
  theme?: 'light' | 'dark'
  viewport?: { width?: number; height?: number; density?: number }
  textScale?: number
  /** The time at which the app starts, in milliseconds since 1970. */
  nowMs?: number
  seed?: string
  permissions?: Readonly<Record<string, PermissionAnswer>>
  network?: NetworkScript
  /** Files that the app kept earlier, by their path as the app names it. */
  storage?: Readonly<Record<string, string>>
  sources?: FakeValues
}

/** Noon of a working day: no test depends on when it runs. */
export const standardNowMs = Date.UTC(2026, 0, 15, 12)

const fieldNames = Object.keys(givenFields)

/** Reads what a test says of its world; later ones win over earlier ones, field by field. */
export function readGiven(value: Plain, where: string, files: ReadonlyMap<string, Uint8Array>): Given {
  if (!isRecord(value) && !(Array.isArray(value) && value.length === 0)) {
    throw wrong(where, show(value), `a table with any of ${fieldNames.join(', ')}`)
  }
  const record = isRecord(value) ? value : {}
  const unknown = Object.keys(record).find((name) => !fieldNames.includes(name))
  if (unknown !== undefined) {
    throw new TestFailure('test.usage', `${where} has no field "${unknown}": it may have ${fieldNames.join(', ')}`)
  }
  const given: Given = {}
  if (record['locale'] !== undefined) given.locale = text(record['locale'], `${where}.locale`)
  if (record['theme'] !== undefined) given.theme = oneOf(record['theme'], ['light', 'dark'], `${where}.theme`)
  if (record['viewport'] !== undefined) given.viewport = readViewport(record['viewport'], `${where}.viewport`)
  if (record['text_size'] !== undefined) given.textScale = number(record['text_size'], `${where}.text_size`, 0.5, 3)
  if (record['now'] !== undefined) given.nowMs = time(record['now'], `${where}.now`)
  if (record['seed'] !== undefined) given.seed = text(record['seed'], `${where}.seed`)
  if (record['permissions'] !== undefined)
    given.permissions = readPermissions(record['permissions'], `${where}.permissions`)
  if (record['network'] !== undefined) given.network = readAnswers(record['network'], `${where}.network`)
  if (record['storage'] !== undefined) given.storage = readFiles(record['storage'], `${where}.storage`)
  if (record['sources'] !== undefined) given.sources = readSources(record['sources'], `${where}.sources`, files)
  return given
}

/** A test's own world on top of its file's. */
export function joinGiven(file: Given, own: Given): Given {
  return {
    ...file,
    ...own,
    ...(file.permissions && own.permissions && { permissions: { ...file.permissions, ...own.permissions } }),
    ...(file.storage && own.storage && { storage: { ...file.storage, ...own.storage } }),
    ...(file.sources && own.sources && { sources: { ...file.sources, ...own.sources } }),
    ...(Array.isArray(file.network) && Array.isArray(own.network) && { network: [...own.network, ...file.network] }),
  }
}

/** Checks a permission's name. */
export function readPermission(name: string, where: string): string {
  const known: readonly string[] = permissions.map((permission) => permission.name)
  if (known.includes(name)) return name
  throw wrong(where, `"${name}"`, `one of ${known.join(', ')}`)
}

function readPermissions(value: Plain, where: string): Record<string, PermissionAnswer> {
  // A plain list is the short form: all of them are there from the start.
  if (Array.isArray(value)) {
    return Object.fromEntries(value.map((name: Plain) => [readPermission(text(name, where), where), 'granted']))
  }
  return Object.fromEntries(
    Object.entries(asRecord(value, where)).map(([name, answer]) => [
      readPermission(name, where),
      oneOf(answer, permissionAnswers, `${where}["${name}"]`),
    ]),
  )
}

function readViewport(value: Plain, where: string): NonNullable<Given['viewport']> {
  const record = asRecord(value, where)
  const known = ['width', 'height', 'density']
  const unknown = Object.keys(record).find((name) => !known.includes(name))
  if (unknown !== undefined) throw wrong(`${where}.${unknown}`, 'given', `one of ${known.join(', ')}`)
  return {
    ...(record['width'] !== undefined && { width: number(record['width'], `${where}.width`, 100, 4000) }),
    ...(record['height'] !== undefined && { height: number(record['height'], `${where}.height`, 100, 4000) }),
    ...(record['density'] !== undefined && { density: number(record['density'], `${where}.density`, 0.5, 4) }),
  }
}

function readFiles(value: Plain, where: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(asRecord(value, where)).map(([path, contents]) => {
      if (path.startsWith('/') || path.split('/').some((name) => name === '' || name === '.' || name === '..')) {
        throw wrong(
          where,
          `the path "${path}"`,
          'a path as the app writes it, such as "notes.json" or "cache/list.json"',
        )
      }
      return [path, typeof contents === 'string' ? contents : JSON.stringify(contents)]
    }),
  )
}

function time(value: Plain, where: string): number {
  const ms = typeof value === 'string' ? Date.parse(value) : Number.NaN
  if (Number.isNaN(ms)) throw wrong(where, show(value), 'a time such as "2026-01-15T12:00:00Z"')
  return ms
}

function asRecord(value: Plain, where: string): PlainRecord {
  if (isRecord(value)) return value
  if (Array.isArray(value) && value.length === 0) return {}
  throw wrong(where, show(value), 'a table with names')
}

/** Text, or a message that says what it is instead. */
export function text(value: Plain, where: string): string {
  if (typeof value === 'string') return value
  throw wrong(where, show(value), 'a text')
}

export function number(value: Plain, where: string, min: number, max: number): number {
  if (typeof value === 'number' && value >= min && value <= max) return value
  throw wrong(where, show(value), `a number from ${min} to ${max}`)
}

export function oneOf<const Choice extends string>(value: Plain, choices: readonly Choice[], where: string): Choice {
  const chosen = choices.find((choice) => choice === value)
  if (chosen !== undefined) return chosen
  throw wrong(where, show(value), `one of ${choices.map((choice) => `"${choice}"`).join(', ')}`)
}

/** The name of a picture becomes that of a file. */
export function pictureName(name: string, where: string): string {
  if (/^[\w-]{1,80}$/.test(name)) return name
  throw wrong(where, show(name), 'made of letters, digits, - and _')
}

export function wrong(where: string, is: string, should: string): TestFailure {
  return new TestFailure('test.usage', `${where} is ${is}; it should be ${should}`)
}
