import type { HostClass } from '../arguments.ts'
import { LuaError, SandboxError } from '../errors.ts'
import { many } from '../values.ts'
import type { HostObject, LuaInput } from '../values.ts'
import { pushFunction, pushHostFunction, registerFunction, registerHostFunction } from './functions.ts'
import type { Thread } from './lua-api.ts'
import { luaType, registryIndex, upvalueIndex } from './lua-api.ts'
import { pushText, readString } from './strings.ts'
import { readNumber } from './transfer.ts'
import { protect } from './vm.ts'
import type { Vm } from './vm.ts'

type AnyObject = object
type AnyClass = HostClass<AnyObject>

/** A class as the sandbox keeps it. */
export interface DefinedClass {
  name: string
  parent: DefinedClass | undefined
  definition: AnyClass
  /** Where the registry keeps the metatable, and the methods by name. */
  metatable: number
  methods: number
  /** Handles of the objects that Lua knows under this class. */
  handles: WeakMap<AnyObject, number>
}

interface KnownObject {
  object: AnyObject
  hostClass: DefinedClass
}

/** Host objects: Lua holds a number in a locked box, the host knows what the number means. */
export interface Classes {
  defined: Map<string, DefinedClass>
  /** What each handle stands for. Entries go when Lua has collected the box. */
  known: Map<number, KnownObject>
  nextHandle: number
  /** Where the registry keeps the boxes by handle, without keeping them alive. */
  boxes: number
  /** The object behind `json.null`, which stands for null where tables cross. */
  jsonNull: AnyObject
}

const handleBytes = 4

/** Makes the place for host objects. */
export function createClasses(): Classes {
  return { defined: new Map(), known: new Map(), nextHandle: 1, boxes: 0, jsonNull: Object.freeze({}) }
}

/** Makes the table that finds the box of a handle again; weak, so that it does not keep the box. */
export function createBoxes(vm: Vm, thread: Thread): void {
  const { lua } = vm
  lua.lua_createtable(thread, 0, 0)
  lua.lua_createtable(thread, 0, 1)
  setField(vm, thread, '__mode', () => pushText(vm, thread, 'v'))
  lua.lua_setmetatable(thread, -2)
  vm.classes.boxes = lua.luaL_ref(thread, registryIndex)
}

/** Defines a class; its name must be new. */
export function defineClass<T extends object>(vm: Vm, definition: HostClass<T>): void {
  const { name } = definition
  if (vm.classes.defined.has(name)) throw new Error(`The class ${name} is defined twice`)
  const parent = definition.extends === undefined ? undefined : requireClass(vm, definition.extends)
  const anyDefinition = definition as unknown as AnyClass
  const hostClass: DefinedClass = {
    name,
    parent,
    definition: anyDefinition,
    metatable: 0,
    methods: 0,
    handles: new WeakMap(),
  }
  vm.classes.defined.set(name, hostClass)
  protect(vm, (thread) => {
    pushMethods(vm, thread, hostClass)
    hostClass.methods = vm.lua.luaL_ref(thread, registryIndex)
    pushMetatable(vm, thread, hostClass)
    hostClass.metatable = vm.lua.luaL_ref(thread, registryIndex)
  })
}

/** Its own methods and those of the classes it extends. */
function pushMethods(vm: Vm, thread: Thread, hostClass: DefinedClass): void {
  vm.lua.lua_createtable(thread, 0, 8)
  const names = new Set<string>()
  for (let at: DefinedClass | undefined = hostClass; at !== undefined; at = at.parent) {
    for (const [name, method] of Object.entries(at.definition.methods ?? {})) {
      if (names.has(name)) continue
      names.add(name)
      const owner = at
      const functionName = `${hostClass.name}:${name}`
      const id = registerHostFunction(vm, functionName, (call) => method(call.self(owner.name), call), 1)
      setField(vm, thread, name, () => pushFunction(vm, thread, id))
    }
  }
}

function pushMetatable(vm: Vm, thread: Thread, hostClass: DefinedClass): void {
  const { lua } = vm
  const { name } = hostClass
  const find = <K extends keyof AnyClass>(key: K): AnyClass[K] | undefined => {
    for (let at: DefinedClass | undefined = hostClass; at !== undefined; at = at.parent) {
      if (at.definition[key] !== undefined) return at.definition[key]
    }
    return undefined
  }
  const tostring = find('tostring')
  const length = find('length')
  const entries = find('entries')

  lua.lua_createtable(thread, 0, 12)
  setField(vm, thread, '__name', () => pushText(vm, thread, name))
  // Without `getmetatable` nobody can ask; this is the second lock.
  setField(vm, thread, '__metatable', () => lua.lua_pushboolean(thread, 0))
  setField(vm, thread, '__index', () => pushIndex(vm, thread, hostClass, find('get')))
  setField(vm, thread, '__newindex', () => pushNewIndex(vm, thread, hostClass, find('set')))
  setField(vm, thread, '__gc', () => lua.lua_pushcclosure(thread, vm.engine.functions.collected, 0))
  setField(vm, thread, '__tostring', () =>
    pushHostFunction(vm, thread, name, (call) => tostring?.(call.object(1, 'object', name)) ?? name),
  )
  if (length !== undefined) {
    setField(vm, thread, '__len', () =>
      pushHostFunction(vm, thread, `#${name}`, (call) => length(call.object(1, 'object', name))),
    )
  }
  if (entries !== undefined) setField(vm, thread, '__pairs', () => pushPairs(vm, thread, name, entries))
  for (const [operator, run] of Object.entries(find('operators') ?? {})) {
    setField(vm, thread, `__${operator}`, () => pushHostFunction(vm, thread, `${name} (${operator})`, run))
  }
}

/** `__index`: a method, else the property. The methods are its second upvalue. */
function pushIndex(vm: Vm, thread: Thread, { name, methods }: DefinedClass, get: AnyClass['get']): void {
  const { lua } = vm
  const property =
    get &&
    registerHostFunction(vm, name, (call) => {
      const key = call.key(2)
      return get(call.object(1, 'object', name), key, call)
    })
  const id = registerFunction(vm, name, (at) => {
    lua.lua_pushvalue(at, 2)
    if (lua.lua_rawget(at, upvalueIndex(2)) !== luaType.nil) return 1
    if (property === undefined) return 1
    lua.lua_settop(at, 2)
    return vm.functions[property]!.run(at)
  })
  lua.lua_pushlightuserdata(thread, id)
  vm.guard.get_element(thread, registryIndex, methods)
  lua.lua_pushcclosure(thread, vm.engine.functions.dispatch, 2)
}

function pushNewIndex(vm: Vm, thread: Thread, { name }: DefinedClass, set: AnyClass['set']): void {
  const id = registerHostFunction(vm, name, (call) => {
    const key = call.key(2)
    if (set === undefined) throw new LuaError('argument.invalid', `Cannot set ${name}.${String(key)}: it is read-only`)
    set(call.object(1, 'object', name), key, call.asAssignment(`${name}.${String(key)}`))
  })
  pushFunction(vm, thread, id)
}

/** `__pairs`: walks a copy with Lua's own `next`, so that changes meanwhile do no harm. */
function pushPairs(vm: Vm, thread: Thread, name: string, entries: NonNullable<AnyClass['entries']>): void {
  const next = registerFunction(vm, 'next', (at) => {
    vm.lua.lua_settop(at, 2)
    if (vm.lua.lua_next(at, 1) !== 0) return 2
    vm.lua.lua_pushnil(at)
    return 1
  })
  const copy = registerHostFunction(vm, `pairs(${name})`, (call) =>
    many(new Map(entries(call.object(1, 'object', name)) as Iterable<[string, LuaInput]>)),
  )
  const id = registerFunction(vm, name, (at) => {
    const results = vm.functions[copy]!.run(at)
    pushFunction(vm, at, next)
    vm.lua.lua_rotate(at, -1 - results, 1)
    vm.lua.lua_pushnil(at)
    return results + 2
  })
  pushFunction(vm, thread, id)
}

/** `__gc`: Lua has let go of the box at place 1. Nothing may be thrown from here. */
export function forgetObject(vm: Vm, thread: Thread): void {
  const { classes, lua, engine } = vm
  const handle = engine.words[lua.lua_touserdata(thread, 1) >> 2]!
  const found = classes.known.get(handle)
  if (found === undefined) return
  classes.known.delete(handle)
  // The object may have got a new box since Lua decided to collect this one.
  if (found.hostClass.handles.get(found.object) === handle) found.hostClass.handles.delete(found.object)
  try {
    found.hostClass.definition.released?.(found.object)
  } catch (error) {
    vm.log({ level: 'error', text: `Fault of the platform in ${found.hostClass.name}: ${String(error)}` })
  }
}

/** Pushes the box of an object; makes one where Lua does not know the object yet. */
export function pushObject(vm: Vm, thread: Thread, { className, object }: HostObject): void {
  const { classes, lua, guard, engine } = vm
  const hostClass = requireClass(vm, className)
  guard.get_element(thread, registryIndex, classes.boxes)
  const oldHandle = hostClass.handles.get(object)
  if (oldHandle !== undefined && guard.get_element(thread, -1, oldHandle) !== luaType.nil) {
    lua.lua_rotate(thread, -2, 1)
    lua.lua_settop(thread, -2)
    return
  }
  if (oldHandle !== undefined) lua.lua_settop(thread, -2)
  if (classes.known.size >= vm.limits.objects) {
    throw new LuaError('limit.objects', `this app holds ${vm.limits.objects} objects of the platform already`)
  }
  const handle = classes.nextHandle++
  // The box carries no handle until its metatable is set, so that nothing is forgotten that was never known.
  const box = lua.lua_newuserdatauv(thread, handleBytes, 0)
  engine.words[box >> 2] = 0
  guard.get_element(thread, registryIndex, hostClass.metatable)
  lua.lua_setmetatable(thread, -2)
  lua.lua_pushvalue(thread, -1)
  guard.set_element(thread, -3, handle)
  engine.words[box >> 2] = handle
  classes.known.set(handle, { object, hostClass })
  hostClass.handles.set(object, handle)
  lua.lua_rotate(thread, -2, 1)
  lua.lua_settop(thread, -2)
}

/** The object in the box at this place. Every box in this Lua is one of ours: nothing else makes any. */
export function findObject(vm: Vm, thread: Thread, index: number): KnownObject | undefined {
  return vm.classes.known.get(vm.engine.words[vm.lua.lua_touserdata(thread, index) >> 2]!)
}

/** The class of the box at this place. */
export function classOf(vm: Vm, thread: Thread, index: number): DefinedClass | undefined {
  return findObject(vm, thread, index)?.hostClass
}

/** Whether the object is of the class or of one that extends it. */
export function isOfClass(found: KnownObject, className: string): boolean {
  for (let at: DefinedClass | undefined = found.hostClass; at !== undefined; at = at.parent) {
    if (at.name === className) return true
  }
  return false
}

/** The key at this place, for a property. */
export function readKey(vm: Vm, thread: Thread, index: number): string | number | boolean | bigint {
  switch (vm.lua.lua_type(thread, index)) {
    case luaType.string: {
      const key = readString(vm, thread, index)
      if (typeof key === 'string') return key
      break
    }
    case luaType.number:
      return readNumber(vm, thread, index)
    case luaType.boolean:
      return vm.lua.lua_toboolean(thread, index) !== 0
  }
  throw new LuaError('argument.invalid', 'Cannot use this as a key of an object: it should be text or a number')
}

function requireClass(vm: Vm, name: string): DefinedClass {
  const found = vm.classes.defined.get(name)
  if (found === undefined)
    throw new SandboxError('value.unsupported', `Cannot find the class ${name}: it is not defined`)
  return found
}

/** Sets a field of the table on top. */
export function setField(vm: Vm, thread: Thread, name: string, push: () => void): void {
  pushText(vm, thread, name)
  push()
  vm.lua.lua_rawset(thread, -3)
}
