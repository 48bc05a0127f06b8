import { LuaError, type Arguments, type HostObject, type LuaInput, type Sandbox } from '@mosis/sandbox'
import { optionsOf, ownChildren, propertyOf, ScreenElement, type EventParameters } from '@mosis/screen'
import { defineScreenClass } from './define-class.ts'
import { toLua } from './node-values.ts'

/** A part of an element that Lua sees as a table; made anew each time it is asked for. */
class Proxy {
  readonly element: ScreenElement
  constructor(element: ScreenElement) {
    this.element = element
  }
}

/** `element.attributes`: readable by name and with `pairs`. */
export function attributesProxy(sandbox: Sandbox, element: ScreenElement): HostObject {
  return sandbox.toLua('ElementAttributesProxy', new Proxy(element))
}

/** `element.child_nodes`: readable by number from 1, with `#` and `pairs`. */
export function childNodesProxy(sandbox: Sandbox, element: ScreenElement): HostObject {
  return sandbox.toLua('ElementChildNodesProxy', new Proxy(element))
}

/** `element.style`: reads what holds for the element, its own declarations first; writing and `pairs` are for its own. */
export function styleProxy(sandbox: Sandbox, element: ScreenElement): HostObject {
  return sandbox.toLua('ElementStyleProxy', new Proxy(element))
}

/** `select.options`: readable by number from 1, with `#` and `pairs`. */
export function optionsProxy(sandbox: Sandbox, element: ScreenElement): HostObject {
  return sandbox.toLua('SelectOptionsProxy', new Proxy(element))
}

/** `event.parameters`: readable by name and with `pairs`. */
export function parametersProxy(sandbox: Sandbox, parameters: EventParameters): HostObject {
  return sandbox.toLua('EventParametersProxy', { parameters })
}

/** Defines the classes of all proxies. */
export function defineProxyClasses(sandbox: Sandbox): void {
  defineScreenClass<Proxy>(sandbox, {
    name: 'ElementAttributesProxy',
    get: ({ element }, key) => (typeof key === 'string' ? element.getAttribute(key) : undefined),
    length: ({ element }) => element.attributes.size,
    entries: ({ element }) => element.attributes,
  })
  defineScreenClass<Proxy>(sandbox, {
    name: 'ElementStyleProxy',
    get: ({ element }, key) =>
      typeof key === 'string' ? (element.ownStyle.get(key) ?? propertyOf(element, key)) : undefined,
    set: ({ element }, key, value) => setStyle(element, key, value),
    entries: ({ element }) => element.ownStyle,
  })
  defineListClass(sandbox, 'ElementChildNodesProxy', ownChildren, (node) => toLua(sandbox, node))
  defineListClass(sandbox, 'SelectOptionsProxy', optionsOf, (option) => {
    return { element: toLua(sandbox, option), value: option.getAttribute('value') ?? '' }
  })
  defineScreenClass<{ parameters: EventParameters }>(sandbox, {
    name: 'EventParametersProxy',
    get: ({ parameters }, key) =>
      typeof key === 'string' && Object.hasOwn(parameters, key) ? parameterOf(sandbox, parameters, key) : undefined,
    entries: ({ parameters }) =>
      Object.keys(parameters).map((key) => [key, parameterOf(sandbox, parameters, key)] as const),
  })
}

function defineListClass<Item>(
  sandbox: Sandbox,
  name: string,
  itemsOf: (element: ScreenElement) => readonly Item[],
  wrap: (item: Item) => LuaInput,
): void {
  defineScreenClass<Proxy>(sandbox, {
    name,
    get({ element }, key) {
      const item = typeof key === 'number' ? itemsOf(element)[key - 1] : undefined
      return item === undefined ? undefined : wrap(item)
    },
    length: ({ element }) => itemsOf(element).length,
    entries: ({ element }) => itemsOf(element).map((item, index) => [index + 1, wrap(item)] as const),
  })
}

function setStyle(element: ScreenElement, key: unknown, value: Arguments): void {
  const name = String(key)
  const text = value.isAbsent(1) ? undefined : value.text(1, name)
  if (element.setOwnStyle(name, text)) return
  throw new LuaError(
    'argument.invalid',
    `Cannot set style "${name}" to "${text}": it should be one declaration, such as "10dp"`,
  )
}

function parameterOf(sandbox: Sandbox, parameters: EventParameters, key: string): LuaInput {
  const value = parameters[key]!
  if (value instanceof ScreenElement) return toLua(sandbox, value)
  // Lua counts tabs from 1.
  return key === 'tab_index' && typeof value === 'number' ? value + 1 : value
}
