import type { Arguments } from '../arguments.ts'
import { recordOf } from '../values.ts'
import type { LuaValue } from '../values.ts'

/** The named options of a call that takes one table. A name that is not known is refused: it is a typing mistake. */
export class Fields {
  readonly #call: Arguments
  readonly #record: Record<string, LuaValue>

  constructor(call: Arguments, index: number, name: string, known: readonly string[]) {
    this.#call = call
    const list = known.join(', ')
    const record = recordOf(call.table(index, name)) ?? call.wrong(index, name, 'a list', `a table with ${list}`)
    this.#record = record
    for (const key of Object.keys(record)) {
      if (!known.includes(key))
        call.wrong(index, name, `a table with the unknown field "${key}"`, `one with only ${list}`)
    }
  }

  text(name: string): string {
    return this.optionalText(name) ?? this.#wrong(name, 'missing', 'a string')
  }

  optionalText(name: string): string | undefined {
    const value = this.#record[name]
    if (value === undefined || typeof value === 'string') return value
    return this.#wrong(name, describe(value), 'a string')
  }

  optionalBytes(name: string): Uint8Array | undefined {
    const value = this.#record[name]
    if (value === undefined || value instanceof Uint8Array) return value
    if (typeof value === 'string') return new TextEncoder().encode(value)
    return this.#wrong(name, describe(value), 'a string')
  }

  optionalInteger(name: string, min: number, max: number): number | undefined {
    const value = this.#record[name]
    if (value === undefined) return undefined
    if (typeof value !== 'number' || !Number.isInteger(value))
      return this.#wrong(name, describe(value), 'a whole number')
    if (value < min || value > max) return this.#wrong(name, String(value), `between ${min} and ${max}`)
    return value
  }

  /** Text by name; numbers are taken as Lua writes them. */
  optionalTexts(name: string): [string, string][] {
    const value = this.#record[name]
    if (value === undefined) return []
    const record = value instanceof Map ? recordOf(value) : undefined
    if (record === undefined) return this.#wrong(name, describe(value), 'a table of strings by name')
    return Object.entries(record).map(([key, text]) => {
      if (typeof text === 'number' || typeof text === 'bigint') return [key, String(text)]
      return typeof text === 'string' ? [key, text] : this.#wrong(`${name}.${key}`, describe(text), 'a string')
    })
  }

  #wrong(name: string, is: string, should: string): never {
    return this.#call.wrong(1, name, is, should)
  }
}

function describe(value: LuaValue): string {
  if (value === undefined) return 'missing'
  if (value === null) return 'json.null'
  if (value instanceof Map) return 'a table'
  if (value instanceof Uint8Array) return 'not valid UTF-8'
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}
