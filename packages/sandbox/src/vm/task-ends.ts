import { SandboxError } from '../errors.ts'
import type { BudgetKind, Outcome, OutcomeError } from '../sandbox.ts'
import { luaStatus, luaType } from './lua-api.ts'
import { dropSeat, isIntact, returnSeat } from './seats.ts'
import { readLenientText } from './strings.ts'
import type { Task } from './task.ts'
import { readTrace } from './traceback.ts'
import { CutOff, refusalMessage } from './vm.ts'
import type { Vm } from './vm.ts'

const codeInFront = /^([a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)+|internal): /

/** The error that a call ended with, while it lies on top of its Lua stack. */
export function readError(vm: Vm, task: Task, status: number): OutcomeError {
  const { thread } = task.seat
  const { path, line, text: traceback } = task.trace ?? { path: undefined, line: undefined, text: '' }
  if (status === luaStatus.memoryError) {
    const { code, message } = refusalMessage(vm)
    return { code, message: `${code}: ${message}`, traceback }
  }
  const type = vm.lua.lua_type(thread, -1)
  const isText = type === luaType.string || type === luaType.number
  const message = isText ? readLenientText(vm, thread, -1) : 'an error that is no text was raised'
  if (status === luaStatus.handlerError) return { code: 'lua.error', message, traceback }
  return { code: codeInFront.exec(message)?.[1] ?? 'lua.error', message, traceback, path, line }
}

/** The outcome of a call that was not even begun. */
export function refused(code: OutcomeError['code'], message: string): Outcome {
  return { ok: false, error: { code, message: `${code}: ${message}`, traceback: '' } }
}

/** The call has come to its end, well or with an error of Lua. */
export function finish(vm: Vm, task: Task): Outcome {
  const { tasks } = vm
  tasks.byThread.delete(task.seat.thread)
  if (!isIntact(vm, task.seat)) {
    const broken = new SandboxError('sandbox.broken', 'Cannot go on: a C function of Lua overran its stack')
    tasks.onBroken(broken)
    return refused(broken.code, broken.message)
  }
  returnSeat(vm, task.seat)
  if (task.error === undefined) return { ok: true, values: task.values }
  return { ok: false, error: task.error }
}

/** The call was thrown out of Lua. Its Lua thread is in the middle of something and must never run again. */
export function abandon(vm: Vm, task: Task, thrown: unknown): Outcome {
  const { tasks } = vm
  // It used up the handler that it was called in, which is cut off as well: one of the two counts.
  const isOutersEnd =
    thrown instanceof CutOff && task.outer !== undefined && task.budget.left > 0 && task.budget.wallLeftMs > 0
  tasks.waiting.delete(task)
  tasks.byThread.delete(task.seat.thread)
  const error = describeEnd(vm, task, thrown)
  if (error.code === 'sandbox.broken')
    tasks.onBroken(new SandboxError('sandbox.broken', error.message, { cause: thrown }))
  else if (error.code !== 'sandbox.stopped' && !isOutersEnd) {
    tasks.cutOffs++
    tasks.onCutOff(error)
  }
  return { ok: false, error }
}

/** Frees the call and says how it ended. Memory that was written over may make the engine fail here too. */
function describeEnd(vm: Vm, task: Task, thrown: unknown): OutcomeError {
  try {
    // The native frames are gone, but the Lua thread still knows where it was.
    task.trace = readTrace(vm, task.seat.thread, 0)
    const isWhole = isIntact(vm, task.seat)
    dropSeat(vm, task.seat)
    if (isWhole) return describeCutOff(vm, task, thrown)
    return describeCutOff(vm, task, new SandboxError('sandbox.broken', 'a C function of Lua overran its stack'))
  } catch (failure) {
    return describeCutOff(vm, task, failure)
  }
}

function describeCutOff(vm: Vm, task: Task, thrown: unknown): OutcomeError {
  const { path, line, text: traceback } = task.trace ?? { path: undefined, line: undefined, text: '' }
  const { kind } = task.budget
  if (thrown instanceof CutOff) {
    const { code } = thrown
    return { code, message: `${code}: ${cutOffText(vm, code, kind)}`, traceback, path, line }
  }
  // The engine's own stack ended before Lua's limit on nested calls.
  if (thrown instanceof RangeError) {
    return { code: 'limit.stack', message: 'limit.stack: calls are nested too deep', traceback, path, line }
  }
  return { code: 'sandbox.broken', message: `sandbox.broken: ${String(thrown)}`, traceback: '' }
}

/** Who was cut off, in words for the developer. */
const actors = { load: 'Loading a screen', event: 'An event handler', timer: 'A timer' }

function cutOffText(vm: Vm, code: CutOff['code'], kind: BudgetKind): string {
  if (code === 'sandbox.stopped') return 'The app was stopped'
  const { limits } = vm
  if (code === 'limit.time') {
    return `${actors[kind]} may run ${kind === 'load' ? limits.loadWallMs : limits.eventWallMs} ms; it was cut off`
  }
  const most = { load: limits.loadInstructions, event: limits.eventInstructions, timer: limits.timerInstructions }
  return `${actors[kind]} may run ${most[kind].toLocaleString('en')} instructions; it was cut off`
}
