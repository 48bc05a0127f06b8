import { LuaError, type Arguments, type HostClass, type LuaInput, type Sandbox } from '@mosis/sandbox'
import { parentOf, siblingOf, type ScreenNode, type ScreenText } from '@mosis/screen'
import { defineScreenClass } from './define-class.ts'
import { toLua, toLuaOrNil } from './node-values.ts'

/** A property by its name; undefined for a name that is none. */
export type Getters<T> = Readonly<Record<string, (object: T) => LuaInput>>

/** Asks a property by a key that Lua gave. */
export function getProperty<T>(getters: Getters<T>, object: T, key: unknown): LuaInput {
  return typeof key === 'string' && Object.hasOwn(getters, key) ? getters[key]!(object) : undefined
}

/** What writing a property does, by its name. */
export type Setters<T> = Readonly<Record<string, (object: T, value: Arguments) => void>>

/** Writes a property by a key that Lua gave. */
export function setProperty<T>(setters: Setters<T>, object: T, key: unknown, value: Arguments): void {
  if (typeof key === 'string' && Object.hasOwn(setters, key)) {
    setters[key]!(object, value)
    return
  }
  const names = Object.keys(setters).join(', ')
  throw new LuaError('argument.invalid', `Cannot set ${value.functionName}: only these can be set: ${names}`)
}

/** What elements and texts have in common. */
export function nodeGetters(sandbox: Sandbox): Getters<ScreenNode> {
  return {
    tag_name: (node) => node.tag,
    parent_node: (node) => toLuaOrNil(sandbox, parentOf(node)),
    next_sibling: (node) => toLuaOrNil(sandbox, siblingOf(node, 1)),
    previous_sibling: (node) => toLuaOrNil(sandbox, siblingOf(node, -1)),
    owner_document: (node) => (node.isConnected ? toLua(sandbox, node.document.body) : undefined),
  }
}

/** Defines `Node`, what every element and text is, and `ElementText`. */
export function defineNodeClasses(sandbox: Sandbox): void {
  const getters = nodeGetters(sandbox)
  defineScreenClass<ScreenNode>(sandbox, {
    name: 'Node',
    properties: Object.keys(getters),
    get: (node, key) => getProperty(getters, node, key),
  })
  const textClass: HostClass<ScreenText> = {
    name: 'ElementText',
    extends: 'Node',
    properties: ['text'],
    get: (text, key) => (key === 'text' ? text.text : getProperty(getters, text, key)),
    set: (text, key, value) =>
      setProperty({ text: (node, to) => void (node.text = to.text(1, 'text')) }, text, key, value),
  }
  defineScreenClass(sandbox, textClass)
}
