import { BrokerError } from '../brokers.ts'
import type { HostAnswer, HostFunction } from '../arguments.ts'
import { LuaError, SandboxError } from '../errors.ts'
import { LuaResults, failed } from '../values.ts'
import { ChunkFault } from './chunks.ts'
import { HostCall } from './host-call.ts'
import type { Thread } from './lua-api.ts'
import { pushText } from './strings.ts'
import { beginWait } from './tasks.ts'
import { readSyntaxTrace } from './traceback.ts'
import { pushValue } from './transfer.ts'
import type { Vm } from './vm.ts'
import { CutOff, LuaComplaint } from './vm.ts'

/** A function of the host in Lua's reach: works on the Lua stack and answers the number of results, −1 to raise what is on top, −2 to wait. */
export interface FunctionEntry {
  /** As apps call it. */
  name: string
  run: (thread: Thread) => number
  /** Lua functions of the platform between the app and this one: 1 when the prelude calls it. */
  ownFrames: number
  /** How often it was called. */
  calls: number
}

const raise = -1

/** Gives a function a number. Numbers are never reused, so this is for what is set up once. */
export function registerFunction(vm: Vm, name: string, run: FunctionEntry['run'], ownFrames = 0): number {
  return vm.functions.push({ name, run, ownFrames, calls: 0 }) - 1
}

/** Registers a function that works with values instead of the Lua stack. `skip` arguments in front are not counted. */
export function registerHostFunction(
  vm: Vm,
  name: string,
  fn: (call: HostCall) => HostAnswer | Promise<HostAnswer>,
  skip = 0,
): number {
  return registerFunction(vm, name, (thread) => {
    const call = new HostCall(vm, thread, name, skip)
    try {
      const answer = fn(call)
      return answer instanceof Promise ? beginWait(vm, thread, name, answer) : pushAnswer(vm, thread, answer)
    } finally {
      call.close()
    }
  })
}

/** Pushes a registered function as a Lua value. */
export function pushFunction(vm: Vm, thread: Thread, id: number): void {
  vm.lua.lua_pushlightuserdata(thread, id)
  vm.lua.lua_pushcclosure(thread, vm.engine.functions.dispatch, 1)
}

/** Registers a host function and pushes it. */
export function pushHostFunction(vm: Vm, thread: Thread, name: string, fn: HostFunction): void {
  pushFunction(vm, thread, registerHostFunction(vm, name, fn))
}

/** Answers a call from Lua. Whatever goes wrong becomes an error in Lua or a cut-off, never anything else. */
export function answerCall(vm: Vm, thread: Thread, id: number): number {
  const entry = vm.functions[id]!
  vm.ownFrames = entry.ownFrames
  entry.calls += 1
  if (vm.tasks.isStopped) throw new CutOff('sandbox.stopped')
  try {
    return entry.run(thread)
  } catch (thrown) {
    return pushThrown(vm, thread, entry.name, thrown)
  }
}

/** Pushes what a host function answers; answers how many values that are. */
export function pushAnswer(vm: Vm, thread: Thread, answer: HostAnswer): number {
  if (answer === undefined) return 0
  if (!(answer instanceof LuaResults)) {
    pushValue(vm, thread, answer)
    return 1
  }
  if (vm.lua.lua_checkstack(thread, answer.values.length + 20) === 0) {
    throw new LuaError('limit.stack', 'too many results')
  }
  for (const value of answer.values) pushValue(vm, thread, value)
  return answer.values.length
}

/** Turns what a host function threw into what Lua shall see; answers as a host function does. */
export function pushThrown(vm: Vm, thread: Thread, functionName: string, thrown: unknown): number {
  const { lua, engine } = vm
  if (thrown instanceof CutOff || engine.isLuaThrow(thrown)) throw thrown
  if (thrown instanceof BrokerError) return pushAnswer(vm, thread, failed(thrown.code, thrown.message))
  if (thrown instanceof LuaComplaint) {
    lua.luaL_where(thread, vm.ownFrames + 1)
    pushText(vm, thread, thrown.message)
    lua.lua_concat(thread, 2)
    return raise
  }
  if (thrown instanceof LuaError || thrown instanceof SandboxError) {
    const message = `${thrown.code}: ${thrown.message}`
    const { current } = vm.tasks
    if (thrown instanceof ChunkFault && current !== undefined) current.trace = readSyntaxTrace(thrown.path, message)
    pushText(vm, thread, message)
    return raise
  }
  // A fault of the host: the app learns only that it happened.
  vm.log({ level: 'error', text: `Fault of the platform in ${functionName}: ${describeFault(thrown)}` })
  pushText(vm, thread, `internal: Cannot finish ${functionName}: the platform has a fault`)
  return raise
}

function describeFault(thrown: unknown): string {
  return thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)
}
