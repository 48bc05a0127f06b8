import type { ClassDescription, HostClass, HostFunction } from './arguments.ts'
import { createAudit } from './audit.ts'
import type { Audit } from './audit.ts'
import { LuaError, SandboxError } from './errors.ts'
import type { Grants } from './grants.ts'
import type { Limits } from './limits.ts'
import type { ModuleHost } from './module-host.ts'
import { installModules } from './modules.ts'
import type {
  Budget,
  BudgetKind,
  CallOptions,
  HostModule,
  Outcome,
  OutcomeError,
  RunOptions,
  Sandbox,
  SandboxOptions,
  Usage,
} from './sandbox.ts'
import { HostObject } from './values.ts'
import type { LuaFunctionRef, LuaInput, LuaValue } from './values.ts'
import { ChunkFault, pushChunk } from './vm/chunks.ts'
import { defineClass, setField } from './vm/classes.ts'
import { pushHostFunction } from './vm/functions.ts'
import type { ResolveImport } from './vm/imports.ts'
import { globalsKey, registryIndex } from './vm/lua-api.ts'
import type { Thread } from './vm/lua-api.ts'
import { keepFunction, pushReference } from './vm/references.ts'
import type { StartedVm } from './vm/start.ts'
import { pushText } from './vm/strings.ts'
import { CountedBudget } from './vm/task.ts'
import { startTask, stopTasks } from './vm/tasks.ts'
import { readSyntaxTrace } from './vm/traceback.ts'
import { pushValue, readValue } from './vm/transfer.ts'
import { protect } from './vm/vm.ts'
import type { Vm } from './vm/vm.ts'

/** Things that are noted once are remembered up to this many. */
const maxNoted = 1000

/** A sandbox whose Lua state has been started. */
export class RunningSandbox implements Sandbox {
  readonly grants: Grants
  readonly audit: Audit
  readonly limits: Limits
  mustStop: SandboxError | undefined

  readonly #options: SandboxOptions
  readonly #stopWork: (() => void)[] = []
  readonly #cutOffTimes: number[] = []
  /** Let go of once the app has stopped, so that its memory can be freed while others still hold the sandbox. */
  #started: StartedVm | undefined
  #stopping: Promise<void> | undefined

  constructor(started: StartedVm, limits: Limits, options: SandboxOptions) {
    this.#started = started
    this.#options = options
    this.limits = limits
    this.grants = options.grants
    this.audit = options.audit ?? createAudit(limits.auditEntries)
    const { tasks } = started.vm
    tasks.onBroken = (reason) => this.#demandStop(reason)
    tasks.onCutOff = (error) => this.#countCutOff(error)
    const { onCall, clock } = options
    if (onCall) {
      tasks.now = () => clock.now()
      tasks.onEnded = onCall
    }
    installModules(this.#moduleHost(started.vm))
  }

  get isStopped(): boolean {
    return this.#stopping !== undefined
  }

  async runFile(
    path: string,
    source: string | Uint8Array,
    budget: BudgetKind | Budget,
    { firstLine, ...options }: RunOptions = {},
  ): Promise<Outcome> {
    return await this.#start(budget, options, (vm, thread) => {
      pushChunk(vm, thread, source, `@${path}`, firstLine)
      return 1
    })
  }

  async call(
    fn: LuaFunctionRef,
    args: readonly LuaInput[],
    budget: BudgetKind | Budget,
    options: CallOptions = {},
  ): Promise<Outcome> {
    return await this.#start(budget, options, (vm, thread) => {
      pushReference(vm, thread, fn)
      if (vm.lua.lua_checkstack(thread, args.length + 20) === 0) throw new LuaError('limit.stack', 'too many arguments')
      for (const value of args) pushValue(vm, thread, value)
      return args.length + 1
    })
  }

  #start(
    budget: BudgetKind | Budget,
    options: CallOptions,
    prepare: (vm: Vm, thread: Thread) => number,
  ): Promise<Outcome> {
    const vm = this.#started?.vm
    if (vm === undefined) {
      const message = 'sandbox.stopped: Cannot run this: the app was stopped'
      return Promise.resolve({ ok: false, error: { code: 'sandbox.stopped', message, traceback: '' } })
    }
    const counted = typeof budget === 'string' ? this.createBudget(budget) : budget
    if (!(counted instanceof CountedBudget)) throw new TypeError('The budget must come from createBudget')
    return startTask(vm, counted, (thread) => prepare(vm, thread), options)
  }

  createBudget(kind: BudgetKind): CountedBudget {
    const { limits } = this
    const instructions = {
      load: limits.loadInstructions,
      event: limits.eventInstructions,
      timer: limits.timerInstructions,
    }
    return new CountedBudget(kind, instructions[kind], kind === 'load' ? limits.loadWallMs : limits.eventWallMs)
  }

  compileHandler(code: string, parameters: readonly string[], path: string, firstLine = 1): LuaFunctionRef {
    const vm = this.#vm()
    // The parameters are locals of the chunk: unlike in a function written around it, no `end` in the code can close anything.
    const head = parameters.length === 0 ? '' : `local ${parameters.join(', ')} = ... `
    try {
      return protect(vm, (thread) => {
        pushChunk(vm, thread, head + code, `@${path}`, firstLine)
        return keepFunction(vm, thread, -1)
      })
    } catch (error) {
      if (!(error instanceof ChunkFault)) throw error
      const { line } = readSyntaxTrace(path, error.message)
      throw new SandboxError('lua.syntax', error.message, { cause: error, path, line })
    }
  }

  setGlobal(name: string, value: LuaInput | HostFunction): void {
    this.#set(name, (vm, thread) => {
      if (typeof value === 'function') pushHostFunction(vm, thread, name, value)
      else pushValue(vm, thread, value)
    })
  }

  setModule(name: string, members: HostModule): void {
    this.#set(name, (vm, thread) => pushModule(vm, thread, name, members))
  }

  #set(name: string, push: (vm: Vm, thread: Thread) => void): void {
    const vm = this.#vm()
    protect(vm, (thread) => {
      vm.guard.get_element(thread, registryIndex, globalsKey)
      setField(vm, thread, name, () => push(vm, thread))
    })
  }

  getGlobal(name: string): LuaValue {
    const vm = this.#vm()
    return protect(vm, (thread) => {
      vm.guard.get_element(thread, registryIndex, globalsKey)
      pushText(vm, thread, name)
      vm.lua.lua_rawget(thread, -2)
      return readValue(vm, thread, -1)
    })
  }

  setImport(resolve: ResolveImport): void {
    this.#vm()
    this.#started!.imports.resolve = resolve
  }

  defineClass<T extends object>(hostClass: HostClass<T>): void {
    defineClass(this.#vm(), hostClass)
  }

  classes(): ClassDescription[] {
    return [...this.#vm().classes.defined.values()].map(({ name, definition }) => ({
      name,
      extends: definition.extends,
      methods: Object.keys(definition.methods ?? {}),
      properties: [...(definition.properties ?? [])],
    }))
  }

  toLua(className: string, object: object): HostObject {
    return new HostObject(className, object)
  }

  noteGesture(): void {
    this.grants.noteGesture(this.#options.clock.now())
  }

  collectGarbage(): void {
    this.#started?.collectGarbage()
  }

  usage(): Usage {
    const vm = this.#started?.vm
    return {
      memoryBytes: vm?.guard.used.value ?? 0,
      peakMemoryBytes: vm?.guard.peak.value ?? 0,
      instructions: vm?.tasks.instructions ?? 0,
      waiting: vm?.tasks.waiting.size ?? 0,
      functions: vm?.functionCount ?? 0,
      objects: vm?.classes.known.size ?? 0,
      cutOffs: vm?.tasks.cutOffs ?? 0,
    }
  }

  calls(): Map<string, number> {
    const calls = new Map<string, number>()
    for (const entry of this.#started?.vm.functions ?? []) {
      if (entry.calls > 0) calls.set(entry.name, (calls.get(entry.name) ?? 0) + entry.calls)
    }
    return calls
  }

  stop(): Promise<void> {
    this.#stopping ??= this.#end()
    return this.#stopping
  }

  async #end(): Promise<void> {
    const vm = this.#vm()
    vm.tasks.isStopped = true
    for (const work of this.#stopWork.splice(0)) work()
    await stopTasks(vm)
    this.#started = undefined
  }

  #vm(): Vm {
    if (this.#started === undefined) throw new SandboxError('sandbox.stopped', 'Cannot do this: the app was stopped')
    return this.#started.vm
  }

  #countCutOff(error: OutcomeError): void {
    const now = this.#options.clock.now()
    this.audit.note({ atMs: now, action: 'cut-off', subject: error.path ?? '', allowed: false, reason: error.code })
    const times = this.#cutOffTimes
    times.push(now)
    while (times[0]! < now - this.limits.cutOffWindowMs) times.shift()
    if (times.length < this.limits.cutOffs) return
    const seconds = this.limits.cutOffWindowMs / 1000
    this.#demandStop(
      new SandboxError(
        'limit.cut_offs',
        `Stop the app: ${times.length} of its handlers were cut off within ${seconds} seconds`,
      ),
    )
  }

  #demandStop(reason: SandboxError): void {
    // Memory that can no longer be trusted must not be run in.
    if (reason.code === 'sandbox.broken') this.#vm().tasks.isStopped = true
    if (this.mustStop !== undefined) return
    this.mustStop = reason
    this.#options.onMustStop?.(reason)
  }

  #moduleHost(vm: Vm): ModuleHost {
    const { brokers, clock, log, network = {} } = this.#options
    const note: ModuleHost['note'] = (action, subject, reason) => {
      this.audit.note({ atMs: clock.now(), action, subject, allowed: reason === undefined, reason })
    }
    const noted = new Set<string>()
    const require: ModuleHost['require'] = (permission, functionName) => {
      if (!this.grants.has(permission)) note(functionName, permission, 'permission.denied')
      this.grants.require(permission, functionName)
    }
    const run: ModuleHost['run'] = async (fn, args, kind, options) => {
      const outcome = await this.call(fn, args, kind, { name: kind, ...options })
      if (outcome.ok || outcome.error.code === 'sandbox.stopped') return
      const { code, message, path, line, traceback } = outcome.error
      log({ level: 'error', code, text: message, path, line, traceback })
    }
    return {
      vm,
      sandbox: this,
      brokers,
      clock,
      log,
      network,
      run,
      async answer(fn, work, name) {
        try {
          const value = await work
          if (!fn.isReleased) await run(fn, [value], 'event', { name })
        } catch (error) {
          log({ level: 'error', text: `Fault of the platform in the callback of ${name}: ${String(error)}` })
        } finally {
          fn.release()
        }
      },
      note,
      require,
      use(permission, functionName, subject = permission) {
        require(permission, functionName)
        note(functionName, subject)
      },
      noteFirst(action, subject) {
        const key = `${action} ${subject}`
        if (noted.has(key) || noted.size >= maxNoted) return
        noted.add(key)
        note(action, subject)
      },
      onStop: (work) => void this.#stopWork.push(work),
    }
  }
}

function pushModule(vm: Vm, thread: Thread, name: string, members: HostModule): void {
  vm.lua.lua_createtable(thread, 0, Object.keys(members).length)
  for (const [key, member] of Object.entries(members)) {
    setField(vm, thread, key, () => {
      if (typeof member === 'function') pushHostFunction(vm, thread, `${name}.${key}`, member)
      else if (isModule(member)) pushModule(vm, thread, `${name}.${key}`, member)
      else pushValue(vm, thread, member)
    })
  }
}

/** A plain object with functions in it is a part of a module; any other value crosses as it is. */
function isModule(member: LuaInput | HostModule): member is HostModule {
  return (
    typeof member === 'object' &&
    member !== null &&
    Object.getPrototypeOf(member) === Object.prototype &&
    Object.values(member).some((inner) => typeof inner === 'function' || (typeof inner === 'object' && isModule(inner)))
  )
}
