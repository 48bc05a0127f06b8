import type { LuaFunctionRef, LuaInput, LuaResults, LuaTable, LuaValue, HostObject } from './values.ts'
import type { SqlValue } from './brokers.ts'

/**
 * The arguments of one call from Lua, numbered from 1 as in Lua's own messages and read where they are needed. A wrong one raises a Lua
 * error that names the function, the argument and the expected type. They can be read only until the host function first waits
 * or returns: read all of them before an `await`.
 */
export interface Arguments {
  /** As apps call it, such as `storage.write` or `Element:SetClass`. */
  readonly functionName: string
  readonly count: number
  /** Text; a number is taken as Lua itself writes it. */
  text(index: number, name: string): string
  /** The string's bytes, a copy. */
  bytes(index: number, name: string): Uint8Array
  number(index: number, name: string): number
  integer(index: number, name: string, range?: { min?: number; max?: number }): number
  boolean(index: number, name: string): boolean
  /** Lua's truth: everything but nil and false. */
  truth(index: number): boolean
  /** The host keeps it until it is released. */
  function(index: number, name: string): LuaFunctionRef
  table(index: number, name: string): LuaTable
  /** The object behind a host object of this class or one that extends it. */
  object<T extends object>(index: number, name: string, hostClass: string | HostClass<T>): T
  /** Nil, or no argument at all. */
  isAbsent(index: number): boolean
  value(index: number): LuaValue
  /** For SQL: integers are always bigint, so that 3 and 3.0 stay apart; booleans become 0 and 1. */
  sqlValue(index: number, name: string): SqlValue
  /** Takes instructions off the running handler's budget for work that the host is about to do. */
  charge(instructions: number): void
  /** Refuses the call when no more handlers of this app may wait. Called before anything is started whose promise is returned. */
  willWait(): void
  /** Ends the call with "argument is wrong": what it is and what it should be. */
  wrong(index: number, name: string, is: string, should: string): never
}

/** What a host function may answer: nothing, one value, several (`many`), a failure (`failed`). */
export type HostAnswer = LuaInput | LuaResults | void

/** A function that Lua can call. A promise suspends the calling handler only; everything else goes on. */
export type HostFunction = (call: Arguments) => HostAnswer | Promise<HostAnswer>

/** A class of host objects. Methods are called with a colon; the app can reach nothing else of the object. */
export interface HostClass<T extends object> {
  name: string
  /** The name of the class whose methods, properties and checks also hold for this one; defined before. */
  extends?: string
  /** Methods by name; the object is checked before. Arguments count without the object. */
  methods?: Record<string, (object: T, call: Arguments) => HostAnswer | Promise<HostAnswer>>
  /** Any key that is no method. Keys that are not text arrive as numbers, booleans or bigints; answer undefined for nil. */
  get?: (object: T, key: string | number | boolean | bigint, call: Arguments) => HostAnswer | Promise<HostAnswer>
  /** The names for which `get` has an answer, where they are fixed: for those who describe the class. */
  properties?: readonly string[]
  /** The new value is argument 1 of `value`. Without this, writing raises an error. */
  set?: (object: T, key: string | number | boolean | bigint, value: Arguments) => void
  tostring?: (object: T) => string
  /** What `#` answers. */
  length?: (object: T) => number
  /** What `pairs` walks over: a snapshot. */
  entries?: (object: T) => Iterable<readonly [LuaInput, LuaInput]>
  /** What the object holds as a table, for classes that stand for data: `json.encode` writes it. */
  plain?: (object: T) => LuaInput
  /** Arithmetic and comparison; either operand may be the object. Both are arguments 1 and 2. */
  operators?: Partial<Record<LuaOperator, (call: Arguments) => HostAnswer>>
  /** Called once nothing in Lua refers to the object any more. */
  released?: (object: T) => void
}

export type LuaOperator =
  | 'add'
  | 'sub'
  | 'mul'
  | 'div'
  | 'mod'
  | 'pow'
  | 'unm'
  | 'idiv'
  | 'concat'
  | 'eq'
  | 'lt'
  | 'le'
  | 'call'

/** A class as it was defined: its own methods and properties, without those of the class it extends. */
export interface ClassDescription {
  name: string
  extends: string | undefined
  methods: string[]
  properties: string[]
}

export type { HostObject }
