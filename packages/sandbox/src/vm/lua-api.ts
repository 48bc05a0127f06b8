/** A `lua_State *`: an address in the Lua instance's own memory. */
export type Thread = number
type Address = number
type TableIndex = number

/** The functions of Lua's C API that the sandbox calls, as the WebAssembly module exports them. */
export interface LuaApi {
  memory: WebAssembly.Memory
  __indirect_function_table: WebAssembly.Table
  __wasm_call_ctors(): void
  stackSave(): Address
  stackRestore(stack: Address): void
  malloc(sizeBytes: number): Address
  free(block: Address): void

  lua_newstate(allocate: TableIndex, data: Address): Thread
  lua_newthread(thread: Thread): Thread
  lua_sethook(thread: Thread, hook: TableIndex, mask: number, count: number): void
  lua_checkstack(thread: Thread, slots: number): number
  lua_gettop(thread: Thread): number
  lua_settop(thread: Thread, top: number): void
  lua_rotate(thread: Thread, index: number, count: number): void
  lua_pushvalue(thread: Thread, index: number): void
  lua_xmove(from: Thread, to: Thread, count: number): void

  lua_type(thread: Thread, index: number): number
  lua_isinteger(thread: Thread, index: number): number
  lua_toboolean(thread: Thread, index: number): number
  lua_tonumberx(thread: Thread, index: number, isNumber: Address): number
  lua_tointegerx(thread: Thread, index: number, isInteger: Address): bigint
  lua_tolstring(thread: Thread, index: number, length: Address): Address
  luaL_tolstring(thread: Thread, index: number, length: Address): Address
  lua_tocfunction(thread: Thread, index: number): TableIndex
  lua_touserdata(thread: Thread, index: number): Address
  lua_topointer(thread: Thread, index: number): Address
  lua_rawequal(thread: Thread, first: number, second: number): number

  lua_pushnil(thread: Thread): void
  lua_pushboolean(thread: Thread, value: number): void
  lua_pushnumber(thread: Thread, value: number): void
  lua_pushinteger(thread: Thread, value: bigint): void
  lua_pushlstring(thread: Thread, bytes: Address, sizeBytes: number): Address
  lua_pushlightuserdata(thread: Thread, value: number): void
  lua_pushcclosure(thread: Thread, fn: TableIndex, upvalues: number): void
  lua_concat(thread: Thread, count: number): void

  lua_createtable(thread: Thread, elements: number, fields: number): void
  lua_rawget(thread: Thread, index: number): number
  lua_rawset(thread: Thread, index: number): void
  lua_next(thread: Thread, index: number): number
  lua_getmetatable(thread: Thread, index: number): number
  lua_setmetatable(thread: Thread, index: number): number
  lua_newuserdatauv(thread: Thread, sizeBytes: number, values: number): Address
  luaL_ref(thread: Thread, index: number): number
  luaL_unref(thread: Thread, index: number, reference: number): void
  luaL_where(thread: Thread, level: number): void
  luaL_loadbufferx(thread: Thread, bytes: Address, sizeBytes: number, name: Address, mode: Address): number

  lua_pcallk(
    thread: Thread,
    parameters: number,
    results: number,
    handler: number,
    context: number,
    continuation: number,
  ): number
  lua_getstack(thread: Thread, level: number, record: Address): number
  lua_getinfo(thread: Thread, what: Address, record: Address): number

  luaopen_base: (thread: Thread) => number
  luaopen_string: (thread: Thread) => number
  luaopen_table: (thread: Thread) => number
  luaopen_math: (thread: Thread) => number
  luaopen_utf8: (thread: Thread) => number
}

/** What `guard.wat` gives back. The counters are read and written by the host between calls of Lua. */
export interface Guard {
  used: WebAssembly.Global<'i32'>
  peak: WebAssembly.Global<'i32'>
  max_memory: WebAssembly.Global<'i32'>
  max_string: WebAssembly.Global<'i32'>
  max_block: WebAssembly.Global<'i32'>
  refused: WebAssembly.Global<'i32'>
  pause_at: WebAssembly.Global<'i32'>
  left: WebAssembly.Global<'i32'>
  interval: WebAssembly.Global<'i32'>
  attempt: WebAssembly.ExportValue
  allocate: WebAssembly.ExportValue
  hook: WebAssembly.ExportValue
  dispatch: WebAssembly.ExportValue
  weighed: WebAssembly.ExportValue
  guarded: WebAssembly.ExportValue
  catching: WebAssembly.ExportValue
  collected: WebAssembly.ExportValue
  launch: WebAssembly.ExportValue
  protect: WebAssembly.ExportValue
  /** Pushes an integer that is exact as a double. */
  push_integer(thread: Thread, value: number): void
  /** lua_rawgeti, lua_rawseti and lua_rawlen with plain numbers. */
  get_element(thread: Thread, index: number, at: number): number
  set_element(thread: Thread, index: number, at: number): void
  length(thread: Thread, index: number): number
  string_bytes(thread: Thread, index: number, count: number): number
  enter: (thread: Thread, stack: Address) => void
}

/** What `guard.wat` asks of the host; its comments say when. */
export interface GuardHost {
  call(thread: Thread, id: number): number
  wait: (thread: Thread) => Promise<void>
  resume(thread: Thread): number
  prepare(thread: Thread): number
  collect(thread: Thread): void
  finished(thread: Thread, status: number): void
  protected(thread: Thread): void
  weigh(thread: Thread, id: number): number
  caught(thread: Thread): void
  collected(thread: Thread): void
  tick(): void
  cut_off(): void
}

/** Lua's own numbers for the types of values. */
export const luaType = {
  none: -1,
  nil: 0,
  boolean: 1,
  lightUserdata: 2,
  number: 3,
  string: 4,
  table: 5,
  function: 6,
  userdata: 7,
  thread: 8,
} as const

/** How a protected call ended, in Lua's own numbers. */
export const luaStatus = { ok: 0, runError: 2, syntaxError: 3, memoryError: 4, handlerError: 5 } as const

/** Where Lua keeps what only the host may see. */
export const registryIndex = -1_001_000

/** The pseudo-index of an upvalue of the running C function. */
export function upvalueIndex(position: number): number {
  return registryIndex - position
}

/** Where the registry keeps the table of globals. */
export const globalsKey = 2
