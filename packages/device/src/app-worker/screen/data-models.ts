import {
  HostObject,
  LuaError,
  type Arguments,
  type LuaFunctionRef,
  type LuaInput,
  type LuaValue,
  type Sandbox,
} from '@mosis/sandbox'
import {
  addEntry,
  copyTable,
  createBindings,
  ModelStore,
  ModelTable,
  type Bindings,
  type Model,
  type ModelKey,
  type ModelValue,
  type ScreenDocument,
} from '@mosis/screen'
import { defineScreenClass } from './define-class.ts'
import type { Handlers } from './handlers.ts'
import type { AppScreenHost } from './screen-host.ts'

/** The data models of an app. They belong to its context: they stay when another document opens, and whichever names them shows them. */
export interface DataModels {
  /** Opens a model with what is in a table; answers the live table that stands for it from now on. */
  open(name: string, call: Arguments, index: number): LuaInput
  close(name: string): boolean
  /** Binds a document to the models that are open and to those that will be. */
  attach(document: ScreenDocument, handlers: Handlers): Bindings
}

type ModelHost = Pick<AppScreenHost, 'translate'> & { onChange?: () => void }

interface Attached {
  document: ScreenDocument
  bindings: Bindings
}

const tableCost = 20

/** Defines the classes `DataModel` and `DataModelTable`, which Lua uses like tables. */
export function createDataModels(sandbox: Sandbox, host: ModelHost): DataModels {
  const store = new ModelStore()
  const handlersOf = new WeakMap<ScreenDocument, Handlers>()
  let attached: Attached[] = []
  defineScreenClass<Model>(sandbox, {
    name: 'DataModel',
    get: (model, key) => (requireOpen(model), readVariable(model, key)),
    set: (model, key, value) => paid(value, () => setVariable(model, key, value)),
    entries: (model) => [
      ...entriesOf(model.root),
      ...[...model.functions.keys()].map((name) => [name, readVariable(model, name)] as const),
    ],
    plain: ({ root }) => new Map(entriesOf(root)),
    tostring: ({ name }) => `DataModel(${name})`,
  })
  defineScreenClass<ModelTable>(sandbox, {
    name: 'DataModelTable',
    get: (table, key) => toLuaValue(table.entries.get(toKey(key))),
    set: (table, key, value) => paid(value, () => setField(table, key, value)),
    length: (table) => table.length,
    entries: entriesOf,
    plain: (table) => new Map(entriesOf(table)),
    released: (table) => void store.held.delete(table),
  })
  return { open, close, attach }

  function open(name: string, call: Arguments, index: number): LuaInput {
    const table = call.table(index, 'table')
    return paid(call, () => {
      const rest = new Map(table)
      const model = store.open(name)
      try {
        for (const [key, value] of table) {
          rest.delete(key)
          write(model, key, value)
        }
      } catch (error) {
        releaseFunctions(rest)
        store.close(name)
        throw error
      }
      for (const { bindings } of attached) bindings.openModel(name, model)
      return sandbox.toLua('DataModel', model)
    })
  }

  function close(name: string): boolean {
    for (const { bindings } of attached) bindings.closeModel(name)
    return store.close(name)
  }

  function attach(document: ScreenDocument, handlers: Handlers): Bindings {
    for (const { bindings } of attached.filter((one) => one.document.isClosed)) bindings.close()
    attached = attached.filter((one) => !one.document.isClosed)
    const bindings = createBindings(document, {
      translate: (key, args) => host.translate(key, Object.fromEntries(args)),
      warn: (message, place) => handlers.warn(message, place),
      onDirty: () => host.onChange?.(),
    })
    handlersOf.set(document, handlers)
    for (const [name, model] of store.models) bindings.openModel(name, model)
    attached.push({ document, bindings })
    return bindings
  }

  function readVariable(model: Model, key: unknown): LuaInput {
    const found = typeof key === 'string' ? functionRefs.get(model)?.get(key) : undefined
    return found ?? toLuaValue(model.root.entries.get(toKey(key)))
  }

  function setVariable(model: Model, key: unknown, value: Arguments): void {
    requireOpen(model)
    write(model, key, value.value(1))
  }

  function write(model: Model, key: unknown, value: LuaValue): void {
    if (typeof key !== 'string') {
      releaseFunctions(value)
      throw new LuaError('argument.invalid', 'Cannot set this in a data model: its variables have names')
    }
    setFunction(model, key, isFunction(value) ? value : undefined)
    if (!isFunction(value)) model.set(model.root, key, toModelValue(value, model))
  }

  /** Functions are called by `data-event-…` with the event and what stands in the brackets. */
  function setFunction(model: Model, name: string, fn: LuaFunctionRef | undefined): void {
    model.functions.get(name)?.release()
    model.functions.delete(name)
    const refs = functionRefs.get(model) ?? new Map<string, LuaFunctionRef>()
    functionRefs.set(model, refs)
    refs.delete(name)
    if (!fn) return
    refs.set(name, fn)
    model.functions.set(name, {
      run: async (event, args) => handlersOf.get(event.target.document)?.callFunction(fn, event, args),
      release: () => fn.release(),
    })
  }

  function setField(table: ModelTable, key: unknown, value: Arguments): void {
    const { model } = table
    if (!model) throw new LuaError('screen.model_closed', 'Cannot set this: the table is in no data model')
    requireOpen(model)
    model.set(table, toKey(key), toModelValue(value.value(1), model))
  }

  function toModelValue(value: LuaValue, model: Model): ModelValue | undefined {
    if (value === undefined || value === null) return undefined
    if (typeof value !== 'object') return value
    if (value instanceof HostObject && value.object instanceof ModelTable) {
      const table = value.object
      return table.model === model ? table : copyTable(table, store)
    }
    if (value instanceof Map) return toTable(value, model)
    releaseFunctions(value)
    throw new LuaError(
      'argument.invalid',
      'Cannot keep this in a data model: values are text in UTF-8, numbers, booleans and tables of them; functions stand on the top',
    )
  }

  function toTable(given: ReadonlyMap<ModelKey | boolean | bigint, LuaValue>, model: Model): ModelTable {
    const table = new ModelTable()
    const rest = new Map(given)
    try {
      for (const [key, value] of given) {
        rest.delete(key)
        const kept = toModelValue(value, model)
        if (kept === undefined) continue
        store.take(kept instanceof ModelTable ? null : kept)
        addEntry(table, toKey(key), kept)
      }
    } finally {
      // When one value is refused, functions among the others must not stay with the host.
      releaseFunctions(rest)
    }
    return table
  }

  function toLuaValue(value: ModelValue | undefined): LuaInput {
    if (!(value instanceof ModelTable)) return value
    store.held.add(value)
    return sandbox.toLua('DataModelTable', value)
  }

  function entriesOf(table: ModelTable | Model): (readonly [ModelKey, LuaInput])[] {
    const { entries } = table instanceof ModelTable ? table : table.root
    return Array.from(entries, ([key, value]) => [key, toLuaValue(value)] as const)
  }

  /** Takes instructions for the work that was done on tables, which is done outside of Lua. */
  function paid<Result>(call: Arguments, run: () => Result): Result {
    const before = store.work
    try {
      return run()
    } finally {
      call.charge((store.work - before) * tableCost)
    }
  }
}

const functionRefs = new WeakMap<Model, Map<string, LuaFunctionRef>>()

function requireOpen(model: Model): void {
  if (model.isClosed)
    throw new LuaError('screen.model_closed', `Cannot use the data model "${model.name}": it is closed`)
}

function toKey(key: unknown): ModelKey {
  if (typeof key === 'string' || typeof key === 'number') return key
  throw new LuaError('argument.invalid', 'Cannot use this key in a data model: it should be a name or a number')
}

function isFunction(value: LuaValue): value is LuaFunctionRef {
  return typeof value === 'object' && value !== null && 'kind' in value
}

function releaseFunctions(value: LuaValue): void {
  if (isFunction(value)) value.release()
  else if (value instanceof Map) for (const one of value.values()) releaseFunctions(one)
}
