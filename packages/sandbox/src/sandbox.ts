import type { ClassDescription, HostClass, HostFunction } from './arguments.ts'
import type { Audit } from './audit.ts'
import type { Brokers, Clock, LogEntry } from './brokers.ts'
import type { SandboxError, SandboxErrorCode } from './errors.ts'
import type { Grants } from './grants.ts'
import { defaultLimits } from './limits.ts'
import type { Limits } from './limits.ts'
import { RunningSandbox } from './running-sandbox.ts'
import type { HostObject, LuaFunctionRef, LuaInput, LuaValue } from './values.ts'
import { compileGlue } from './vm/engine.ts'
import type { ResolveImport } from './vm/imports.ts'
import { startVm } from './vm/start.ts'

/** Which budget a call from the host runs under: 10,000,000, 1,000,000 or 500,000 instructions. */
export type BudgetKind = 'load' | 'event' | 'timer'

/** Instructions that several calls share, such as all scripts of one document load. */
export interface Budget {
  readonly kind: BudgetKind
  readonly left: number
}

/** How a call from the host ended. The call itself never throws for what the app did. */
export type Outcome = { ok: true; values: LuaValue[] } | { ok: false; error: OutcomeError }

export interface OutcomeError {
  /** A code of the sandbox, or the code in front of the message that was raised. */
  code: SandboxErrorCode | (string & {})
  message: string
  /** One line per frame, innermost first; names files inside the package only. Empty for a cut-off before anything ran. */
  traceback: string
  path?: string
  line?: number
}

export interface CallOptions {
  /** Lua functions among the results are kept for the host, which must release them. Otherwise they arrive as undefined. */
  keepFunctions?: boolean
  /** Called whenever the function waits; the first time before `call` returns. Must not throw. */
  onWait?: () => void
  /** What the call is for, such as `click button#add`; told with what it used. */
  name?: string
  /** The line where the function stands, if it does not know it itself: code in an attribute. */
  line?: number
}

/** What one call from the host used, told when it has ended. */
export interface CallReport {
  /** When it began, by the sandbox's clock. */
  atMs: number
  kind: BudgetKind
  /** What the host said that it is for. */
  name: string
  /** Where the function stands; a line only when it has one of its own in the file. */
  path?: string
  line?: number
  instructions: number
  /** What it could have used at its start. */
  limit: number
  /** Milliseconds of running; waiting does not count. */
  ranMs: number
  error?: OutcomeError['code']
}

export interface RunOptions extends CallOptions {
  /** Where the source begins in its file, for scripts written inside a document. */
  firstLine?: number
}

export interface Usage {
  memoryBytes: number
  peakMemoryBytes: number
  /** Instructions charged since the start. */
  instructions: number
  waiting: number
  functions: number
  objects: number
  cutOffs: number
}

export interface SandboxOptions {
  /** `glue.wasm` of wasmoon 1.16.0, or the compiled module (which the caller has checked by `compileGlue`). */
  glue: ArrayBuffer | Uint8Array | WebAssembly.Module
  brokers: Brokers
  clock: Clock
  /** Secure random bytes for the app's `math.random` and Lua's own seeds. */
  random: (sizeBytes: number) => Uint8Array
  log: (entry: LogEntry) => void
  grants: Grants
  limits?: Partial<Limits>
  /** From the manifest. Without a list any public host is allowed. */
  network?: { allowedDomains?: readonly string[]; allowHttp?: boolean; maxConnections?: number }
  /** Called once when the app must be stopped: too many cut-offs, or a Lua state that can no longer be trusted. */
  onMustStop?: (reason: SandboxError) => void
  /** Told about every call from the host that has ended. */
  onCall?: (report: CallReport) => void
  audit?: Audit
}

/** One app's Lua. Everything the app can see is here; everything it runs goes through `runFile` and `call`. */
export interface Sandbox {
  readonly grants: Grants
  readonly audit: Audit
  readonly limits: Limits

  /** Runs a file of the package. It has run to its end or to its first wait when this returns; the promise settles at its end. */
  runFile(
    path: string,
    source: string | Uint8Array,
    budget: BudgetKind | Budget,
    options?: RunOptions,
  ): Promise<Outcome>
  /** Calls a function that Lua gave to the host; timing as with `runFile`. */
  call(
    fn: LuaFunctionRef,
    args: readonly LuaInput[],
    budget: BudgetKind | Budget,
    options?: CallOptions,
  ): Promise<Outcome>
  /** Instructions to share between several calls. */
  createBudget(kind: BudgetKind): Budget
  /**
   * Makes a function of the code in an `on…` attribute; its parameters are locals of the code.
   * Throws a `SandboxError` `lua.syntax` with the line when the code cannot be read.
   */
  compileHandler(code: string, parameters: readonly string[], path: string, firstLine?: number): LuaFunctionRef

  /** A value, or a function of the host that apps call by this name. */
  setGlobal(name: string, value: LuaInput | HostFunction): void
  /** A table of host functions and values; also nested, as in `sensors.gyroscope.start`. */
  setModule(name: string, members: HostModule): void
  /** Undefined when there is no such global. A function is kept and must be released. */
  getGlobal(name: string): LuaValue
  /** The global `import`: `resolve` answers the package file of a path or throws a `LuaError`. Runs a file once, in its caller's budget. */
  setImport(resolve: ResolveImport): void

  defineClass<T extends object>(hostClass: HostClass<T>): void
  /** Every class that was defined. */
  classes(): ClassDescription[]
  /** The object as Lua will see it; equal for the same object and class. */
  toLua(className: string, object: object): HostObject

  /** A touch or a key of the person, for the permissions that need one. */
  noteGesture(): void
  /** Frees what the app no longer refers to; for a host that is short of memory. Lua collects by itself too. */
  collectGarbage(): void
  usage(): Usage
  /** How often the app called which function of the host, by the name under which apps call it; refused calls count too. */
  calls(): Map<string, number>
  /** Set once the app must be stopped. */
  readonly mustStop: SandboxError | undefined
  readonly isStopped: boolean
  /** Ends all waiting handlers, timers, connections and databases. Settled when all is gone; further calls answer `sandbox.stopped`. */
  stop(): Promise<void>
}

/** What a module consists of, by name. */
export type HostModule = { readonly [name: string]: HostFunction | LuaInput | HostModule }

/** Starts a Lua state in which only what was granted can be reached. */
export async function createSandbox(options: SandboxOptions): Promise<Sandbox> {
  const limits: Limits = { ...defaultLimits, ...options.limits }
  const glue = options.glue instanceof WebAssembly.Module ? options.glue : await compileGlue(options.glue)
  const started = startVm(glue, limits, options.random, options.log)
  return new RunningSandbox(started, limits, options)
}
