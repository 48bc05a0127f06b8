import type { PermissionName } from '../permissions.ts'

/**
 * The Lua API as data. Types are written in the words of LuaCATS, as editors know them: `string`, `integer`, `fun(image: Image)`,
 * `Element`, `string[]`, `table<string, string>`, `"back"|"front"`, `…|nil`.
 */
export interface LuaParameter {
  /** `...` stands for any number of them. */
  name: string
  type: string
  optional?: true
  summary: string
  /** Bounds of a number. */
  min?: number
  max?: number
}

export interface LuaResult {
  type: string
  /** A name for it, in one word. */
  name: string
  summary?: string
}

/** A function of a module (`storage.write`), a global one (`navigateTo`) or a method (`Element:SetClass`). */
export interface LuaFunction {
  /** As apps call it. */
  name: string
  summary: string
  parameters: readonly LuaParameter[]
  results: readonly LuaResult[]
  /** It raises `permission.denied` unless the app has one of these. */
  permissions?: readonly PermissionName[]
  /** Suspends the handler that calls it; timers and other handlers run meanwhile. */
  waits?: true
  /** Codes of errors that are raised, beside `argument.invalid`, `permission.denied` and the limits. */
  raises?: readonly string[]
  /** Codes of failures that come back: as `nil, message` behind the results, or in an `error` field. */
  fails?: readonly string[]
  /** Where failures come back; `nil, message` unless said. */
  failsIn?: 'nil, message' | 'error field' | 'false, message'
  example?: string
}

/** A value under a name: a constant of a module, a field of a table, a property of an object. */
export interface LuaField {
  name: string
  type: string
  optional?: true
  /** Apps may set it. */
  isWritable?: true
  summary: string
  min?: number
  max?: number
}

/** A plain table with known fields, given to a function or answered by it. */
export interface LuaShape {
  name: string
  summary: string
  fields: readonly LuaField[]
}

/** An object of the platform: locked, with methods and properties. */
export interface LuaClass {
  name: string
  extends?: string
  summary: string
  fields: readonly LuaField[]
  methods: readonly LuaFunction[]
  /** What arithmetic and comparison answer, as LuaCATS writes operators: `add(Vector2f): Vector2f`. */
  operators?: readonly string[]
}

/** What belongs together: a global table with functions, or functions that are globals themselves. */
export interface LuaModule {
  /** The global, or a heading for functions that are globals themselves. */
  name: string
  /** Its functions are globals themselves. */
  isGlobal?: true
  /** Part of Lua itself, as far as it stays. */
  isStandard?: true
  summary: string
  /** What to know beyond the single functions, a sentence each. */
  notes?: readonly string[]
  functions: readonly LuaFunction[]
  fields?: readonly LuaField[]
  classes?: readonly LuaClass[]
  shapes?: readonly LuaShape[]
}

type Bounds = Pick<LuaParameter, 'min' | 'max'>

/** A parameter; a `?` behind its name makes it optional. */
export function parameter(name: string, type: string, summary: string, bounds: Bounds = {}): LuaParameter {
  const isOptional = name.endsWith('?')
  return {
    name: isOptional ? name.slice(0, -1) : name,
    type,
    ...(isOptional && { optional: true }),
    summary,
    ...bounds,
  }
}

/** A field of a shape or a property; a `?` behind its name makes it optional. */
export function field(name: string, type: string, summary: string, bounds: Bounds = {}): LuaField {
  return parameter(name, type, summary, bounds)
}

/** A property that apps may set. */
export function writable(name: string, type: string, summary: string): LuaField {
  return { ...field(name, type, summary), isWritable: true }
}

export function result(name: string, type: string, summary?: string): LuaResult {
  return { name, type, ...(summary !== undefined && { summary }) }
}

type FunctionRest = Partial<Omit<LuaFunction, 'name' | 'summary'>>

/** A function; without `parameters` it takes none, without `results` it answers nothing. */
export function luaFunction(name: string, summary: string, rest: FunctionRest = {}): LuaFunction {
  return { name, summary, parameters: [], results: [], ...rest }
}

/** What most functions answer that do something: true. */
export const done: readonly LuaResult[] = [result('ok', 'true')]
