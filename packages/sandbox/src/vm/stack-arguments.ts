import type { Thread } from './lua-api.ts'
import { luaType } from './lua-api.ts'
import { readCString, withBlock } from './strings.ts'
import { LuaComplaint } from './vm.ts'
import type { Vm } from './vm.ts'

// Arguments of the functions that stand in for Lua's own: converted and refused with Lua's own words.

/** A string argument: where it lies and how long it is. Numbers are turned into strings in place. */
export function stringArgument(vm: Vm, thread: Thread, index: number): { address: number; length: number } {
  const type = vm.lua.lua_type(thread, index)
  if (type !== luaType.string && type !== luaType.number) throw wrongType(vm, thread, index, 'string')
  const address = vm.lua.lua_tolstring(thread, index, vm.cell)
  return { address, length: vm.engine.words[vm.cell >> 2]! }
}

/** An integer argument, held to what a double can count exactly. */
export function integerArgument(vm: Vm, thread: Thread, index: number, otherwise?: number): number {
  const { lua, engine } = vm
  const type = lua.lua_type(thread, index)
  if (type <= luaType.nil && otherwise !== undefined) return otherwise
  if (type === luaType.number && lua.lua_isinteger(thread, index) !== 0) {
    return clamp(lua.lua_tonumberx(thread, index, 0))
  }
  const integer = lua.lua_tointegerx(thread, index, vm.cell)
  if (engine.words[vm.cell >> 2] !== 0) return clamp(Number(integer))
  lua.lua_tonumberx(thread, index, vm.cell)
  if (engine.words[vm.cell >> 2] !== 0) {
    throw wrongArgument(vm, thread, index, 'number has no integer representation')
  }
  throw wrongType(vm, thread, index, 'number')
}

function clamp(value: number): number {
  return Math.max(Number.MIN_SAFE_INTEGER, Math.min(Number.MAX_SAFE_INTEGER, value))
}

const typeNames = new Map<number, string>([
  [luaType.none, 'no value'],
  [luaType.nil, 'nil'],
  [luaType.boolean, 'boolean'],
  [luaType.lightUserdata, 'light userdata'],
  [luaType.number, 'number'],
  [luaType.string, 'string'],
  [luaType.table, 'table'],
  [luaType.function, 'function'],
  [luaType.userdata, 'userdata'],
])

/** As Lua names the type of a value. */
export function typeName(vm: Vm, thread: Thread, index: number): string {
  return typeNames.get(vm.lua.lua_type(thread, index)) ?? 'value'
}

/** "string expected, got nil". */
export function wrongType(vm: Vm, thread: Thread, index: number, expected: string): LuaComplaint {
  return wrongArgument(vm, thread, index, `${expected} expected, got ${typeName(vm, thread, index)}`)
}

const record = { size: 128, name: 4, nameWhat: 8 }

/** "bad argument #1 to 'find' (…)", with the name under which the app called the function. */
export function wrongArgument(vm: Vm, thread: Thread, index: number, complaint: string): LuaComplaint {
  const { lua, engine } = vm
  return withBlock(vm, record.size + 4, (block) => {
    engine.bytes.set([110, 0], block + record.size) // "n"
    lua.lua_getstack(thread, vm.ownFrames, block)
    lua.lua_getinfo(thread, block + record.size, block)
    const nameAddress = engine.words[(block + record.name) >> 2]!
    const name = nameAddress === 0 ? '?' : readCString(vm, nameAddress)
    const isMethod = readCString(vm, engine.words[(block + record.nameWhat) >> 2]!) === 'method'
    if (isMethod && index === 1) return new LuaComplaint(`calling '${name}' on bad self`)
    return new LuaComplaint(`bad argument #${isMethod ? index - 1 : index} to '${name}' (${complaint})`)
  })
}
