import type { HostAnswer } from '../arguments.ts'
import type { SandboxError } from '../errors.ts'
import type { Budget, BudgetKind, CallOptions, CallReport, OutcomeError } from '../sandbox.ts'
import type { LuaValue } from '../values.ts'
import type { Thread } from './lua-api.ts'
import type { Trace } from './traceback.ts'

/** A budget that the sandbox itself counts down. */
export class CountedBudget implements Budget {
  readonly kind: BudgetKind
  left: number
  /** Milliseconds of running that are left. */
  wallLeftMs: number

  constructor(kind: BudgetKind, left: number, wallLeftMs: number) {
    this.kind = kind
    this.left = left
    this.wallLeftMs = wallLeftMs
  }
}

/** What a task works with: a Lua thread, and a piece of memory for the C functions it calls. Used again by later tasks. */
export interface Seat {
  thread: Thread
  reference: number
  stackBase: number
  /** Where the stack begins, from which it grows down. Compiled C counts on a multiple of 16 here; malloc gives multiples of 8. */
  stackTop: number
}

/** One call from the host into Lua, from its start to its end, however often it waits. */
export interface Task {
  seat: Seat
  budget: CountedBudget
  prepare: (thread: Thread) => number
  options: CallOptions
  values: LuaValue[]
  error: OutcomeError | undefined
  trace: Trace | undefined
  /** The stretch it is in: from its start or the end of a wait to its end or the next wait. */
  outer: Task | undefined
  outerLeft: number
  outerStack: number
  allowance: number
  startedMs: number
  deadlineMs: number
  /** When it began, what it could use then, what it has used, and where its function stands. */
  atMs: number
  limit: number
  used: number
  ranMs: number
  place: { path?: string; line?: number }
  /** What it waits for. */
  functionName: string
  awaited: Promise<HostAnswer> | undefined
  result: { answer: HostAnswer } | { thrown: unknown } | undefined
  wake: (() => void) | undefined
  /** Ended by the host while it waited. */
  isCancelled: boolean
  /** Lua has come to the end of it; nothing of it runs any more. */
  isFinished: boolean
}

/** All calls that are running or waiting. */
export interface Tasks {
  /** The innermost call that is running now. */
  current: Task | undefined
  depth: number
  byThread: Map<Thread, Task>
  waiting: Set<Task>
  seats: Seat[]
  ended: Set<Promise<unknown>>
  isStopped: boolean
  /** Where the stack of C functions stands when no call is running. */
  baseStack: number
  instructions: number
  cutOffs: number
  /** Told about every handler that was cut off. */
  onCutOff: (error: OutcomeError) => void
  onBroken: (reason: SandboxError) => void
  /** Told about every call that has ended, if anybody wants to know. */
  onEnded: ((report: CallReport) => void) | undefined
  now: () => number
}

/** The state before the first call. */
export function createTasks(baseStack: number): Tasks {
  return {
    current: undefined,
    depth: 0,
    byThread: new Map(),
    waiting: new Set(),
    seats: [],
    ended: new Set(),
    isStopped: false,
    baseStack,
    instructions: 0,
    cutOffs: 0,
    onCutOff: () => undefined,
    onBroken: () => undefined,
    onEnded: undefined,
    now: () => 0,
  }
}
