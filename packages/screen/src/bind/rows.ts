import { parseRmlFragment, type RmlNode } from '@mosis/syntax/rml'
import { buildElement } from '../build.ts'
import type { Place, ScreenElement } from '../element.ts'
import { ScreenError } from '../errors.ts'
import { screenLimits } from '../limits.ts'
import { dropListeners } from '../listeners.ts'
import { insertBefore, removeChild } from '../tree.ts'
import { elementsIn } from '../walk.ts'
import type { ModelPath } from './data-model.ts'
import { ExpressionError } from './expression-tokens.ts'
import { pathOf, readAddress } from './expression.ts'
import { Scope, type Alias } from './scope.ts'
import type { View, ViewHost } from './view.ts'

/** Elements of one list; a longer one is no list a person reads, and each costs memory and time. */
const maxRows = 5000

interface Row {
  element: ScreenElement
  /** The table that the row shows, by which it is found again; undefined for plain values. */
  item: object | undefined
  index: number
}

/**
 * Makes the view of `data-for="it, i : list"`: one element before `marker` for each item. A row follows its table when the list
 * is sorted or something is taken out; rows of new tables take the place of rows that are free.
 */
export function createRowsView(marker: ScreenElement, scope: Scope, host: ViewHost): View {
  const text = marker.getAttribute('data-for') ?? ''
  const writtenAt = marker.dataPlaces.get('data-for')
  const { itemName, indexName, list } = readFor(text)
  const variables = scope.variablesOf(list.names)
  let rows: Row[] = []
  let listPath: ModelPath = []
  let markup: readonly RmlNode[] | undefined
  let isToldOfSize = false
  return { node: marker, scope, variables, place: writtenAt, apply }

  function apply(): void {
    const model = host.findModel(scope)
    const { parent } = marker
    if (!model || !parent) return
    listPath = scope.resolve(pathOf(list, host.surroundings(scope))) ?? []
    const size = model.size(listPath) ?? 0
    // Each row is a node at least: when the document is full, none is even made.
    const room = Math.max(0, screenLimits.nodes - marker.document.nodeCount) + rows.length
    const most = Math.min(maxRows, room)
    if (size > most && !isToldOfSize) {
      isToldOfSize = true
      host.warn(`Cannot show all ${size} items of data-for="${text}": there is room for ${most}`, writtenAt)
    }
    const items = Array.from({ length: Math.min(size, most) }, (_, index) => {
      const item = model.read([...listPath, index])
      return typeof item === 'object' ? item : undefined
    })
    arrange(parent, matchRows(items))
  }

  /** Which row shows which item from now on; undefined where a row must be made. */
  function matchRows(items: readonly (object | undefined)[]): (Row | undefined)[] {
    const wanted = new Set(items)
    const byItem = new Map<object, Row>()
    const free: Row[] = []
    for (const row of rows) {
      if (row.element.parent !== marker.parent) host.drop(row.element)
      else if (row.item && wanted.has(row.item) && !byItem.has(row.item)) byItem.set(row.item, row)
      else free.push(row)
    }
    let nextFree = 0
    const matched = items.map((item, index) => {
      const known = item && byItem.get(item)
      if (item && known) byItem.delete(item)
      const row = known ?? free[nextFree++]
      if (row) Object.assign(row, { item, index })
      return row ?? (item ? { item } : {})
    })
    for (const row of [...free.slice(nextFree), ...byItem.values()]) removeRow(row.element)
    return matched.map((row, index) => ('element' in row ? row : makeRow('item' in row ? row.item : undefined, index)))
  }

  function arrange(parent: ScreenElement, wanted: readonly (Row | undefined)[]): void {
    rows = wanted.filter((row) => row !== undefined)
    let next: ScreenElement = marker
    let at = parent.children.indexOf(marker)
    let isRefused = false
    for (const { element } of rows.toReversed()) {
      if (parent.children[at - 1] === element) at -= 1
      else if (!isRefused && place(element, next)) at = parent.children.indexOf(element)
      else {
        // What one row was refused for, the others would be too.
        isRefused = true
        removeRow(element)
        continue
      }
      next = element
    }
    rows = rows.filter(({ element }) => element.parent === parent)

    function place(element: ScreenElement, before: ScreenElement): boolean {
      try {
        if (element.parent) removeChild(element.parent, element)
        insertBefore(parent, element, before)
        return true
      } catch (error) {
        refuse(error)
        return false
      }
    }
  }

  function makeRow(item: object | undefined, index: number): Row | undefined {
    markup ??= readMarkup(marker, host)
    try {
      const setUp = (element: ScreenElement) => {
        for (const [name, value] of marker.attributes) {
          if (name !== 'data-for') element.setAttribute(name, value, marker.dataPlaces.get(name))
        }
      }
      const element = buildElement(marker.document, marker.tag, setUp, markup, marker.repeatedAt?.path ?? null)
      const row: Row = { element, item, index }
      host.bindRow(element, new Scope(scope.modelName, scope, aliasesOf(row)))
      return row
    } catch (error) {
      refuse(error)
      return undefined
    }
  }

  function aliasesOf(row: Row): Map<string, Alias> {
    return new Map<string, Alias>([
      [itemName, { variables, path: () => [...listPath, row.index] }],
      [indexName, { variables, index: () => row.index }],
    ])
  }

  function removeRow(element: ScreenElement): void {
    host.drop(element)
    if (element.parent) removeChild(element.parent, element)
    // What was never in the tree is not noticed when it leaves.
    else for (const one of [element, ...elementsIn(element)]) dropListeners(one)
  }

  function refuse(error: unknown): void {
    if (!(error instanceof ScreenError)) throw error
    host.warn(`Cannot show a row of data-for="${text}": ${error.message}`, writtenAt)
  }
}

/** `list`, `it : list` or `it, i : list`. */
function readFor(text: string): { itemName: string; indexName: string; list: ReturnType<typeof readAddress> } {
  const colon = text.indexOf(':')
  const names = colon === -1 ? [] : text.slice(0, colon).split(',')
  const [itemName = 'it', indexName = 'it_index'] = names.map((name) => name.trim())
  if (names.length > 2 || ![itemName, indexName].every((name) => /^[A-Za-z_]\w*$/.test(name))) {
    throw new ExpressionError('it should be written as "item, index : list"')
  }
  return { itemName, indexName, list: readAddress(text.slice(colon + 1)) }
}

function readMarkup(marker: ScreenElement, host: ViewHost): readonly RmlNode[] {
  const { children, problems } = parseRmlFragment(marker.repeated ?? '')
  const at = marker.repeatedAt
  const placeOf = (line: number): Place | undefined => at && { path: at.path, line: at.line + line - 1 }
  for (const { message, line } of problems) host.warn(message, placeOf(line))
  if (at) shiftLines(children, at.line - 1)
  return children
}

/** The markup was read as a text of its own; its lines are counted from the beginning of its file. */
function shiftLines(nodes: readonly RmlNode[], by: number): void {
  for (const node of nodes) {
    node.at = { ...node.at, line: node.at.line + by }
    if (node.kind === 'text') continue
    for (const attribute of node.attributes) {
      attribute.valueAt = { ...attribute.valueAt, line: attribute.valueAt.line + by }
    }
    if (node.raw) node.raw.at = { ...node.raw.at, line: node.raw.at.line + by }
    shiftLines(node.children, by)
  }
}
