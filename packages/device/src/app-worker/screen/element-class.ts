import {
  LuaFloat,
  recordOf,
  type Arguments,
  type LuaFunctionRef,
  type LuaInput,
  type LuaTable,
  type LuaValue,
  type Sandbox,
} from '@mosis/sandbox'
import {
  addListener,
  appendChild,
  blurElement,
  click,
  dispatch,
  elementsIn,
  findableIn,
  focusElement,
  getBox,
  getInnerRml,
  insertBefore,
  matchesSelector,
  offsetParent,
  ownChildren,
  parentOf,
  pathToRoot,
  querySelector,
  querySelectorAll,
  removeChild,
  replaceChild,
  ScreenElement,
  scrollIntoView,
  scrollTo,
  setInnerRml,
  type EventValue,
  type ScreenNode,
} from '@mosis/screen'
import { defineScreenClass } from './define-class.ts'
import { getProperty, nodeGetters, setProperty, type Getters, type Setters } from './node-class.ts'
import { toLua, toLuaOrNil } from './node-values.ts'
import { attributesProxy, childNodesProxy, styleProxy } from './proxies.ts'
import type { Handlers } from './handlers.ts'

/** The handlers of the document that an element belongs to. */
export type HandlersOf = (element: ScreenElement) => Handlers

type Methods = Readonly<Record<string, (element: ScreenElement, call: Arguments) => LuaInput | void>>

/** Properties that every element has, for the classes of special elements. */
export function elementGetters(sandbox: Sandbox): Getters<ScreenElement> {
  const child = (element: ScreenElement, index: number) => toLuaOrNil(sandbox, ownChildren(element).at(index))
  return {
    ...nodeGetters(sandbox),
    attributes: (element) => attributesProxy(sandbox, element),
    child_nodes: (element) => childNodesProxy(sandbox, element),
    style: (element) => styleProxy(sandbox, element),
    class_name: (element) => element.className,
    id: (element) => element.id,
    inner_rml: (element) => getInnerRml(element),
    first_child: (element) => child(element, 0),
    last_child: (element) => child(element, -1),
    ...boxGetters,
    offset_parent: (element) => toLuaOrNil(sandbox, offsetParent(element)),
  }
}

/** Positions and sizes in px; they raise `screen.no_layout` while nobody has laid out the element. */
const boxGetters: Getters<ScreenElement> = {
  offset_left: (element) => new LuaFloat(offsetOf(element, 'left')),
  offset_top: (element) => new LuaFloat(offsetOf(element, 'top')),
  offset_width: (element) => new LuaFloat(getBox(element).width),
  offset_height: (element) => new LuaFloat(getBox(element).height),
  client_left: (element) => new LuaFloat(getBox(element).clientLeft),
  client_top: (element) => new LuaFloat(getBox(element).clientTop),
  client_width: (element) => new LuaFloat(getBox(element).clientWidth),
  client_height: (element) => new LuaFloat(getBox(element).clientHeight),
  scroll_width: (element) => new LuaFloat(getBox(element).scrollWidth),
  scroll_height: (element) => new LuaFloat(getBox(element).scrollHeight),
  scroll_left: (element) => (getBox(element), new LuaFloat(element.scrollLeft)),
  scroll_top: (element) => (getBox(element), new LuaFloat(element.scrollTop)),
}

/** Properties that can be set on every element. */
export const elementSetters: Setters<ScreenElement> = {
  class_name: (element, value) => element.setAttribute('class', value.text(1, 'class_name')),
  id: (element, value) => element.setAttribute('id', value.text(1, 'id')),
  scroll_left: (element, value) => scrollTo(element, { left: value.number(1, 'scroll_left') }),
  scroll_top: (element, value) => scrollTo(element, { top: value.number(1, 'scroll_top') }),
  inner_rml(element, value) {
    const rml = value.text(1, 'inner_rml')
    chargeMarkup(rml, value)
    setInnerRml(element, rml)
  },
}

/** Defines `Element`. */
export function defineElementClass(sandbox: Sandbox, handlersOf: HandlersOf): void {
  const getters = elementGetters(sandbox)
  defineScreenClass<ScreenElement>(sandbox, {
    name: 'Element',
    extends: 'Node',
    methods: { ...treeMethods(sandbox), ...searchMethods(sandbox), ...attributeMethods, ...eventMethods(handlersOf) },
    properties: Object.keys(getters),
    get: (element, key) => getProperty(getters, element, key),
    set: (element, key, value) => setProperty(elementSetters, element, key, value),
  })
}

function treeMethods(sandbox: Sandbox): Methods {
  return {
    AppendChild(element, call) {
      const node = call.object<ScreenNode>(1, 'node', 'Node')
      appendChild(element, node)
      return toLua(sandbox, node)
    },
    InsertBefore(element, call) {
      const node = call.object<ScreenNode>(1, 'node', 'Node')
      insertBefore(element, node, call.isAbsent(2) ? null : call.object<ScreenNode>(2, 'next', 'Node'))
      return toLua(sandbox, node)
    },
    ReplaceChild(element, call) {
      replaceChild(element, call.object<ScreenNode>(1, 'node', 'Node'), call.object<ScreenNode>(2, 'replaced', 'Node'))
      return true
    },
    RemoveChild(element, call) {
      const node = call.object<ScreenNode>(1, 'node', 'Node')
      if (parentOf(node) !== element) return false
      removeChild(element, node)
      return true
    },
    HasChildNodes: (element) => ownChildren(element).length > 0,
  }
}

function searchMethods(sandbox: Sandbox): Methods {
  const list = (elements: Iterable<ScreenElement>) => Array.from(elements, (element) => toLua(sandbox, element))
  return {
    GetElementById: (element, call) => toLuaOrNil(sandbox, findById(element, call.text(1, 'id'))),
    GetElementsByTagName(element, call) {
      const tag = call.text(1, 'tag').toLowerCase()
      chargeSearch(element, call, 2)
      return list(findableIn(element).filter((one) => one.tag === tag))
    },
    GetElementsByClassName(element, call) {
      const names = call.text(1, 'class').split(/\s+/).filter(Boolean)
      chargeSearch(element, call, 2)
      return list(findableIn(element).filter((one) => names.length > 0 && names.every((name) => one.hasClass(name))))
    },
    QuerySelector(element, call) {
      const selector = call.text(1, 'selector')
      chargeSearch(element, call, 10)
      return toLuaOrNil(sandbox, querySelector(element, selector))
    },
    QuerySelectorAll(element, call) {
      const selector = call.text(1, 'selector')
      chargeSearch(element, call, 10)
      return list(querySelectorAll(element, selector))
    },
    Matches(element, call) {
      const selector = call.text(1, 'selector')
      chargeSearch(element, call, 10)
      return matchesSelector(element, selector)
    },
  }
}

const attributeMethods: Methods = {
  GetAttribute: (element, call) => element.getAttribute(call.text(1, 'name')),
  HasAttribute: (element, call) => element.hasAttribute(call.text(1, 'name')),
  SetAttribute: (element, call) => element.setAttribute(call.text(1, 'name'), call.text(2, 'value')),
  RemoveAttribute: (element, call) => element.removeAttribute(call.text(1, 'name')),
  IsClassSet: (element, call) => element.hasClass(call.text(1, 'name')),
  SetClass: (element, call) => element.setClass(call.text(1, 'name'), call.boolean(2, 'set')),
}

function eventMethods(handlersOf: HandlersOf): Methods {
  return {
    AddEventListener(element, call) {
      const type = call.text(1, 'event')
      const isCapture = call.truth(3)
      const handlers = handlersOf(element)
      const given = call.value(2)
      if (typeof given === 'string') {
        const handler = handlers.compileHandler(given, element, type, undefined)
        if (handler) addListener(element, type, handler, { isCapture })
      } else if (isFunction(given)) addListener(element, type, handlers.ofFunction(given, element), { isCapture })
      else call.wrong(2, 'listener', 'something else', 'a function or code as a string')
    },
    DispatchEvent(element, call) {
      return dispatch(element, call.text(1, 'event'), call.isAbsent(2) ? {} : readParameters(call))
    },
    Click: (element) => click(element),
    Focus: (element) => focusElement(element),
    Blur: (element) => blurElement(element),
    ScrollIntoView: (element, call) => scrollIntoView(element, call.isAbsent(1) || call.boolean(1, 'align_with_top')),
  }
}

/** What an app gives to an event: text, numbers, booleans and elements by name. */
function readParameters(call: Arguments): Record<string, EventValue> {
  const given: LuaTable = call.table(2, 'parameters')
  const record = recordOf(given)
  if (!record) return call.wrong(2, 'parameters', 'a table with other keys', 'a table with names as keys')
  const parameters: Record<string, EventValue> = Object.create(null)
  for (const value of given.values()) {
    if (isFunction(value)) value.release()
  }
  for (const [name, value] of Object.entries(record)) {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') parameters[name] = value
    else if (typeof value === 'bigint') parameters[name] = Number(value)
    else if (value && 'object' in value && value.object instanceof ScreenElement) parameters[name] = value.object
    else
      call.wrong(
        2,
        'parameters',
        `a table whose "${name}" is something else`,
        'of text, numbers, booleans and elements',
      )
  }
  return parameters
}

function isFunction(value: LuaValue): value is LuaFunctionRef {
  return typeof value === 'object' && value !== null && 'kind' in value
}

/** RmlUi looks in the whole document, wherever it is asked. */
function findById(element: ScreenElement, id: string): ScreenElement | undefined {
  if (id === '#self') return element
  if (id === '#parent') return element.parent ?? undefined
  if (id === '#document') return element.document.body
  if (element.isConnected) return element.document.findById(id)
  const root = pathToRoot(element).at(-1)!
  return root.id === id ? root : elementsIn(root).find((one) => one.id === id)
}

/** Takes instructions for markup that is about to be read. A budget of an event ends at a quarter of a million characters. */
export function chargeMarkup(rml: string, call: Arguments): void {
  call.charge(rml.length * 4)
}

/** Takes instructions for a walk over the tree. */
function chargeSearch(element: ScreenElement, call: Arguments, perNode: number): void {
  call.charge(element.document.nodeCount * perNode)
}

/** How far an edge lies from the inner edge of what the element is positioned in, as if nothing were scrolled. */
function offsetOf(element: ScreenElement, side: 'left' | 'top'): number {
  const box = getBox(element)
  const parent = offsetParent(element)
  const outer = parent && getBox(parent)
  if (side === 'left') return box.x - (outer ? outer.x + outer.clientLeft - parent.scrollLeft : 0)
  return box.y - (outer ? outer.y + outer.clientTop - parent.scrollTop : 0)
}
