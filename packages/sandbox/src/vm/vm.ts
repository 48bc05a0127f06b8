import { LuaError, SandboxError } from '../errors.ts'
import type { LogEntry } from '../brokers.ts'
import type { Limits } from '../limits.ts'
import type { Classes } from './classes.ts'
import type { Engine } from './engine.ts'
import type { FunctionEntry } from './functions.ts'
import type { Guard, LuaApi, Thread } from './lua-api.ts'
import { luaStatus } from './lua-api.ts'
import type { Tasks } from './task.ts'

/** Thrown through Lua to end a handler for good: no `pcall` sees it, its Lua thread is never used again. */
export class CutOff extends Error {
  readonly code: 'limit.instructions' | 'limit.time' | 'sandbox.stopped'
  constructor(code: CutOff['code']) {
    super(code)
    this.code = code
  }
}

/** Thrown by host functions that stand in for Lua's own: raises `file:line: text` as those do. */
export class LuaComplaint extends Error {}

/** One Lua state and all that the host keeps about it. */
export interface Vm {
  readonly engine: Engine
  readonly lua: LuaApi
  readonly guard: Guard
  /** The first thread: never runs an app's code, so a cut-off cannot hurt it. */
  readonly main: Thread
  readonly limits: Limits
  readonly functions: FunctionEntry[]
  readonly classes: Classes
  readonly tasks: Tasks
  readonly log: (entry: LogEntry) => void
  /** A place for a length, and one for small strings on their way in. */
  readonly cell: number
  readonly scratch: number
  /** References to the message handler and the launcher of calls. */
  readonly handlerRef: number
  readonly launchRef: number
  /** Where Lua keeps its message for "no memory", which the host replaces by a better one. */
  readonly memoryMessage: number
  /** Lua functions that the host holds. */
  functionCount: number
  protectedWork: ((thread: Thread) => void) | undefined
  /** How many of the platform's own Lua functions lie between the app and the host function that runs. */
  ownFrames: number
}

/** How many bytes the place for small strings has. */
export const scratchBytes = 65_536

/** Takes instructions off the running handler's budget, and ends it when there are none left. */
export function charge(vm: Vm, instructions: number): void {
  const left = vm.guard.left.value - Math.min(instructions, 0x3fff_ffff)
  vm.guard.left.value = Math.max(left, -1)
  if (left < 0) throw new CutOff('limit.instructions')
}

/**
 * Runs host code in which Lua may raise an error (any allocation may), on the main thread. Nothing may wait in it.
 * What the code throws itself is thrown again outside of Lua, because the main thread must not be unwound.
 */
export function protect<T>(vm: Vm, work: (thread: Thread) => T): T {
  const { lua, engine, guard, main } = vm
  const left = guard.left.value
  let result: { value: T } | undefined
  let thrown: { error: unknown } | undefined
  const outerWork = vm.protectedWork
  const top = lua.lua_gettop(main)
  vm.protectedWork = (thread) => {
    try {
      result = { value: work(thread) }
      lua.lua_settop(thread, 0)
    } catch (error) {
      if (engine.isLuaThrow(error)) throw error
      lua.lua_settop(thread, 0)
      thrown = { error }
    }
  }
  lua.lua_pushcclosure(main, engine.functions.protect, 0)
  const status = lua.lua_pcallk(main, 0, 0, 0, 0, 0)
  vm.protectedWork = outerWork
  lua.lua_settop(main, top)
  // Between handlers there is no budget that could be charged.
  if (vm.tasks.current === undefined) guard.left.value = left
  if (thrown !== undefined) throw thrown.error
  if (result !== undefined) return result.value
  throw status === luaStatus.memoryError
    ? new SandboxError('limit.memory', refusalMessage(vm).message)
    : new SandboxError('sandbox.broken', `Cannot go on: Lua ended with status ${status} where it cannot`)
}

/** What the last refused allocation was for, in words for the app. */
export function refusalMessage(vm: Vm): LuaError {
  const { limits, guard } = vm
  switch (guard.refused.value) {
    case 2:
      return new LuaError('limit.string', `string too long (${megabytes(limits.stringBytes)})`)
    case 3:
      return new LuaError('limit.table', 'table too large (131,072 entries) or calls too deep')
    default:
      return new LuaError('limit.memory', `not enough memory (${megabytes(limits.memoryBytes)})`)
  }
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1_048_576)} MB`
}
