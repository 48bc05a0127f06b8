import type { HostAnswer } from '../arguments.ts'
import { LuaError, SandboxError } from '../errors.ts'
import type { CallOptions, CallReport, Outcome } from '../sandbox.ts'
import { pushAnswer, pushThrown } from './functions.ts'
import type { Thread } from './lua-api.ts'
import { luaStatus, registryIndex } from './lua-api.ts'
import { takeSeat } from './seats.ts'
import type { CountedBudget, Seat, Task } from './task.ts'
import { abandon, finish, readError, refused } from './task-ends.ts'
import { readDefinition } from './traceback.ts'
import { readResult } from './transfer.ts'
import { CutOff } from './vm.ts'
import type { Vm } from './vm.ts'

/** More than any budget: between two calls nothing is counted. */
const idleLeft = 0x7fff_ffff
/** What a host function answers when its handler must wait. */
const waits = -2

/** Starts a call. It has run to its end or to its first wait when this returns; the promise settles at its end. */
export async function startTask(
  vm: Vm,
  budget: CountedBudget,
  prepare: Task['prepare'],
  options: CallOptions,
): Promise<Outcome> {
  const { tasks, engine, limits } = vm
  if (tasks.isStopped) return refused('sandbox.stopped', 'Cannot run this: the app was stopped')
  if (budget.left <= 0 || budget.wallLeftMs <= 0) {
    return refused('limit.instructions', 'Cannot run this: the instructions for it are used up')
  }
  if (tasks.depth >= limits.nestedCalls) {
    return refused('limit.nesting', `Cannot run this: ${limits.nestedCalls} handlers run inside one another already`)
  }
  let seat: Seat
  try {
    seat = takeSeat(vm)
  } catch (error) {
    if (error instanceof SandboxError) return refused(error.code, error.message)
    throw error
  }
  const task: Task = {
    seat,
    budget,
    prepare,
    options,
    values: [],
    error: undefined,
    trace: undefined,
    outer: undefined,
    outerLeft: 0,
    outerStack: 0,
    allowance: 0,
    startedMs: 0,
    deadlineMs: 0,
    atMs: tasks.now(),
    limit: budget.left,
    used: 0,
    ranMs: 0,
    place: {},
    functionName: '',
    awaited: undefined,
    result: undefined,
    wake: undefined,
    isCancelled: false,
    isFinished: false,
  }
  tasks.byThread.set(seat.thread, task)
  vm.guard.get_element(seat.thread, registryIndex, vm.handlerRef)
  vm.guard.get_element(seat.thread, registryIndex, vm.launchRef)
  beginStretch(vm, task, tasks.current)
  const entered = engine.enter(seat.thread, seat.stackTop)
  // Thrown past everything: nobody has closed the stretch.
  if (tasks.current === task) endStretch(vm, task)
  // Most calls do not wait: their stack is free now and not a turn later, however many of them begin in this turn.
  const outcome = task.isFinished ? finish(vm, task) : undefined
  const ended = entered.then(
    () => outcome ?? finish(vm, task),
    (thrown: unknown) => {
      if (tasks.current === task) endStretch(vm, task)
      return abandon(vm, task, thrown)
    },
  )
  tasks.ended.add(ended)
  try {
    const outcome = await ended
    if (tasks.onEnded) reportCall(task, outcome, tasks.onEnded)
    return outcome
  } finally {
    tasks.ended.delete(ended)
  }
}

function reportCall(task: Task, outcome: Outcome, tell: (report: CallReport) => void): void {
  const { atMs, limit, used, ranMs, place, budget, options } = task
  const failure = outcome.ok ? {} : { error: outcome.error.code }
  const { name = '', line = place.line } = options
  const where = { ...place, ...(line !== undefined && { line }) }
  tell({ atMs, kind: budget.kind, name, ...where, instructions: used, limit, ranMs, ...failure })
}

function beginStretch(vm: Vm, task: Task, outer: Task | undefined): void {
  const { tasks, guard, lua } = vm
  const { budget } = task
  task.outer = outer
  task.outerLeft = guard.left.value
  task.outerStack = outer === undefined ? tasks.baseStack : lua.stackSave()
  // A call inside another handler spends that handler's instructions: it cannot multiply them by starting more.
  task.allowance = outer === undefined ? budget.left : Math.max(0, Math.min(budget.left, task.outerLeft))
  task.startedMs = performance.now()
  task.deadlineMs = task.startedMs + budget.wallLeftMs
  if (outer !== undefined) task.deadlineMs = Math.min(task.deadlineMs, outer.deadlineMs)
  guard.left.value = task.allowance
  tasks.current = task
  tasks.depth++
}

/** Accounts for what the task used and puts back what was before. Nothing of the task runs after this until it is resumed. */
function endStretch(vm: Vm, task: Task): void {
  const { tasks, guard, lua } = vm
  const used = task.allowance - guard.left.value
  const ranMs = performance.now() - task.startedMs
  task.budget.left -= used
  task.budget.wallLeftMs -= ranMs
  task.used += used
  task.ranMs += ranMs
  // What an inner call used is part of what its outer one used.
  if (task.outer === undefined) tasks.instructions += used
  guard.left.value = task.outer === undefined ? idleLeft : task.outerLeft - used
  lua.stackRestore(task.outerStack)
  tasks.current = task.outer
  tasks.depth--
}

/** A host function answered with a promise: the handler waits from here on. */
export function beginWait(vm: Vm, thread: Thread, functionName: string, awaited: Promise<HostAnswer>): number {
  const task = vm.tasks.current
  try {
    requireRoomToWait(vm, functionName)
    if (task?.seat.thread !== thread)
      throw new LuaError('argument.invalid', `Cannot call ${functionName} here: it waits`)
  } catch (error) {
    // Its end is of no interest to anybody any more; a failure of it must not end the process.
    awaited.catch(() => undefined)
    throw error
  }
  task.functionName = functionName
  task.awaited = awaited
  return waits
}

/** Refuses what would wait when no more handlers may. */
export function requireRoomToWait(vm: Vm, functionName: string): void {
  const { waiting } = vm.tasks
  const { waitingHandlers } = vm.limits
  if (waiting.size >= waitingHandlers) {
    throw new LuaError(
      'limit.waiting',
      `Cannot call ${functionName}: ${waitingHandlers} handlers of this app wait already`,
    )
  }
}

/** Suspends the running task. Called between two stacks: nothing may be thrown from here. */
export function suspendTask(vm: Vm): Promise<void> {
  const { tasks } = vm
  const task = tasks.current!
  const awaited = task.awaited!
  task.awaited = undefined
  task.result = undefined
  tasks.waiting.add(task)
  endStretch(vm, task)
  task.options.onWait?.()
  return new Promise((resolve) => {
    task.wake = resolve
    if (tasks.isStopped) {
      task.isCancelled = true
      resolve()
    }
    awaited.then(
      (answer) => {
        task.result ??= { answer }
        resolve()
      },
      (thrown: unknown) => {
        task.result ??= { thrown }
        resolve()
      },
    )
  })
}

/** The first thing a resumed task does: its stretch begins, then it gets what it waited for. */
export function resumeTask(vm: Vm, thread: Thread): number {
  const { tasks } = vm
  const task = tasks.byThread.get(thread)!
  tasks.waiting.delete(task)
  task.wake = undefined
  beginStretch(vm, task, undefined)
  if (task.isCancelled) throw new CutOff('sandbox.stopped')
  try {
    const result = task.result!
    if ('thrown' in result) throw result.thrown
    return pushAnswer(vm, thread, result.answer)
  } catch (thrown) {
    return pushThrown(vm, thread, task.functionName, thrown)
  }
}

/** Pushes the function and arguments of the task's call. */
export function prepareTask(vm: Vm, thread: Thread): number {
  try {
    const task = vm.tasks.byThread.get(thread)!
    const count = task.prepare(thread)
    if (vm.tasks.onEnded) task.place = readDefinition(vm, thread, count)
    return count
  } catch (thrown) {
    return pushThrown(vm, thread, 'a call', thrown)
  }
}

/** Takes the results of the task's call. */
export function collectResults(vm: Vm, thread: Thread): void {
  const task = vm.tasks.byThread.get(thread)!
  const { keepFunctions = false } = task.options
  const count = vm.lua.lua_gettop(thread)
  for (let index = 1; index <= count; index++) task.values.push(readResult(vm, thread, index, keepFunctions))
}

/** The call has ended, well or with an error of Lua; its stack of C functions is empty. */
export function taskFinished(vm: Vm, thread: Thread, status: number): void {
  const task = vm.tasks.byThread.get(thread)!
  if (status !== luaStatus.ok) task.error = readError(vm, task, status)
  vm.lua.lua_settop(thread, 0)
  task.isFinished = true
  endStretch(vm, task)
}

/** Throws when the running task has run for too long, or when the app was stopped from within. */
export function checkDeadline(vm: Vm): void {
  const { current, isStopped } = vm.tasks
  if (current === undefined) return
  if (isStopped) throw new CutOff('sandbox.stopped')
  if (performance.now() > current.deadlineMs) throw new CutOff('limit.time')
}

/** Ends all waiting tasks and lets no new one start. Settled once every task is gone. */
export async function stopTasks(vm: Vm): Promise<void> {
  const { tasks } = vm
  tasks.isStopped = true
  for (const task of tasks.waiting) {
    task.isCancelled = true
    task.wake?.()
  }
  await Promise.all(tasks.ended)
}
