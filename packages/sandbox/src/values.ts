/**
 * What crosses between Lua and the host. Nothing of JavaScript ever becomes visible to Lua except through these forms.
 *
 * Strings: a Lua string that is valid UTF-8 arrives as a JavaScript string, any other as its bytes; both go back unchanged.
 * Numbers: a Lua integer arrives as a number while that is exact, else as a bigint; a JavaScript number without a
 * fraction becomes a Lua integer, a `LuaFloat` always a float.
 * Tables: arrive as a `Map` in Lua's own key order (a copy); arrays, maps and plain objects become new tables.
 * `json.null` arrives as null; null and undefined both become nil.
 */
export type LuaValue =
  | undefined
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | LuaTable
  | LuaFunctionRef
  | HostObject

/** A table as it arrives: its keys and values, nothing shared with the Lua side. */
export type LuaTable = Map<LuaKey, LuaValue>

/** What may be a key of a table that crosses. */
export type LuaKey = boolean | number | bigint | string

/** What the host may hand to Lua. */
export type LuaInput =
  | undefined
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | LuaFloat
  | LuaFunctionRef
  | HostObject
  | readonly LuaInput[]
  | ReadonlyMap<LuaKey, LuaInput>
  | { readonly [key: string]: LuaInput }

/** A number that must be a float in Lua even when it has no fraction, such as a REAL column. */
export class LuaFloat {
  readonly value: number
  constructor(value: number) {
    this.value = value
  }
}

/** A Lua function held by the host. It keeps its closure alive until it is released; releasing twice does nothing. */
export interface LuaFunctionRef {
  readonly kind: 'lua-function'
  readonly isReleased: boolean
  release(): void
}

/** An object of the host as Lua sees it: an opaque value of a defined class. The same object gives equal Lua values. */
export class HostObject {
  readonly className: string
  readonly object: object
  constructor(className: string, object: object) {
    this.className = className
    this.object = object
  }
}

/** Several results of one host function; `undefined` elements become nil. */
export class LuaResults {
  readonly values: readonly LuaInput[]
  constructor(values: readonly LuaInput[]) {
    this.values = values
  }
}

/** Answers several values from a host function. */
export function many(...values: readonly LuaInput[]): LuaResults {
  return new LuaResults(values)
}

/** Answers `nil, "code: message"`: the form of a failure that is the world's and not the caller's. */
export function failed(code: string, message: string): LuaResults {
  return new LuaResults([undefined, `${code}: ${message}`])
}

/** The elements of a table whose keys are exactly 1 … n, or undefined for any other table. An empty table is an empty list. */
export function listOf(table: LuaTable): LuaValue[] | undefined {
  const list: LuaValue[] = []
  for (let index = 1; index <= table.size; index++) {
    if (!table.has(index)) return undefined
    list.push(table.get(index))
  }
  return list
}

/** The entries of a table whose keys are all strings, as an object without a prototype, or undefined for any other table. */
export function recordOf(table: LuaTable): Record<string, LuaValue> | undefined {
  const record: Record<string, LuaValue> = Object.create(null)
  for (const [key, value] of table) {
    if (typeof key !== 'string') return undefined
    record[key] = value
  }
  return record
}
