// What tests give a sandbox in the place of a device: a clock that stands still until told otherwise, files in memory, SQLite in memory,
// a network and a person that answer as the test says.
import { createHash, createHmac, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import {
  BrokerError,
  compileGlue,
  createGrants,
  createSandbox,
  type Brokers,
  type BudgetKind,
  type Clock,
  type DatabaseConnection,
  type FileStat,
  type Limits,
  type LogEntry,
  type LuaValue,
  type NetworkRequest,
  type NetworkResponse,
  type Outcome,
  type Sandbox,
  type SandboxError,
  type SandboxOptions,
  type SqlRows,
  type SqlValue,
  type StorageBroker,
  type WebSocketListener,
} from '../src/index.ts'

const glueFile = new URL(import.meta.resolve('wasmoon')).href.replace(/[^/]*$/, 'glue.wasm')
export const glueBytes = readFileSync(new URL(glueFile))
let glue: Promise<WebAssembly.Module> | undefined

export interface World {
  sandbox: Sandbox
  log: LogEntry[]
  clock: ManualClock
  stopReasons: SandboxError[]
  sockets: FakeSocket[]
  requests: NetworkRequest[]
  asked: string[]
  /** Runs Lua text as a file of the package. */
  run: (source: string, budget?: BudgetKind) => Promise<Outcome>
  /** The same; fails unless it ends well. Answers its results. */
  values: (source: string, budget?: BudgetKind) => Promise<LuaValue[]>
  /** The same; fails unless it ends with an error. Answers its message. */
  failure: (source: string, budget?: BudgetKind) => Promise<string>
  /** The message of the error that a statement raises. */
  raised: (statement: string) => Promise<string>
  /** The message of an expression that answers `nil, message`. */
  told: (expression: string) => Promise<string>
}

export interface WorldOptions {
  limits?: Partial<Limits>
  declared?: string[]
  granted?: string[]
  network?: SandboxOptions['network']
  seed?: number
  /** Another engine than the one that `compileGlue` makes. */
  glue?: WebAssembly.Module
  respond?: (request: NetworkRequest, signal: AbortSignal) => Promise<NetworkResponse>
  answer?: (permission: string) => Promise<boolean>
  /** What else the phone has. */
  brokers?: Partial<Brokers>
}

export interface ManualClock extends Clock {
  /** Lets time pass; timers run in their order, each with its effects, before the next one is due. */
  advance(ms: number): void
}

export interface FakeSocket {
  url: string
  listener: WebSocketListener
  sent: (string | Uint8Array)[]
  closed: [code: number | undefined, reason: string | undefined][]
}

/** Starts a sandbox with everything declared and granted unless the test says otherwise. */
export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const { limits, network, seed = 1 } = options
  const declared = options.declared ?? ['storage', 'network.internet', 'network.websocket', 'camera', 'location.fine']
  const log: LogEntry[] = []
  const clock = manualClock()
  const stopReasons: SandboxError[] = []
  const sockets: FakeSocket[] = []
  const requests: NetworkRequest[] = []
  const asked: string[] = []
  const random = seededBytes(seed)
  const brokers: Brokers = {
    crypto: {
      digest: (algorithm, data) => createHash(algorithm).update(data).digest(),
      hmac: (algorithm, key, data) => createHmac(algorithm, key).update(data).digest(),
      randomBytes: random,
      uuid: randomUUID,
    },
    storage: memoryStorage(),
    database: { open: memoryDatabase },
    network: {
      request(request, signal) {
        requests.push(request)
        const respond = options.respond ?? (() => Promise.resolve({ status: 200, headers: [], body: new Uint8Array() }))
        return respond(request, signal)
      },
      openWebSocket(url, _maxMessageBytes, listener) {
        const socket: FakeSocket = { url, listener, sent: [], closed: [] }
        sockets.push(socket)
        return {
          send: (data) => socket.sent.push(data) > 0,
          close: (code, reason) => void socket.closed.push([code, reason]),
        }
      },
    },
    permissions: {
      request(permission) {
        asked.push(permission)
        return options.answer?.(permission) ?? Promise.resolve(true)
      },
    },
    ...options.brokers,
  }
  const sandbox = await createSandbox({
    glue: options.glue ?? (await (glue ??= compileGlue(glueBytes))),
    brokers,
    clock,
    random,
    log: (entry) => log.push(entry),
    grants: createGrants({ declared, granted: options.granted ?? ['network.internet', 'network.websocket'] }),
    limits,
    network,
    onMustStop: (reason) => stopReasons.push(reason),
  })
  const run = (source: string, budget: BudgetKind = 'event') => sandbox.runFile('assets/main.lua', source, budget)
  return {
    sandbox,
    log,
    clock,
    stopReasons,
    sockets,
    requests,
    asked,
    run,
    async values(source, budget) {
      const outcome = await run(source, budget)
      if (!outcome.ok) throw new Error(`The script failed: ${outcome.error.message}\n${outcome.error.traceback}`)
      return outcome.values
    },
    async failure(source, budget) {
      const outcome = await run(source, budget)
      if (outcome.ok) throw new Error('The script should have failed')
      return outcome.error.message
    },
    raised: (statement) => secondText(`pcall(function() ${statement} end)`, run, 'event'),
    told: (expression) => secondText(expression, run, 'load'),
  }
}

/** Two results, the first one false or nil, the second one text. */
async function secondText(expression: string, run: World['run'], budget: BudgetKind): Promise<string> {
  const outcome = await run(`return ${expression}`, budget)
  if (!outcome.ok) throw new Error(outcome.error.message)
  const [first, second] = outcome.values
  if (first || typeof second !== 'string') throw new Error(`${expression} should have failed`)
  return second
}

/** The same bytes for the same seed. */
export function seededBytes(seed: number): (sizeBytes: number) => Uint8Array {
  let state = seed
  return (sizeBytes) =>
    Uint8Array.from({ length: sizeBytes }, () => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff
      return state >> 16
    })
}

function manualClock(): ManualClock {
  let nowMs = 1_700_000_000_000
  let nextId = 1
  const timers = new Map<number, { dueMs: number; run: () => void }>()
  return {
    now: () => nowMs,
    setTimer(delayMs, run) {
      timers.set(nextId, { dueMs: nowMs + delayMs, run })
      return nextId++
    },
    clearTimer: (timer) => void timers.delete(timer as number),
    advance(ms) {
      const untilMs = nowMs + ms
      for (;;) {
        const due = [...timers].filter(([, { dueMs }]) => dueMs <= untilMs)
        const next = due.sort(([first, a], [second, b]) => a.dueMs - b.dueMs || first - second)[0]
        if (next === undefined) break
        const [id, { dueMs, run }] = next
        timers.delete(id)
        nowMs = Math.max(nowMs, dueMs)
        run()
      }
      nowMs = untilMs
    },
  }
}

/** Files by path; a directory is a path without content. */
function memoryStorage(): StorageBroker {
  const files = new Map<string, Uint8Array | undefined>([['', undefined]])
  const inside = (path: string) => [...files.keys()].filter((other) => other !== '' && parentOf(other) === path)

  const stat = (path: string): FileStat | undefined => {
    if (!files.has(path)) return undefined
    const data = files.get(path)
    return { sizeBytes: data?.length ?? 0, modifiedMs: 1_700_000_000_000, isDirectory: data === undefined }
  }
  const mkdir = (path: string): void => {
    if (files.get(path) !== undefined) throw new BrokerError('storage.not_directory', `"${path}" is a file`)
    if (path !== '') mkdir(parentOf(path))
    files.set(path, undefined)
  }
  const write = (path: string, data: Uint8Array): void => {
    if (stat(path)?.isDirectory === true) throw new BrokerError('storage.is_directory', `"${path}" is a directory`)
    mkdir(parentOf(path))
    files.set(path, data)
  }
  return {
    stat,
    mkdir,
    write,
    read: (path, offset, size) => files.get(path)!.slice(offset, offset + size),
    append: (path, data) => write(path, Buffer.concat([files.get(path) ?? new Uint8Array(), data])),
    delete(path) {
      if (!files.has(path)) throw new BrokerError('storage.not_found', `There is no "${path}"`)
      if (inside(path).length > 0) throw new BrokerError('storage.not_empty', `"${path}" is not empty`)
      files.delete(path)
    },
    list(path) {
      if (!files.has(path)) throw new BrokerError('storage.not_found', `There is no "${path}"`)
      return inside(path).map((child) => child.slice(child.lastIndexOf('/') + 1))
    },
    usage() {
      const usage = { keptBytes: 0, cacheBytes: 0 }
      for (const [path, data] of files) {
        usage[/^(?:cache|temp)(?:\/|$)/.test(path) ? 'cacheBytes' : 'keptBytes'] += data?.length ?? 0
      }
      return usage
    },
  }
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}

/** Tells SQLite's errors apart as a device does. */
function guarded<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    const code = message.includes('constraint') ? 'database.constraint' : 'database.sql'
    throw new BrokerError(code, message, { cause: error })
  }
}

function memoryDatabase(): DatabaseConnection {
  const database = new DatabaseSync(':memory:')
  const prepare = (sql: string) => {
    const statement = guarded(() => database.prepare(sql))
    statement.setReadBigInts(true)
    return {
      exec: (parameters: readonly SqlValue[]) => guarded(() => Number(statement.run(...parameters).changes)),
      query: (parameters: readonly SqlValue[]): SqlRows =>
        guarded(() => {
          const rows = statement.all(...parameters)
          const columns = statement.columns().map(({ name }) => name)
          return { columns, rows: rows.map((row) => columns.map((column) => row[column] ?? null)) }
        }),
      close: () => undefined,
    }
  }
  return {
    exec(sql, parameters) {
      if (parameters.length > 0) return prepare(sql).exec(parameters)
      guarded(() => database.exec(sql))
      return Number(database.prepare('select changes() as n').get()!['n'])
    },
    query: (sql, parameters) => prepare(sql).query(parameters),
    prepare,
    close: () => database.close(),
  }
}
