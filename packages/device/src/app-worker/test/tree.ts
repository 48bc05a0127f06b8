import { controlKind, getValue, hasState, isShown, labelOf, nameOf, roleOf, shownText } from '@mosis/screen'
import type { ScreenElement } from '@mosis/screen'

/** Attributes that are told as states, or that say how and not what. */
const leftOut = new Set(['id', 'class', 'style', 'value', 'checked', 'disabled', 'selected'])
const wanted = /^(?:type|name|src|href|alt|placeholder|title|role|for|aria-.*)$/

/**
 * The elements as lines that people can compare: what each is, its states and its own texts. What is hidden is left out, and so are
 * the parts that elements make for themselves, such as the arrow of a select.
 */
export function writeTree(root: ScreenElement): string {
  const lines: string[] = []
  add(root, 0)
  return lines.join('\n')

  function add(element: ScreenElement, depth: number): void {
    if (element !== element.document.body && !isShown(element)) return
    // What an element makes for itself stands for nothing; what an app put into it does.
    const inside = element.isGenerated ? depth : depth + 1
    if (!element.isGenerated) lines.push('  '.repeat(depth) + describe(element))
    if (isLeaf(element)) return
    for (const child of element.children) {
      if (child.kind === 'element') add(child, inside)
      else if (!element.isGenerated && child.text.trim() !== '') lines.push('  '.repeat(inside) + quote(child.text))
    }
  }
}

function describe(element: ScreenElement): string {
  const parts = [nameOf(element)]
  const role = roleOf(element)
  if (role !== undefined && role !== element.tag && role !== 'text') parts.push(`(${role})`)
  for (const [name, value] of element.attributes) {
    if (!leftOut.has(name) && wanted.test(name)) parts.push(value === '' ? name : `${name}=${quote(value)}`)
  }
  const kind = controlKind(element)
  if (kind !== null && kind !== 'checkbox' && kind !== 'radio') parts.push(`value=${quote(getValue(element))}`)
  for (const state of ['checked', 'disabled', 'selected', 'focus']) {
    if (hasOwn(element, state)) parts.push(`:${state}`)
  }
  if (isLeaf(element)) {
    const text = kind === null || kind === 'select' ? shownText(element) : ''
    if (text !== '') parts.push(quote(text))
    else if (kind !== null && labelOf(element) !== '' && !element.hasAttribute('placeholder'))
      parts.push(quote(labelOf(element)))
  }
  return parts.join(' ')
}

/** Everything around the element with the focus has the state too. */
function hasOwn(element: ScreenElement, state: string): boolean {
  if (state === 'focus') return element.document.holders.focus === element && element.tag !== 'body'
  return hasState(element, state)
}

/** Controls, and elements with nothing but text in them. */
function isLeaf(element: ScreenElement): boolean {
  if (controlKind(element) !== null) return true
  return !element.isGenerated && element.children.every((child) => child.kind === 'text')
}

const quote = (text: string) => JSON.stringify(text.replaceAll(/[ \t\r\n]+/g, ' ').trim())
