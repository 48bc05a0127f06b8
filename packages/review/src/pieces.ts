import type { RcssItem, RmlElement } from '@mosis/syntax'
import type { JsonNode } from './json.ts'

/** The elements, which weigh two, attributes and texts of a document. */
export function piecesOfElements(elements: readonly RmlElement[]): number {
  return elements.reduce((sum, { attributes, children }) => sum + 2 + attributes.length + children.length, 0)
}

/** The blocks, which weigh four, selectors, which are small trees of their own, and declarations of a sheet. */
export function piecesOfSheet(items: readonly RcssItem[]): number {
  return items.reduce((sum, item) => sum + 4 + piecesOfItem(item), 0)
}

function piecesOfItem(item: RcssItem): number {
  if (item.kind === 'media') return item.queries.length + piecesOfSheet(item.items)
  if (item.kind === 'keyframes') {
    return item.frames.reduce((sum, { stops, declarations }) => sum + 1 + stops.length + declarations.length, 0)
  }
  if (item.kind === 'spritesheet') return item.sprites.length
  return item.declarations.length + (item.kind === 'rule' ? item.selectors.length * 3 : 0)
}

/** The values of a JSON file. */
export function piecesOfJson(node: JsonNode): number {
  if (node.kind === 'list') return node.items.reduce((sum, item) => sum + piecesOfJson(item), 1)
  return node.kind === 'object' ? node.members.reduce((sum, { value }) => sum + 1 + piecesOfJson(value), 1) : 1
}
