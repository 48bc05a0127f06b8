import { HostObject, listOf, recordOf } from '@mosis/sandbox'
import type { LuaTable, LuaValue } from '@mosis/sandbox'

/** A value that JSON can hold too; what a test and an action file have in common. */
export type Plain = undefined | null | boolean | number | bigint | string | Uint8Array | readonly Plain[] | PlainRecord
export type PlainRecord = { readonly [name: string]: Plain }

/** A value of a test's Lua as JSON would have it: tables become lists or records, an empty one a list. */
export function toPlain(value: LuaValue): Plain {
  if (value instanceof Map) return tableToPlain(value)
  if (value instanceof HostObject) return `<${value.className}>`
  if (typeof value === 'object' && value !== null && 'kind' in value) return '<function>'
  return value
}

function tableToPlain(table: LuaTable): Plain {
  const list = listOf(table)
  if (list) return list.map(toPlain)
  const record = recordOf(table)
  const entries = record
    ? Object.entries(record)
    : [...table].map(([key, value]) => [`[${String(key)}]`, value] as const)
  return Object.fromEntries(entries.map(([key, value]) => [key, toPlain(value)]))
}

const isList = (value: Plain): value is readonly Plain[] => Array.isArray(value)

export function isRecord(value: Plain): value is PlainRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array)
}

/** Whether two values are the same through and through. An empty list and an empty record are. */
export function isSame(one: Plain, other: Plain): boolean {
  return findDifference(one, other) === undefined
}

/** Where two values first differ, as Lua would name the place: `.list[2].name`; empty when they do as a whole. */
export function findDifference(is: Plain, should: Plain, at = ''): string | undefined {
  if (is instanceof Uint8Array || should instanceof Uint8Array) {
    return is instanceof Uint8Array && should instanceof Uint8Array && Buffer.compare(is, should) === 0 ? undefined : at
  }
  if (isEmpty(is) && isEmpty(should)) return undefined
  if (isList(is) && isList(should)) {
    for (let index = 0; index < Math.max(is.length, should.length); index += 1) {
      const place = findDifference(is[index], should[index], `${at}[${index + 1}]`)
      if (place !== undefined) return place
    }
    return undefined
  }
  if (isRecord(is) && isRecord(should)) {
    for (const name of new Set([...Object.keys(is), ...Object.keys(should)])) {
      const place = findDifference(is[name], should[name], `${at}.${name}`)
      if (place !== undefined) return place
    }
    return undefined
  }
  return is === should || (isNothing(is) && isNothing(should)) ? undefined : at
}

const isNothing = (value: Plain) => value === undefined || value === null
const isEmpty = (value: Plain) => typeof value === 'object' && value !== null && Object.keys(value).length === 0

/** The value at such a place. */
export function valueAt(value: Plain, place: string): Plain {
  let found = value
  for (const [, name, index] of place.matchAll(/\.([^.[]+)|\[(\d+)\]/g)) {
    if (index !== undefined) found = isList(found) ? found[Number(index) - 1] : undefined
    else found = isRecord(found) ? found[name!] : undefined
  }
  return found
}

const longestShown = 400

/** A value as Lua would write it, cut where it is long. */
export function show(value: Plain): string {
  const text = write(value)
  return text.length > longestShown ? `${text.slice(0, longestShown)}…` : text
}

function write(value: Plain): string {
  if (value === undefined || value === null) return 'nil'
  if (typeof value === 'string') return /^<\w+>$/.test(value) ? value : JSON.stringify(value)
  if (value instanceof Uint8Array) return `<${value.length} bytes>`
  if (isList(value)) return value.length === 0 ? '{}' : `{ ${value.map(write).join(', ')} }`
  if (typeof value !== 'object') return String(value)
  const fields = Object.entries(value).map(([name, one]) => `${writeKey(name)} = ${write(one)}`)
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`
}

const writeKey = (name: string) =>
  /^[A-Za-z_]\w*$/.test(name) || name.startsWith('[') ? name : `[${JSON.stringify(name)}]`
