import type {
  BluetoothBroker,
  CameraBroker,
  ClipboardBroker,
  ContactBroker,
  LocationBroker,
  MicrophoneBroker,
  NotificationBroker,
  SensorBroker,
} from './source-brokers.ts'

/**
 * What the world outside has to offer to one app: files, databases, the network, the person's consent. The sandbox checks
 * arguments, permissions and quotas and then asks one of these; the device implements them.
 * A broker is for one app only: it knows whose files and whose databases it serves.
 */
export interface Brokers {
  crypto: CryptoBroker
  storage?: StorageBroker
  database?: DatabaseBroker
  network?: NetworkBroker
  permissions?: PermissionBroker
  camera?: CameraBroker
  microphone?: MicrophoneBroker
  location?: LocationBroker
  sensors?: SensorBroker
  clipboard?: ClipboardBroker
  notifications?: NotificationBroker
  contacts?: ContactBroker
  bluetooth?: BluetoothBroker
}

/** A failure of the world, told to the app as `nil, "code: message"` or in a result's `error` field. Anything else thrown is a bug. */
export class BrokerError extends Error {
  readonly code: string
  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'BrokerError'
    this.code = code
  }
}

/** Time as the app sees it, and the timers that follow it, so that a test can drive both. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  setTimer(delayMs: number, run: () => void): unknown
  clearTimer(timer: unknown): void
}

/** One line for the log: what an app printed, or an error of it. */
export interface LogEntry {
  level: 'info' | 'warning' | 'error'
  text: string
  /** Of an error: what stands in front of its message, or `lua.error`. */
  code?: string
  /** The file inside the package, where known. */
  path?: string
  line?: number
  traceback?: string
}

export type DigestAlgorithm = 'md5' | 'sha256' | 'sha512'

/** Digests and secure randomness. In a test the random parts may come from a seed. */
export interface CryptoBroker {
  digest(algorithm: DigestAlgorithm, data: Uint8Array): Uint8Array
  hmac(algorithm: DigestAlgorithm, key: Uint8Array, data: Uint8Array): Uint8Array
  randomBytes(sizeBytes: number): Uint8Array
  /** A random (version 4) identifier in the usual lower-case form. */
  uuid(): string
}

export interface FileStat {
  sizeBytes: number
  modifiedMs: number
  isDirectory: boolean
}

/**
 * The app's own files. Paths arrive checked: relative, `/` between segments, no `.` or `..`, no end slash; the empty path is
 * the root. A path in `cache/` or `temp/` is clearable, `temp/` is emptied when the app stops, everything else is kept.
 * Every method answers at once. Failures throw a `BrokerError` with one of the codes `storage.not_found`, `storage.not_empty`,
 * `storage.is_directory`, `storage.not_directory`, `storage.exists`, `storage.disk_full`, `storage.io`.
 */
export interface StorageBroker {
  /** Undefined when there is nothing at the path. */
  stat(path: string): FileStat | undefined
  read(path: string, offsetBytes: number, sizeBytes: number): Uint8Array
  /** Replaces the file whole or not at all; makes missing directories. */
  write(path: string, data: Uint8Array): void
  /** Adds to the end; makes the file and missing directories. */
  append(path: string, data: Uint8Array): void
  /** A file, or a directory that is empty. */
  delete(path: string): void
  /** Also its missing parents; a directory that exists already is no failure. */
  mkdir(path: string): void
  /** The names in a directory, in any order. */
  list(path: string): string[]
  /** What counts towards the two quotas; databases count as kept. */
  usage(): { keptBytes: number; cacheBytes: number }
}

/** INTEGER columns and parameters are bigint, REAL ones number, TEXT string, BLOB bytes, NULL null. */
export type SqlValue = null | bigint | number | string | Uint8Array

export interface SqlRows {
  columns: string[]
  rows: SqlValue[][]
}

/** How much one query may answer; the broker stops with `database.result_too_large` beyond it. */
export interface SqlResultLimits {
  maxRows: number
  maxBytes: number
}

/**
 * The app's own SQLite databases. Every method answers at once. Failures throw a `BrokerError`: `database.sql` when the SQL or its
 * parameters are wrong (raised in Lua), else `database.constraint`, `database.full`, `database.locked`, `database.timeout`,
 * `database.result_too_large`, `database.corrupt`, `database.io` (answered as `nil, message`).
 */
export interface DatabaseBroker {
  /** The name is checked: letters, digits, `_`, `-` and `.`, no path. */
  open(name: string): DatabaseConnection
}

export interface DatabaseConnection {
  /** Runs one statement, or several when there are no parameters; answers how many rows were changed. */
  exec(sql: string, parameters: readonly SqlValue[]): number
  query(sql: string, parameters: readonly SqlValue[], limits: SqlResultLimits): SqlRows
  prepare(sql: string): DatabaseStatement
  close(): void
}

export interface DatabaseStatement {
  exec(parameters: readonly SqlValue[]): number
  query(parameters: readonly SqlValue[], limits: SqlResultLimits): SqlRows
  close(): void
}

export interface NetworkRequest {
  url: string
  method: string
  headers: [name: string, value: string][]
  body?: Uint8Array
  timeoutMs: number
  maxResponseBytes: number
  /** Why a redirect's target may not be asked, or undefined when it may. The broker asks before it follows. */
  refusal: (url: string) => string | undefined
}

export interface NetworkResponse {
  status: number
  headers: [name: string, value: string][]
  body: Uint8Array
}

export interface WebSocketListener {
  open(): void
  message(data: string | Uint8Array): void
  close(code: number, reason: string): void
  error(code: string, message: string): void
}

export interface WebSocketConnection {
  /** False when too much waits to be sent. */
  send(data: string | Uint8Array): boolean
  close(code?: number, reason?: string): void
}

/**
 * The internet. Names and ports are checked before; the broker resolves the name and must refuse every address that is not
 * public (`network.blocked`). Failures reject with a `BrokerError`: `network.blocked`, `network.unreachable`, `network.timeout`,
 * `network.tls`, `network.response_too_large`, `network.cancelled`.
 */
export interface NetworkBroker {
  request(request: NetworkRequest, signal: AbortSignal): Promise<NetworkResponse>
  openWebSocket(url: string, maxMessageBytes: number, listener: WebSocketListener): WebSocketConnection
}

/** Asks the person. Only permissions that are declared, dangerous and not granted yet are asked for. */
export interface PermissionBroker {
  request(permission: string): Promise<boolean>
}
