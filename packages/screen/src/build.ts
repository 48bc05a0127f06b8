import { parseRmlFragment, type RmlElement, type RmlNode, type RmlText } from '@mosis/syntax/rml'
import type { ScreenDocument } from './document.ts'
import { ScreenElement, ScreenText, type ScreenNode } from './element.ts'
import { ScreenError } from './errors.ts'
import { attributeOf, childrenNamed } from './head.ts'
import { dropListeners } from './listeners.ts'
import { appendChild, moveChildren, removeChildren } from './tree.ts'
import { elementsIn, textInside } from './walk.ts'

/** A template that documents use by its name. */
export interface Template {
  name: string
  /** The id of the element that takes the children of whoever uses the template. */
  contentId: string
  body: RmlElement | null
  path: string
}

/** Templates that one document may expand, in each other and in all; a template may use itself. */
const maxTemplateDepth = 16
const maxTemplates = 1000
/** Problems of one inner markup that are told; an app may set it many times. */
const maxWarnings = 5

/** Reads a template out of its tree; answers null when the root is no template. */
export function readTemplate(root: RmlElement, path: string): Template | null {
  if (root.tag !== 'template') return null
  const [body] = childrenNamed(root, 'body')
  return { name: attributeOf(root, 'name'), contentId: attributeOf(root, 'content'), body: body ?? null, path }
}

/** Makes the elements of a document from the tree of its file. */
export function buildBody(
  document: ScreenDocument,
  root: RmlElement,
  templates: readonly Template[],
  path: string,
): void {
  const builder = createBuilder(document, templates)
  document.isBuilding = true
  try {
    for (const body of childrenNamed(root, 'body')) {
      setAttributes(document.body, body, path)
      const template = attributeOf(body, 'template')
      const parent = template === '' ? document.body : builder.expand(document.body, template, body, path)
      builder.addChildren(parent, body.children, path)
    }
  } finally {
    document.isBuilding = false
  }
}

/**
 * Replaces what is inside an element by markup; what is wrong in the markup is told to the document's host. Throws and changes
 * nothing when the tree would grow too deep or too large.
 */
export function setInnerRml(element: ScreenElement, rml: string): void {
  const { document } = element
  if (element.tag === 'textarea') {
    element.setAttribute('value', rml)
    return
  }
  const { children, problems } = parseRmlFragment(rml)
  for (const { message } of problems.slice(0, maxWarnings)) document.host.warn(`inner_rml: ${message}`)
  const holder = new ScreenElement(document, 'div')
  const wasBuilding = document.isBuilding
  // Handlers are set up as in a file, but a control that arrives with a value has not changed.
  document.isBuilding = true
  try {
    createBuilder(document, document.templates).addChildren(holder, children, null)
    moveChildren(holder, element)
  } finally {
    document.isBuilding = wasBuilding
    for (const left of elementsIn(holder)) dropListeners(left)
  }
}

/** Makes an element that is in no tree yet, of attributes with their places and a tree of what is inside. */
export function buildElement(
  document: ScreenDocument,
  tag: string,
  setUp: (element: ScreenElement) => void,
  children: readonly RmlNode[],
  path: string | null,
): ScreenElement {
  const wasBuilding = document.isBuilding
  document.isBuilding = true
  try {
    const element = new ScreenElement(document, tag)
    setUp(element)
    createBuilder(document, document.templates).addChildren(element, children, path)
    return element
  } finally {
    document.isBuilding = wasBuilding
  }
}

function createBuilder(document: ScreenDocument, templates: readonly Template[]) {
  let depth = 0
  let count = 0
  let isFull = false
  return { addChildren, expand }

  function addChildren(parent: ScreenElement, nodes: readonly RmlNode[], path: string | null): void {
    for (const node of nodes) {
      if (node.kind === 'text') append(parent, makeText(document, node, path))
      else if (node.tag === 'template' && attributeOf(node, 'src') !== '') {
        addChildren(expand(parent, attributeOf(node, 'src'), node, path), node.children, path)
      } else addElement(parent, node, path)
    }
  }

  function addElement(parent: ScreenElement, node: RmlElement, path: string | null): void {
    const element = new ScreenElement(document, node.tag)
    if (!append(parent, element)) return
    setAttributes(element, node, path)
    if (node.raw || element.hasAttribute('data-for')) {
      element.repeated = node.raw?.text ?? ''
      if (path !== null) element.repeatedAt = { path, line: node.raw?.at.line ?? node.at.line }
      return
    }
    addChildren(element, node.children, path)
    if (element.tag === 'textarea') takeValue(element)
  }

  /** A file that asks for more than a tree may hold is shown without the rest. */
  function append(parent: ScreenElement, node: ScreenNode): boolean {
    try {
      appendChild(parent, node)
      return true
    } catch (error) {
      if (!(error instanceof ScreenError)) throw error
      if (!isFull) document.host.warn(`${error.message}: the rest is left out`)
      isFull = true
      return false
    }
  }

  /** Puts a template into an element; answers where the children of its user belong. */
  function expand(parent: ScreenElement, name: string, user: RmlElement, path: string | null): ScreenElement {
    const template = templates.find((one) => one.name === name)
    const place = path === null ? undefined : { path, line: user.at.line }
    if (!template) {
      document.host.warn(`Cannot find template "${name}": link its file in the head`, place)
      return parent
    }
    count += 1
    if (depth >= maxTemplateDepth || count > maxTemplates) {
      document.host.warn(`Cannot use template "${name}" again: it is used in itself or too often`, place)
      return parent
    }
    const before = parent.children.length
    depth += 1
    addChildren(parent, template.body?.children ?? [], template.path)
    depth -= 1
    return findContent(parent, before, template.contentId) ?? parent
  }
}

/** Only a text with an expression in it needs to know where it stands. */
function makeText(document: ScreenDocument, { text, at }: RmlText, path: string | null): ScreenText {
  const node = new ScreenText(document, text)
  if (path !== null && text.includes('{{')) node.place = { path, line: at.line }
  return node
}

function setAttributes(element: ScreenElement, node: RmlElement, path: string | null): void {
  for (const { name, value, valueAt } of node.attributes) {
    element.setAttribute(name, value, path === null ? undefined : { path, line: valueAt.line })
  }
}

function findContent(parent: ScreenElement, from: number, id: string): ScreenElement | undefined {
  if (id === '') return undefined
  for (const child of parent.children.slice(from)) {
    if (child.kind === 'text') continue
    const found = child.id === id ? child : elementsIn(child).find((element) => element.id === id)
    if (found) return found
  }
  return undefined
}

/** What stands inside a text area is its value. */
function takeValue(textarea: ScreenElement): void {
  const text = textInside(textarea)
  removeChildren(textarea)
  if (!textarea.hasAttribute('value')) textarea.setAttribute('value', text)
}
