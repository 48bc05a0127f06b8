import type { ScreenElement, ScreenNode, ScreenText } from '../element.ts'
import type { ResolvedStyle } from '../style/resolved.ts'

type StyleOf = (element: ScreenElement) => ResolvedStyle

/**
 * The text as a browser must see it to leave the same blanks as RmlUi: blanks collapse inside one text only, so after "a " the
 * text " b" keeps its blank, and the last blank of a block counts in the width of its line. The browser would drop both, but it
 * drops no blank that must not break.
 */
export function keepBlanks(node: ScreenText, styleOf: StyleOf): string {
  const { parent } = node
  let { text } = node
  if (!parent || !collapses(styleOf(parent))) return text
  if (/[ \t\r\n]$/.test(text) && isLast(node, styleOf)) text = text.replace(/[ \t\r\n]+$/, '\u00a0')
  if (!/^[ \t\r\n]/.test(text)) return text
  const before = neighbourText(node, -1, styleOf)
  if (!before?.parent || !/[ \t\r\n]$/.test(before.text) || !collapses(styleOf(before.parent))) return text
  return text.replace(/^[ \t\r\n]+/, '\u00a0')
}

/** Whether nothing follows a text in its block. */
function isLast(node: ScreenText, styleOf: StyleOf): boolean {
  for (let at: ScreenNode = node; at.parent; at = at.parent) {
    if (siblingInFlow(at, 1, styleOf)) return false
    if (!isInLine(at.parent, styleOf)) return true
  }
  return true
}

/** The text that stands directly before or after a node in the same lines. */
export function neighbourText(node: ScreenNode, way: -1 | 1, styleOf: StyleOf): ScreenText | undefined {
  for (let at: ScreenNode = node; at.parent; at = at.parent) {
    const sibling = siblingInFlow(at, way, styleOf)
    if (sibling) return endText(sibling, way === 1 ? 0 : -1, styleOf)
    if (!isInLine(at.parent, styleOf)) return undefined
  }
  return undefined
}

/** The next node that takes part in the lines; what floats or is placed by itself does not. */
function siblingInFlow(node: ScreenNode, way: -1 | 1, styleOf: StyleOf): ScreenNode | undefined {
  const { children } = node.parent!
  for (let at = children.indexOf(node) + way; at >= 0; at += way) {
    const sibling = children[at]
    if (!sibling || sibling.kind === 'text' || !isApart(sibling, styleOf)) return sibling
  }
  return undefined
}

function isApart(element: ScreenElement, styleOf: StyleOf): boolean {
  const style = styleOf(element)
  return (
    element.isGenerated ||
    style.get('display') === 'none' ||
    (style.get('float') ?? 'none') !== 'none' ||
    ['absolute', 'fixed'].includes(style.get('position') ?? 'static')
  )
}

/** The first (0) or last (-1) text of a node, as long as nothing but inline boxes lies around it. */
export function endText(node: ScreenNode, end: 0 | -1, styleOf: StyleOf): ScreenText | undefined {
  let at: ScreenNode | undefined = node
  while (at?.kind === 'element') at = isInLine(at, styleOf) ? at.children.at(end) : undefined
  return at
}

/** Whether an element's text runs in the same lines as the text around it. */
export function isInLine(element: ScreenElement, styleOf: StyleOf): boolean {
  if (element.tag === 'br' || element.isControl || !element.parent) return false
  const style = styleOf(element)
  return (
    (style.get('display') ?? 'inline') === 'inline' &&
    (style.get('float') ?? 'none') === 'none' &&
    !['absolute', 'fixed'].includes(style.get('position') ?? 'static') &&
    (style.get('overflow-x') ?? 'visible') === 'visible' &&
    (style.get('overflow-y') ?? 'visible') === 'visible'
  )
}

function collapses(style: ResolvedStyle): boolean {
  return !(style.get('white-space') ?? 'normal').startsWith('pre')
}
