import type { FakePosition, FakeValues } from '../sources/fake-values.ts'
import { number, text, wrong } from './given.ts'
import { isRecord, show } from './values.ts'
import type { Plain, PlainRecord } from './values.ts'

const fields = [
  'picture',
  'sound',
  'position',
  'readings',
  'clipboard',
  'notifications',
  'contacts',
  'devices',
] as const
const sensors = {
  accelerometer: ['x', 'y', 'z'],
  gyroscope: ['x', 'y', 'z'],
  magnetometer: ['x', 'y', 'z'],
  heartrate: ['bpm'],
} as const
const positionFields = ['latitude', 'longitude', 'altitude', 'accuracy', 'speed', 'heading'] as const
const contactFields = ['name', 'phone', 'email'] as const

/** What camera, location and so on give in a test. `false` means that the phone has no such thing. Pictures and sounds are files of the tests. */
export function readSources(value: Plain, where: string, files: ReadonlyMap<string, Uint8Array>): FakeValues {
  const record = withOnly(value, fields, where)
  const file = (name: 'picture' | 'sound') => {
    const path = record[name]
    if (path === undefined) return {}
    if (path === false) return { [name]: null }
    const bytes = files.get(`tests/${text(path, `${where}.${name}`)}`)
    if (bytes) return { [name]: bytes }
    throw wrong(`${where}.${name}`, show(path), 'the path of a file in the folder tests, or false for a phone without')
  }
  const { position, readings, clipboard, notifications, contacts, devices } = record
  return {
    ...file('picture'),
    ...file('sound'),
    ...(position !== undefined && { position: readPosition(position, `${where}.position`) }),
    ...(readings !== undefined && { readings: readReadings(readings, `${where}.readings`) }),
    ...(clipboard !== undefined && { clipboard: clipboard === false ? null : text(clipboard, `${where}.clipboard`) }),
    ...(notifications === false && { notifications: null }),
    ...(contacts !== undefined && {
      contacts:
        contacts === false
          ? null
          : listAt(contacts, `${where}.contacts`).map((one) => readContact(one, `${where}.contacts`)),
    }),
    ...(devices !== undefined && {
      devices:
        devices === false
          ? null
          : listAt(devices, `${where}.devices`).map((one) => readDevice(one, `${where}.devices`)),
    }),
  }
}

function readPosition(value: Plain, where: string): FakeValues['position'] {
  if (value === false) return null
  if (!Array.isArray(value))
    return readNumbers(value, positionFields, where, ['latitude', 'longitude']) as unknown as FakePosition
  return value.map((one: Plain) =>
    timed(
      one,
      where,
      (rest) => readNumbers(rest, positionFields, where, ['latitude', 'longitude']) as unknown as FakePosition,
    ),
  )
}

function readReadings(value: Plain, where: string): NonNullable<FakeValues['readings']> {
  const record = withOnly(value, Object.keys(sensors), where)
  const readings: Record<string, object | null> = {}
  for (const [name, needed] of Object.entries(sensors)) {
    const one = record[name]
    const place = `${where}.${name}`
    if (one === false) readings[name] = null
    else if (Array.isArray(one))
      readings[name] = one.map((step: Plain) => timed(step, place, (rest) => readNumbers(rest, needed, place, needed)))
    else if (one !== undefined) readings[name] = readNumbers(one, needed, place, needed)
  }
  // Each sensor has exactly the numbers that its row of the table names.
  return readings
}

/** One of several: what it is, and after how many milliseconds. */
function timed<T extends object>(value: Plain, where: string, read: (rest: PlainRecord) => T): T & { atMs: number } {
  if (!isRecord(value)) throw wrong(where, show(value), 'a list of tables, each with at = milliseconds')
  const { at, ...rest } = value
  return { ...read(rest), atMs: number(at, `${where}.at`, 0, 1e10) }
}

function readNumbers(
  value: Plain,
  known: readonly string[],
  where: string,
  needed: readonly string[],
): Record<string, number> {
  const record = withOnly(value, known, where)
  const missing = needed.find((name) => record[name] === undefined)
  if (missing !== undefined) throw wrong(where, show(value), `a table with ${needed.join(', ')}`)
  return Object.fromEntries(
    Object.entries(record).map(([name, one]) => [name, number(one, `${where}.${name}`, -1e12, 1e12)]),
  )
}

function readContact(value: Plain, where: string): Record<string, string> {
  const record = withOnly(value, contactFields, where)
  return Object.fromEntries(Object.entries(record).map(([name, one]) => [name, text(one, `${where}.${name}`)]))
}

function readDevice(value: Plain, where: string): { name: string; address: string } {
  const { name, address } = withOnly(value, ['name', 'address'], where)
  return { name: text(name, `${where}.name`), address: text(address, `${where}.address`) }
}

function withOnly(value: Plain, known: readonly string[], where: string): PlainRecord {
  if (Array.isArray(value) && value.length === 0) return {}
  if (!isRecord(value)) throw wrong(where, show(value), `a table with any of ${known.join(', ')}`)
  const unknown = Object.keys(value).find((name) => !known.includes(name))
  if (unknown === undefined) return value
  throw wrong(where, `a table with "${unknown}"`, `one with only ${known.join(', ')}`)
}

function listAt(value: Plain, where: string): readonly Plain[] {
  if (Array.isArray(value)) return value as readonly Plain[]
  throw wrong(where, show(value), 'a list')
}
