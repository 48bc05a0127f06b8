import { decodeEntities, parseLua, parseRcss, parseRcssDeclarations, parseRml, positionsOf } from '@mosis/syntax'
import type { Position, RmlAttribute, RmlElement, RmlText, SyntaxProblem } from '@mosis/syntax'
import { newScript, type PlaceAt, type Script } from './scripts.ts'
import { piecesOfElements, piecesOfSheet } from './pieces.ts'
import type { OwnStyle, Sheet } from './sources.ts'
import type { Work } from './work.ts'

/** A document or template. */
export interface Document {
  path: string
  text: string
  problems: SyntaxProblem[]
  /** Every element, outer ones first, in the order of the text. */
  elements: RmlElement[]
  placeAt: PlaceAt
}

// What the code of an `on…` attribute is given.
const handlerParameters = ['event', 'element', 'document']
// A reader is made for each of them, however short it is.
const piecesOfAnyText = 20

/** Reads a document with the scripts and styles that are written into it, as far as the work allows; null when nothing is left of it. */
export function readDocument(path: string, text: string, work: Work) {
  const { root, problems } = parseRml(text)
  const placeAt = positionsOf(text)
  const elements = root ? elementsBelow(root) : []
  if (!work.spend(piecesOfElements(elements))) return null
  const document: Document = { path, text, problems, elements, placeAt }
  const scripts: Script[] = []
  const sheets: Sheet[] = []
  const ownStyles: OwnStyle[] = []
  for (const element of elements) {
    const body = element.children.find((child) => child.kind === 'text')
    if (work.isSpent()) break
    if (body && element.tag === 'script') readScript(body)
    if (body && element.tag === 'style') readSheet(body)
    for (const attribute of element.attributes) {
      if (attribute.name === 'style') readOwnStyle(attribute)
      if (/^on[a-z]/.test(attribute.name)) readHandler(attribute)
    }
  }
  return { document, scripts, sheets, ownStyles }

  function readScript({ text: code, at }: RmlText): void {
    if (!work.spend(piecesOfAnyText)) return
    const tree = parseLua(code, { maxTokens: work.left() })
    if (work.spend(tree.tokens)) scripts.push(newScript(path, 'inline', code, tree, placeIn(at)))
  }

  function readSheet({ text: rules, at }: RmlText): void {
    if (!work.spend(piecesOfAnyText)) return
    const tree = parseRcss(rules)
    if (work.spend(piecesOfSheet(tree.items))) sheets.push({ path, tree, placeAt: placeIn(at) })
  }

  function readHandler(attribute: RmlAttribute): void {
    const { value } = attribute
    if (!work.spend(piecesOfAnyText)) return
    const tree = parseLua(value, { parameters: handlerParameters, maxTokens: work.left() })
    if (work.spend(tree.tokens)) scripts.push(newScript(path, 'handler', value, tree, placeInValue(attribute)))
  }

  function readOwnStyle(attribute: RmlAttribute): void {
    if (!work.spend(piecesOfAnyText)) return
    const style = parseRcssDeclarations(attribute.value)
    if (work.spend(style.declarations.length)) ownStyles.push({ path, ...style, placeAt: placeInValue(attribute) })
  }

  function placeIn(start: Position): PlaceAt {
    return (offset) => placeAt(start.offset + offset)
  }

  /** Entities are longer as written than as read, so offsets are found by reading the value once more. */
  function placeInValue({ value, valueAt }: RmlAttribute): PlaceAt {
    if (text.startsWith(value, valueAt.offset)) return placeIn(valueAt)
    let written: number[] | undefined
    return (offset) => {
      written ??= writtenOffsets(text, valueAt.offset, value.length)
      return placeAt(written[offset] ?? written.at(-1) ?? valueAt.offset)
    }
  }
}

function elementsBelow(root: RmlElement): RmlElement[] {
  const elements: RmlElement[] = []
  const waiting = [root]
  for (let element = waiting.pop(); element; element = waiting.pop()) {
    elements.push(element)
    for (const child of element.children.toReversed()) if (child.kind === 'element') waiting.push(child)
  }
  return elements
}

function writtenOffsets(text: string, start: number, length: number): number[] {
  const offsets: number[] = []
  const piece = /&[^;&<]{1,32};|[^]/gy
  piece.lastIndex = start
  for (let found = piece.exec(text); found && offsets.length <= length; found = piece.exec(text)) {
    const { length: units } = decodeEntities(found[0], () => {})
    for (let unit = 0; unit < units; unit++) offsets.push(found.index)
  }
  return offsets
}
