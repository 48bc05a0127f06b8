import { ScreenError } from '../errors.ts'
import type { ScreenEvent } from '../event.ts'
import { screenLimits } from '../limits.ts'
import type { DataModel, ModelPath, ModelRead, ModelScalar } from './data-model.ts'

export type ModelKey = string | number
export type ModelValue = ModelScalar | ModelTable

/** A function of the app that a model offers to `data-event-…`. */
export interface ModelFunction {
  run(event: ScreenEvent, args: readonly (ModelScalar | undefined)[]): Promise<void>
  release(): void
}

/** A table inside a model. Keys are those of Lua: list items count from 1. It may stand in several places of its model. */
export class ModelTable {
  readonly entries = new Map<ModelKey, ModelValue>()
  /** Items of the list that it is: 1 … length are there. */
  length = 0
  model: Model | null = null
  /** The variables of the model under which it was ever reached. */
  readonly variables = new Set<string>()
}

/** All models of an app, and how much they may hold together: they live outside of the memory that Lua counts. */
export class ModelStore {
  readonly models = new Map<string, Model>()
  /** Tables that the app holds on to; they count although they may have left their model. */
  readonly held = new Set<ModelTable>()
  /** Steps that walks over tables took so far, for who pays for them. */
  work = 0
  #values = 0
  #chars = 0

  /** Opens a model without variables; one that was open under this name is closed. */
  open(name: string): Model {
    this.close(name)
    const { models } = screenLimits
    if (this.models.size >= models)
      throw new ScreenError('model-too-large', `Cannot open the model "${name}": ${models} models are open`)
    const model = new Model(name, this)
    this.models.set(name, model)
    return model
  }

  /** Closes a model: nothing of it can be read or set any more. Answers whether there was one. */
  close(name: string): boolean {
    const model = this.models.get(name)
    if (!model) return false
    this.models.delete(name)
    model.end()
    return true
  }

  /** Makes room for a value; throws when all models together would hold too much. */
  take(value: ModelScalar | null): void {
    const chars = typeof value === 'string' ? value.length : 0
    const { modelValues, modelChars } = screenLimits
    this.#values += 1
    this.#chars += chars
    if (this.#values <= modelValues && this.#chars <= modelChars) return
    // What was replaced has not been taken off yet.
    this.#countAll()
    this.#values += 1
    this.#chars += chars
    if (this.#values <= modelValues && this.#chars <= modelChars) return
    this.#countAll()
    throw new ScreenError(
      'model-too-large',
      `Cannot keep more in data models: they hold at most ${modelValues} values and ${modelChars} characters`,
    )
  }

  #countAll(): void {
    this.#values = 0
    this.#chars = 0
    const pending = [...this.held, ...[...this.models.values()].map(({ root }) => root)]
    for (const table of reachable(pending)) {
      this.#values += table.entries.size
      this.work += table.entries.size + 1
      for (const value of table.entries.values()) this.#chars += typeof value === 'string' ? value.length : 0
    }
  }
}

/** A data model: variables on the top, tables in them, and functions. It notes which variables change. */
export class Model implements DataModel {
  readonly name: string
  readonly store: ModelStore
  readonly root = new ModelTable()
  readonly functions = new Map<string, ModelFunction>()
  isClosed = false
  readonly #known = new Set<string>()
  #dirty = new Set<string>()
  #listeners = new Set<() => void>()

  constructor(name: string, store: ModelStore) {
    this.name = name
    this.store = store
    this.root.model = this
  }

  get isDirty(): boolean {
    return this.#dirty.size > 0
  }

  watch(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  takeDirty(): ReadonlySet<string> {
    const dirty = this.#dirty
    if (dirty.size > 0) this.#dirty = new Set()
    return dirty
  }

  has(name: string): boolean {
    return this.#known.has(name)
  }

  read(path: ModelPath): ModelRead {
    let at: ModelRead = this.root
    for (const step of path) {
      if (!(at instanceof ModelTable)) return undefined
      const found: ModelValue | undefined = at.entries.get(typeof step === 'number' ? step + 1 : step)
      at = found === undefined && step === 'size' && at !== this.root ? at.length : found
    }
    return at
  }

  size(path: ModelPath): number | undefined {
    const found = this.read(path)
    return found instanceof ModelTable ? found.length : undefined
  }

  write(path: ModelPath, value: ModelScalar): boolean {
    const holder = this.read(path.slice(0, -1))
    const step = path.at(-1)
    if (!(holder instanceof ModelTable) || step === undefined || this.isClosed) return false
    this.set(holder, typeof step === 'number' ? step + 1 : step, value)
    return true
  }

  call(name: string, event: ScreenEvent, args: readonly (ModelScalar | undefined)[]): Promise<void> | undefined {
    return this.functions.get(name)?.run(event, args)
  }

  /** Sets or removes what a table holds under a key. A table of this model that is set again stays the same table. */
  set(table: ModelTable, key: ModelKey, value: ModelValue | undefined): void {
    const before = table.entries.get(key)
    if (value === before) return
    if (value === undefined) removeEntry(table, key)
    else {
      if (value instanceof ModelTable) this.#adopt(value, table, key)
      this.store.take(value instanceof ModelTable ? null : value)
      addEntry(table, key, value)
    }
    if (table === this.root) this.#note(String(key))
    else for (const variable of table.variables) this.#note(variable)
  }

  /** Notes that a variable may have changed, also when its value is the same. */
  setDirty(name: string): void {
    this.#note(name)
  }

  end(): void {
    this.isClosed = true
    for (const one of this.functions.values()) one.release()
    this.functions.clear()
    for (const table of reachable([this.root])) table.entries.clear()
    for (const listener of this.#listeners) listener()
  }

  #note(name: string): void {
    this.#known.add(name)
    this.#dirty.add(name)
    for (const listener of this.#listeners) listener()
  }

  #adopt(value: ModelTable, into: ModelTable, key: ModelKey): void {
    const variables = into === this.root ? [String(key)] : [...into.variables]
    for (const table of hasTables(value) ? reachable([value]) : [value]) {
      this.store.work += table.entries.size + 1
      if (table === into || table === this.root)
        throw new ScreenError('wrong-model', `Cannot put a table of the model "${this.name}" into itself`)
    }
    // What is below has every variable that the table itself has, so most moves inside a list end here.
    if (value.model === this && variables.every((name) => value.variables.has(name))) return
    for (const table of reachable([value])) {
      table.model = this
      for (const name of variables) table.variables.add(name)
    }
  }
}

/** A table with all that is in it, as tables of no model yet. A table that stands in it twice does so in the copy. */
export function copyTable(table: ModelTable, store: ModelStore): ModelTable {
  const copies = new Map<ModelTable, ModelTable>()
  for (const one of reachable([table])) copies.set(one, new ModelTable())
  for (const [one, copy] of copies) {
    store.work += one.entries.size + 1
    for (const [key, value] of one.entries) {
      store.take(value instanceof ModelTable ? null : value)
      addEntry(copy, key, value instanceof ModelTable ? copies.get(value)! : value)
    }
  }
  return copies.get(table)!
}

/** Puts an entry into a table that belongs to no model yet. */
export function addEntry(table: ModelTable, key: ModelKey, value: ModelValue): void {
  table.entries.set(key, value)
  while (table.entries.has(table.length + 1)) table.length += 1
}

function removeEntry(table: ModelTable, key: ModelKey): void {
  table.entries.delete(key)
  if (typeof key === 'number' && key >= 1 && key <= table.length && Number.isInteger(key)) table.length = key - 1
}

function hasTables(table: ModelTable): boolean {
  for (const value of table.entries.values()) {
    if (value instanceof ModelTable) return true
  }
  return false
}

/** The tables and all tables in them, each once. */
function reachable(tables: Iterable<ModelTable>): Set<ModelTable> {
  const seen = new Set(tables)
  // A set hands out what is added while it is walked.
  for (const table of seen) {
    for (const value of table.entries.values()) {
      if (value instanceof ModelTable) seen.add(value)
    }
  }
  return seen
}
