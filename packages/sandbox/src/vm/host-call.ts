import type { Arguments, HostClass } from '../arguments.ts'
import type { SqlValue } from '../brokers.ts'
import { LuaError } from '../errors.ts'
import type { LuaFunctionRef, LuaTable, LuaValue } from '../values.ts'
import { classOf, findObject, isOfClass, readKey } from './classes.ts'
import type { Thread } from './lua-api.ts'
import { luaType } from './lua-api.ts'
import { keepFunction } from './references.ts'
import { readLenientText, readString, viewBytes } from './strings.ts'
import { requireRoomToWait } from './tasks.ts'
import { readTable, readValue } from './transfer.ts'
import type { Vm } from './vm.ts'
import { charge } from './vm.ts'

const typeNames = new Map<number, string>([
  [luaType.none, 'missing'],
  [luaType.nil, 'nil'],
  [luaType.boolean, 'a boolean'],
  [luaType.lightUserdata, 'an opaque value'],
  [luaType.number, 'a number'],
  [luaType.string, 'a string'],
  [luaType.table, 'a table'],
  [luaType.function, 'a function'],
])

/** Strings from this size on cost instructions by their size. */
const freeBytes = 256

/** The arguments of one call, read from the Lua stack. */
export class HostCall implements Arguments {
  readonly functionName: string
  readonly count: number
  readonly #vm: Vm
  readonly #thread: Thread
  readonly #skip: number
  readonly #isAssignment: boolean
  #isOpen = true

  constructor(vm: Vm, thread: Thread, functionName: string, skip: number, isAssignment = false) {
    this.functionName = functionName
    this.#isAssignment = isAssignment
    this.#vm = vm
    this.#thread = thread
    this.#skip = skip
    this.count = Math.max(0, vm.lua.lua_gettop(thread) - skip)
  }

  /** From now on the Lua stack belongs to somebody else. */
  close(): void {
    this.#isOpen = false
  }

  /** The object before the colon. */
  self(className: string): object {
    const { lua } = this.#vm
    const found = lua.lua_type(this.#thread, 1) === luaType.userdata && findObject(this.#vm, this.#thread, 1)
    if (found && isOfClass(found, className)) return found.object
    throw new LuaError('argument.invalid', `Cannot call ${this.functionName}: call it on a ${className}, with a colon`)
  }

  /** The key of a property. */
  key(index: number): string | number | boolean | bigint {
    return readKey(this.#vm, this.#thread, this.#place(index))
  }

  /** The same call as an assignment: argument 1 is the new value. */
  asAssignment(propertyName: string): HostCall {
    return new HostCall(this.#vm, this.#thread, propertyName, 2, true)
  }

  text(index: number, name: string): string {
    const text = this.#string(index, name)
    if (typeof text === 'string') return text
    return this.wrong(index, name, 'not valid UTF-8', 'text in UTF-8')
  }

  bytes(index: number, name: string): Uint8Array {
    const place = this.#place(index)
    const type = this.#type(index)
    if (type !== luaType.string && type !== luaType.number) return this.#wrongType(index, name, 'a string')
    const bytes = viewBytes(this.#vm, this.#thread, place).slice()
    this.#chargeSize(bytes.length)
    return bytes
  }

  #string(index: number, name: string): string | Uint8Array {
    const place = this.#place(index)
    const type = this.#type(index)
    if (type !== luaType.string && type !== luaType.number) return this.#wrongType(index, name, 'a string')
    const value = readString(this.#vm, this.#thread, place)
    this.#chargeSize(value.length)
    return value
  }

  number(index: number, name: string): number {
    if (this.#type(index) !== luaType.number) return this.#wrongType(index, name, 'a number')
    return this.#vm.lua.lua_tonumberx(this.#thread, this.#place(index), 0)
  }

  integer(index: number, name: string, { min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER } = {}): number {
    const value = this.number(index, name)
    if (!Number.isInteger(value)) return this.wrong(index, name, describeNumber(value), 'a whole number')
    if (value < min || value > max) {
      return this.wrong(index, name, describeNumber(value), describeRange(min, max))
    }
    return value
  }

  boolean(index: number, name: string): boolean {
    if (this.#type(index) !== luaType.boolean) return this.#wrongType(index, name, 'a boolean')
    return this.truth(index)
  }

  truth(index: number): boolean {
    return this.#vm.lua.lua_toboolean(this.#thread, this.#place(index)) !== 0
  }

  function(index: number, name: string): LuaFunctionRef {
    if (this.#type(index) !== luaType.function) return this.#wrongType(index, name, 'a function')
    return keepFunction(this.#vm, this.#thread, this.#place(index))
  }

  table(index: number, name: string): LuaTable {
    if (this.#type(index) !== luaType.table) return this.#wrongType(index, name, 'a table')
    return readTable(this.#vm, this.#thread, this.#place(index))
  }

  object<T extends object>(index: number, name: string, hostClass: string | HostClass<T>): T {
    const className = typeof hostClass === 'string' ? hostClass : hostClass.name
    const found = this.#type(index) === luaType.userdata && findObject(this.#vm, this.#thread, this.#place(index))
    if (!found || !isOfClass(found, className)) return this.#wrongType(index, name, `a ${className}`)
    return found.object as T
  }

  isAbsent(index: number): boolean {
    return this.#type(index) <= luaType.nil
  }

  value(index: number): LuaValue {
    return readValue(this.#vm, this.#thread, this.#place(index))
  }

  sqlValue(index: number, name: string): SqlValue {
    const { lua } = this.#vm
    const place = this.#place(index)
    switch (this.#type(index)) {
      case luaType.none:
      case luaType.nil:
        return null
      case luaType.boolean:
        return this.truth(index) ? 1n : 0n
      case luaType.number:
        if (lua.lua_isinteger(this.#thread, place) !== 0) return lua.lua_tointegerx(this.#thread, place, 0)
        return lua.lua_tonumberx(this.#thread, place, 0)
      case luaType.string:
        return this.#string(index, name)
      default: {
        const value = this.#type(index) === luaType.userdata ? this.value(index) : undefined
        if (value === null) return null // json.null
        return this.#wrongType(index, name, 'nil, a boolean, a number or a string')
      }
    }
  }

  charge(instructions: number): void {
    charge(this.#vm, instructions)
  }

  willWait(): void {
    requireRoomToWait(this.#vm, this.functionName)
  }

  wrong(index: number, name: string, is: string, should: string): never {
    if (this.#isAssignment) {
      throw new LuaError(
        'argument.invalid',
        `Cannot set ${this.functionName}: the value is ${is}, it should be ${should}`,
      )
    }
    throw new LuaError(
      'argument.invalid',
      `Cannot call ${this.functionName}: argument ${index} (${name}) is ${is}, it should be ${should}`,
    )
  }

  #wrongType(index: number, name: string, should: string): never {
    return this.wrong(index, name, this.#describe(index), should)
  }

  #describe(index: number): string {
    const type = this.#type(index)
    if (type !== luaType.userdata) return typeNames.get(type) ?? 'an opaque value'
    const hostClass = classOf(this.#vm, this.#thread, this.#place(index))
    return hostClass === undefined ? 'an opaque value' : `a ${hostClass.name}`
  }

  #chargeSize(sizeBytes: number): void {
    if (sizeBytes > freeBytes) charge(this.#vm, sizeBytes >> 4)
  }

  #type(index: number): number {
    return this.#vm.lua.lua_type(this.#thread, this.#place(index))
  }

  #place(index: number): number {
    if (!this.#isOpen) throw new Error(`${this.functionName} reads an argument after it waited or returned`)
    return index + this.#skip
  }
}

/** The text of whatever is at this place, as `tostring` writes it. */
export function describeValue(vm: Vm, thread: Thread, index: number): string {
  vm.lua.luaL_tolstring(thread, index, 0)
  const text = readLenientText(vm, thread, -1)
  vm.lua.lua_settop(thread, -2)
  return text
}

function describeNumber(value: number): string {
  return Number.isNaN(value) ? 'not a number (nan)' : String(value)
}

function describeRange(min: number, max: number): string {
  if (max === Number.MAX_SAFE_INTEGER) return `at least ${min}`
  if (min === Number.MIN_SAFE_INTEGER) return `at most ${max}`
  return `between ${min} and ${max}`
}
