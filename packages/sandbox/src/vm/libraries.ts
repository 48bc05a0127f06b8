import { SandboxError } from '../errors.ts'
import { setField } from './classes.ts'
import { registerFunction } from './functions.ts'
import { createGuardRules, weighedFunctions } from './guards.ts'
import type { LuaApi, Thread } from './lua-api.ts'
import { globalsKey, luaStatus, registryIndex } from './lua-api.ts'
import { pushText, readLenientText, readString } from './strings.ts'
import { protect } from './vm.ts'
import type { Vm } from './vm.ts'

/** What of Lua's own globals stays. Tables keep what Lua puts into them, except for the names in `dropped`. */
const keptFunctions = [
  'assert',
  'error',
  'ipairs',
  'next',
  'pairs',
  'pcall',
  'select',
  'tonumber',
  'tostring',
  'type',
  'xpcall',
]
const keptTables = ['string', 'table', 'math', 'utf8'] as const
const dropped = ['dump']

/** Opens the libraries that stay, as Lua has them. */
export function openLibraries(vm: Vm, thread: Thread): void {
  const { lua, engine, guard } = vm
  const libraries = {
    string: 'luaopen_string',
    table: 'luaopen_table',
    math: 'luaopen_math',
    utf8: 'luaopen_utf8',
  } as const
  callOpener(vm, thread, 'luaopen_base')
  lua.lua_settop(thread, 0)
  guard.get_element(thread, registryIndex, globalsKey)
  for (const name of keptTables) {
    setField(vm, thread, name, () => {
      callOpener(vm, thread, libraries[name])
      for (const field of dropped) setField(vm, thread, field, () => lua.lua_pushnil(thread))
    })
  }
  lua.lua_settop(thread, 0)

  function callOpener(vm: Vm, thread: Thread, opener: keyof LuaApi & `luaopen_${string}`): void {
    lua.lua_pushcclosure(thread, engine.place(lua[opener]), 0)
    callLua(vm, thread, 0, 1)
  }
}

/** Calls what lies below the arguments, where nothing of an app runs. */
export function callLua(vm: Vm, thread: Thread, parameters: number, results: number): void {
  const status = vm.lua.lua_pcallk(thread, parameters, results, 0, 0, 0)
  if (status !== luaStatus.ok) {
    throw new SandboxError('sandbox.broken', `Cannot start Lua: ${readLenientText(vm, thread, -1)}`)
  }
}

/** Pushes the table of globals, or what lies in it under these names, one inside the other. */
export function pushGlobal(vm: Vm, thread: Thread, ...names: string[]): void {
  vm.guard.get_element(thread, registryIndex, globalsKey)
  for (const name of names) {
    pushText(vm, thread, name)
    vm.lua.lua_rawget(thread, -2)
    vm.lua.lua_rotate(thread, -2, 1)
    vm.lua.lua_settop(thread, -2)
  }
}

/** Where `g->gcpause` of the one `glue.wasm` lies, counted from the main thread. */
const pauseAt = 200

/** Keeps `collectgarbage` for the host, and lets the guard make Lua collect before it meets the app's limit. */
export function takeCollector(vm: Vm, thread: Thread): number {
  pushGlobal(vm, thread, 'collectgarbage')
  const reference = vm.lua.luaL_ref(thread, registryIndex)
  vm.guard.get_element(thread, registryIndex, reference)
  pushText(vm, thread, 'incremental')
  vm.guard.push_integer(thread, 200)
  vm.guard.push_integer(thread, 200)
  callLua(vm, thread, 3, 0)
  vm.guard.pause_at.value = vm.main + pauseAt
  return reference
}

/** Frees everything that nothing refers to. */
export function collect(vm: Vm, collectorRef: number): void {
  protect(vm, (thread) => {
    // The first run finalizes host objects, the second one frees them.
    for (let run = 0; run < 2; run++) {
      vm.guard.get_element(thread, registryIndex, collectorRef)
      callLua(vm, thread, 0, 0)
    }
  })
}

/** Seeds `math.random`. */
export function seedRandom(vm: Vm, thread: Thread, drawWord: () => bigint): void {
  pushGlobal(vm, thread, 'math', 'randomseed')
  vm.lua.lua_pushinteger(thread, drawWord())
  vm.lua.lua_pushinteger(thread, drawWord())
  callLua(vm, thread, 2, 0)
}

/** The functions of the base library lie among the globals themselves. */
function placeOf(library: string): string[] {
  return library === 'base' ? [] : [library]
}

/** Puts the guards around Lua's own functions, and the host's functions in the place of those that cannot be guarded. */
export function guardLibraries(vm: Vm, thread: Thread): void {
  const { lua, engine } = vm
  const originalOf = (library: string, name: string) => {
    pushGlobal(vm, thread, ...placeOf(library), name)
    const original = lua.lua_tocfunction(thread, -1)
    lua.lua_settop(thread, -2)
    return original
  }
  const replace = (library: string, name: string, push: () => void) => {
    pushGlobal(vm, thread, ...placeOf(library))
    setField(vm, thread, name, push)
    lua.lua_settop(thread, -2)
  }
  for (const { library, name } of weighedFunctions) {
    const original = originalOf(library, name)
    replace(library, name, () => {
      lua.lua_pushlightuserdata(thread, original)
      lua.lua_pushcclosure(thread, engine.functions.weighed, 1)
    })
  }
  for (const { library, name, fromArguments, weigh } of createGuardRules(vm)) {
    const original = originalOf(library, name)
    const rule = registerFunction(vm, `${library}.${name}`, (at) => (weigh(at) === true ? 1 : 0))
    replace(library, name, () => {
      lua.lua_pushlightuserdata(thread, rule)
      lua.lua_pushlightuserdata(thread, original)
      lua.lua_pushlightuserdata(thread, fromArguments)
      lua.lua_pushcclosure(thread, engine.functions.guarded, 3)
    })
  }
  for (const name of ['pcall', 'xpcall']) {
    const original = originalOf('base', name)
    replace('base', name, () => {
      lua.lua_pushlightuserdata(thread, original)
      lua.lua_pushcclosure(thread, engine.functions.catching, 1)
    })
  }
}

/** Removes every global that is not on the list; `unpack` is the older name of `table.unpack`. */
export function keepOnly(vm: Vm, thread: Thread): void {
  const { lua, guard } = vm
  const kept = new Set([...keptFunctions, ...keptTables, '_G', '_VERSION'])
  guard.get_element(thread, registryIndex, globalsKey)
  const names: string[] = []
  lua.lua_pushnil(thread)
  while (lua.lua_next(thread, 1) !== 0) {
    names.push(String(readString(vm, thread, -2)))
    lua.lua_settop(thread, -2)
  }
  for (const name of names) if (!kept.has(name)) setField(vm, thread, name, () => lua.lua_pushnil(thread))
  setField(vm, thread, 'unpack', () => pushGlobal(vm, thread, 'table', 'unpack'))
  lua.lua_settop(thread, 0)
}
