import { SandboxError } from '../errors.ts'
import type { LogEntry } from '../brokers.ts'
import type { Limits } from '../limits.ts'
import { pushOwnChunk } from './chunks.ts'
import { createBoxes, createClasses, forgetObject, setField } from './classes.ts'
import { compiledPrelude } from './compiled-prelude.ts'
import { decodeBytes } from './decode-bytes.ts'
import { startEngine } from './engine.ts'
import { improveCaught, keepTrace } from './error-handlers.ts'
import { answerCall, pushFunction, registerFunction } from './functions.ts'
import { createImports } from './imports.ts'
import type { Imports } from './imports.ts'
import {
  callLua,
  collect,
  guardLibraries,
  keepOnly,
  openLibraries,
  pushGlobal,
  seedRandom,
  takeCollector,
} from './libraries.ts'
import type { Thread } from './lua-api.ts'
import { registryIndex } from './lua-api.ts'
import { createRandomNumbers } from './random.ts'
import { createStringFunctions } from './string-functions.ts'
import { pushText } from './strings.ts'
import { createTasks } from './task.ts'
import { checkDeadline, collectResults, prepareTask, resumeTask, suspendTask, taskFinished } from './tasks.ts'
import { ownChunkName } from './traceback.ts'
import { CutOff, protect, scratchBytes } from './vm.ts'
import type { Vm } from './vm.ts'

/** Bytes that Lua puts around a long string. */
const stringOverhead = 17
/** A table of 131,072 entries needs a block of exactly 3 MiB; the next size is refused. */
const maxBlockBytes = 3_145_728
/** All of the instance's memory: Lua's own, one stack for each waiting handler, and room for copies. */
const maxPages = 1024
const countMask = 8
const hookInterval = 100

/** A Lua state with the app's globals and nothing else. */
export interface StartedVm {
  vm: Vm
  imports: Imports
  /** Frees everything that nothing refers to. */
  collectGarbage(): void
}

/** Starts a Lua state. */
export function startVm(
  glue: WebAssembly.Module,
  limits: Limits,
  random: (sizeBytes: number) => Uint8Array,
  log: (entry: LogEntry) => void,
): StartedVm {
  const numbers = createRandomNumbers(random)
  // Known only once Lua exists; Lua calls none of these before.
  const late = {} as { vm: Vm }
  const engine = startEngine(
    glue,
    {
      call: (thread, id) => answerCall(late.vm, thread, id),
      wait: () => suspendTask(late.vm),
      resume: (thread) => resumeTask(late.vm, thread),
      prepare: (thread) => prepareTask(late.vm, thread),
      collect: (thread) => collectResults(late.vm, thread),
      finished: (thread, status) => taskFinished(late.vm, thread, status),
      protected: (thread) => late.vm.protectedWork?.(thread),
      weigh: (thread, id) => answerCall(late.vm, thread, id),
      caught: (thread) => improveCaught(late.vm, thread),
      collected: (thread) => forgetObject(late.vm, thread),
      tick: () => checkDeadline(late.vm),
      cut_off() {
        throw new CutOff(late.vm.tasks.isStopped ? 'sandbox.stopped' : 'limit.instructions')
      },
    },
    // Lua asks for the time only to seed hashes and to choose the pivot of a sort: both must not be foreseen.
    { maxPages, drawNumber: () => numbers.draw() },
  )
  const { lua, guard } = engine
  guard.interval.value = hookInterval
  guard.max_memory.value = limits.memoryBytes
  guard.max_string.value = limits.stringBytes + stringOverhead
  guard.max_block.value = maxBlockBytes

  const main = lua.lua_newstate(engine.functions.allocate, 0)
  const cell = lua.malloc(8)
  const scratch = lua.malloc(scratchBytes)
  if (main === 0 || cell === 0 || scratch === 0) {
    throw new SandboxError('limit.memory', 'Cannot start Lua: this device has no memory left for it')
  }
  const started: Mutable<Vm> = {
    engine,
    lua,
    guard,
    main,
    limits,
    log,
    functions: [],
    classes: createClasses(),
    tasks: createTasks(lua.stackSave()),
    cell,
    scratch,
    handlerRef: 0,
    launchRef: 0,
    memoryMessage: 0,
    functionCount: 0,
    protectedWork: undefined,
    ownFrames: 0,
  }
  const vm: Vm = started
  late.vm = vm
  const imports = createImports(vm)
  let collectorRef = 0

  protect(vm, (thread) => {
    openLibraries(vm, thread)
    collectorRef = takeCollector(vm, thread)
    seedRandom(vm, thread, numbers.drawWord)
    createBoxes(vm, thread)
    guardLibraries(vm, thread)
    keepOnly(vm, thread)
    runPrelude(vm, thread, imports)
    pushFunction(
      vm,
      thread,
      registerFunction(vm, 'error', (at) => keepTrace(vm, at)),
    )
    started.handlerRef = lua.luaL_ref(thread, registryIndex)
    lua.lua_pushcclosure(thread, engine.functions.launch, 0)
    started.launchRef = lua.luaL_ref(thread, registryIndex)
    // The same short text always lies in the same place, and this one is never collected.
    pushText(vm, thread, 'not enough memory')
    started.memoryMessage = lua.lua_tolstring(thread, -1, 0)
  })
  lua.lua_sethook(main, engine.functions.hook, countMask, hookInterval)
  return { vm, imports, collectGarbage: () => collect(vm, collectorRef) }
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

let preludeBytes: Uint8Array | undefined

/** Runs the part of the platform that is written in Lua, and puts its functions in their places. */
function runPrelude(vm: Vm, thread: Thread, imports: Imports): void {
  const { lua } = vm
  const strings = createStringFunctions(vm)
  const pushOwn = (name: string, run: (thread: Thread) => number, ownFrames: number) =>
    pushFunction(vm, thread, registerFunction(vm, name, run, ownFrames))

  pushGlobal(vm, thread, 'string')
  for (const name of ['find', 'match', 'rep'] as const) {
    setField(vm, thread, name, () => pushOwn(`string.${name}`, strings[name], 0))
  }
  preludeBytes ??= decodeBytes(compiledPrelude)
  pushOwnChunk(vm, thread, preludeBytes, ownChunkName)
  pushOwn('string.gsub', strings.substitute, 1)
  pushOwn('string.gsub', strings.startSubstitute, 1)
  pushOwn('string.gmatch', strings.startMatches, 1)
  pushOwn('string.gsub', strings.step, 1)
  pushOwn('import', (at) => imports.open(at), 1)
  pushOwn('import', (at) => imports.end(at), 1)
  pushOwn('import', (at) => keepTrace(vm, at), 1)
  pushGlobal(vm, thread, 'table', 'concat')
  pushGlobal(vm, thread, 'string', 'sub')
  callLua(vm, thread, 9, 3)
  // On the stack: string, gsub, gmatch, import.
  pushGlobal(vm, thread)
  setField(vm, thread, 'import', () => lua.lua_pushvalue(thread, 4))
  setField(vm, thread, '_G', () => lua.lua_pushvalue(thread, 5))
  lua.lua_pushvalue(thread, 1)
  setField(vm, thread, 'gsub', () => lua.lua_pushvalue(thread, 2))
  setField(vm, thread, 'gmatch', () => lua.lua_pushvalue(thread, 3))
  lua.lua_settop(thread, 0)
}
