import type { Arguments } from '../arguments.ts'
import { recordOf } from '../values.ts'
import type { LuaTable, LuaValue } from '../values.ts'

/** The named options of a call that takes one table. A name that is not known is refused: it is a typing mistake. */
export class Fields {
  readonly #call: Arguments
  readonly #index: number
  readonly #record: Record<string, LuaValue>

  /** The table may be left out when it is `optional`. */
  constructor(call: Arguments, index: number, name: string, known: readonly string[], { optional = false } = {}) {
    this.#call = call
    this.#index = index
    const list = known.join(', ')
    const table = optional && call.isAbsent(index) ? new Map() : call.table(index, name)
    releaseFunctions(table)
    const record = recordOf(table) ?? call.wrong(index, name, 'a list', `a table with ${list}`)
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

  /** Text of at most so many characters. */
  optionalShortText(name: string, maxLength: number): string | undefined {
    const value = this.optionalText(name)
    if (value === undefined || value.length <= maxLength) return value
    return this.wrong(name, `${value.length} characters long`, `at most ${maxLength}`)
  }

  optionalNumber(name: string, min: number, max: number): number | undefined {
    const value = this.#record[name]
    if (value === undefined) return undefined
    if (typeof value !== 'number') return this.#wrong(name, describe(value), 'a number')
    if (value >= min && value <= max) return value
    return this.#wrong(name, Number.isNaN(value) ? 'not a number (nan)' : String(value), `between ${min} and ${max}`)
  }

  optionalChoice<T extends string | number>(name: string, choices: readonly T[]): T | undefined {
    const value = this.#record[name]
    if (value === undefined) return undefined
    const choice = choices.find((known) => known === value)
    if (choice !== undefined) return choice
    const isOfType = typeof value === typeof choices[0]
    const is = isOfType ? JSON.stringify(value) : describe(value)
    return this.#wrong(name, is, choices.map((known) => JSON.stringify(known)).join(' or '))
  }

  /** Ends the call: what the field is and what it should be. */
  wrong(name: string, is: string, should: string): never {
    return this.#wrong(name, is, should)
  }

  #wrong(name: string, is: string, should: string): never {
    return this.#call.wrong(this.#index, name, is, should)
  }
}

/** No field is a function; those that were given all the same must not be held. */
function releaseFunctions(table: LuaTable): void {
  for (const value of table.values()) {
    if (value instanceof Map) releaseFunctions(value)
    else if (typeof value === 'object' && value !== null && 'release' in value) value.release()
  }
}

function describe(value: LuaValue): string {
  if (value === undefined) return 'missing'
  if (value === null) return 'json.null'
  if (value instanceof Map) return 'a table'
  if (value instanceof Uint8Array) return 'not valid UTF-8'
  if (typeof value === 'object' && 'release' in value) return 'a function'
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}
