import { encodeEntities } from '@mosis/syntax/rml'
import type { ScreenElement, ScreenNode } from './element.ts'
import { ownChildren } from './walk.ts'

/** What is inside an element as markup that reads back as the same tree. */
export function getInnerRml(element: ScreenElement): string {
  if (element.tag === 'textarea') return encodeEntities(element.getAttribute('value') ?? '')
  return ownChildren(element).map(writeNode).join('')
}

/** An element with what is inside it, as markup. The tree is never deep enough for this to overflow. */
function writeNode(node: ScreenNode): string {
  if (node.kind === 'text') return node.parent && isRaw(node.parent) ? node.text : encodeEntities(node.text)
  const attributes = [...node.attributes].map(([name, value]) => ` ${name}="${encodeEntities(value)}"`).join('')
  const inner = node.repeated ?? (node.tag === 'textarea' ? '' : getInnerRml(node))
  return inner === '' ? `<${node.tag}${attributes}/>` : `<${node.tag}${attributes}>${inner}</${node.tag}>`
}

function isRaw(element: ScreenElement): boolean {
  return element.tag === 'script' || element.tag === 'style'
}
