import type { AuditEntry, BudgetKind } from '@mosis/sandbox'
import type { Box, NodeId, Origin } from '@mosis/screen'

/** What can be asked of a running app, for its developer. Node ids are those of the screen's updates. */
export type InspectQuestion =
  /** The document on the screen. */
  | { kind: 'tree' }
  /** What one element looks like, and why. */
  | { kind: 'styles'; id: NodeId }
  /** Permissions, and what was asked, allowed and refused. */
  | { kind: 'audit' }
  /** What the app and its last handlers used of their limits. */
  | { kind: 'budget' }
  /** The files that the app keeps. */
  | { kind: 'storage' }
  /** How one of these files begins. */
  | { kind: 'file'; path: string }
  | { kind: 'databases' }
  /** Rows of one table, from `offset` on. */
  | { kind: 'rows'; database: string; table: string; offset?: number; limit?: number }
  /** The last events of the screen. */
  | { kind: 'events' }
  /** The last requests and sockets. */
  | { kind: 'network' }
  /** Runs Lua in the app as a handler would; only for an app that was started for development. */
  | { kind: 'eval'; code: string }

/** The answer to each kind of question. */
export interface InspectAnswers {
  tree: TreeAnswer
  /** Null when there is no such element any more. */
  styles: StyledProperty[] | null
  audit: AuditAnswer
  budget: BudgetAnswer
  storage: StorageAnswer
  /** Null when there is no such file. */
  file: FileAnswer | null
  databases: DatabaseSummary[]
  /** Null when there is no such table, or when the app is busy writing to it. */
  rows: RowsAnswer | null
  /** Oldest first. */
  events: EventEntry[]
  /** Oldest first. */
  network: NetworkEntry[]
  eval: EvalAnswer
}

export interface TreeAnswer {
  /** The file of the document, or nothing while none is open. */
  path: string
  title: string
  root: TreeElement | null
  focus: NodeId | null
}

export interface TreeElement {
  id: NodeId
  tag: string
  /** The `id` attribute. */
  elementId: string
  classes: readonly string[]
  attributes: [name: string, value: string][]
  states: string[]
  /** The texts that stand in it directly, joined. */
  text: string
  /** Made by a form control, a list or a scrolling element, not written in the document. */
  isGenerated: boolean
  /** Null while nobody who paints has laid it out. */
  box: Box | null
  children: TreeElement[]
}

export interface StyledProperty {
  property: string
  value: string
  origin: Origin
}

export interface AuditAnswer {
  /** What the manifest declares. */
  permissions: { permission: string; isGranted: boolean }[]
  /** Oldest first. */
  entries: AuditEntry[]
}

export interface BudgetAnswer {
  memoryBytes: number
  peakMemoryBytes: number
  memoryLimitBytes: number
  instructions: number
  cutOffs: number
  /** The last handlers that ran, oldest first. */
  handlers: HandlerRun[]
}

/** What one handler used, from its start to its end. */
export interface HandlerRun {
  atMs: number
  kind: BudgetKind
  /** What it ran for, such as `click button#add`. */
  name: string
  path?: string
  line?: number
  instructions: number
  limit: number
  /** Milliseconds of running; waiting does not count. */
  ranMs: number
  /** The code of the error that it ended with. */
  error?: string
}

export interface StorageAnswer {
  keptBytes: number
  keptLimitBytes: number
  cacheBytes: number
  cacheLimitBytes: number
  files: StoredFileEntry[]
  /** There are more files than are listed. */
  isCut: boolean
}

export interface StoredFileEntry {
  /** As the app names it; `cache/…` and `temp/…` are cleared. */
  path: string
  sizeBytes: number
  modifiedMs: number
}

export interface FileAnswer {
  path: string
  sizeBytes: number
  /** The first bytes as text, or, where they are no text, in hexadecimal. */
  head: string
  isText: boolean
  /** There is more than `head`. */
  isCut: boolean
}

export interface DatabaseSummary {
  name: string
  sizeBytes: number
  tables: { name: string; rows: number }[]
  /** Why it cannot be read now. */
  problem?: string
}

export interface RowsAnswer {
  columns: string[]
  /** Values as text; null is NULL. */
  rows: (string | null)[][]
  /** Rows of the whole table. */
  total: number
}

export interface EventEntry {
  atMs: number
  type: string
  /** The element as texts name it, such as `button#add`. */
  target: string
  /** How many handlers of the app it started. */
  handlers: number
  isStopped: boolean
}

export interface NetworkEntry {
  number: number
  atMs: number
  kind: 'request' | 'socket'
  /** `GET` and the like; nothing for a socket. */
  method: string
  url: string
  /** Missing while there is no answer. */
  status?: number
  /** Of the answer's body, or of the messages that came. */
  sizeBytes: number
  /** Missing while it goes on. */
  tookMs?: number
  problem?: { code: string; message: string }
}

/** Values as Lua would write them, or why it failed. */
export type EvalAnswer = { ok: true; text: string } | { ok: false; message: string; traceback: string }

/** Looks into one running app. */
export interface Inspector {
  inspect<Kind extends InspectQuestion['kind']>(
    question: Extract<InspectQuestion, { kind: Kind }>,
  ): Promise<InspectAnswers[Kind]>
}
