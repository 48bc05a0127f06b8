import type { Brokers, Clock, LogEntry } from './brokers.ts'
import type { BudgetKind, CallOptions, Sandbox, SandboxOptions } from './sandbox.ts'
import type { LuaFunctionRef, LuaInput } from './values.ts'
import type { Vm } from './vm/vm.ts'

/** What a host module is given to do its part. */
export interface ModuleHost {
  readonly vm: Vm
  readonly sandbox: Sandbox
  readonly brokers: Brokers
  readonly clock: Clock
  readonly log: (entry: LogEntry) => void
  readonly network: NonNullable<SandboxOptions['network']>
  /** Calls a function of the app that nobody waits for; what goes wrong is logged. Settled when it has ended. */
  run: (fn: LuaFunctionRef, args: readonly LuaInput[], kind: BudgetKind, options?: CallOptions) => Promise<void>
  /** Calls a function of the app once with what comes of the work, and lets go of it. A fault of the platform is logged. */
  answer: (fn: LuaFunctionRef, work: Promise<LuaInput>, name: string) => Promise<void>
  /** Raises `permission.denied` unless the permission is granted. */
  require: (permission: string, functionName: string) => void
  /** Raises `permission.denied` unless the app has the permission still; notes that it was used on this. */
  use: (permission: string, functionName: string, subject?: string) => void
  /** Notes what was allowed or refused. */
  note: (action: string, subject: string, reason?: string) => void
  /** Notes something that was allowed, the first time it is done to this: what happens all the time must not push the rest out. */
  noteFirst: (action: string, subject: string) => void
  /** Does its work when the app stops. */
  onStop(work: () => void): void
}
