import type { ScreenElement, ScreenNode } from './element.ts'
import { ScreenError } from './errors.ts'
import { screenLimits } from './limits.ts'
import { holderFor, syncPartsAround } from './parts.ts'
import { dropStates } from './states.ts'
import { descendants, isGenerated, ownChildren, parentOf, pathToRoot } from './walk.ts'

/** Puts a node that is in no tree at the end of an element. */
export function appendChild(parent: ScreenElement, node: ScreenNode): void {
  insertBefore(parent, node, null)
}

/** Puts a node that is in no tree before a child, or at the end. */
export function insertBefore(parent: ScreenElement, node: ScreenNode, next: ScreenNode | null): void {
  const holder = holderFor(parent, node.tag)
  checkInsert(holder, node)
  if (next !== null && next.parent !== parent && parentOf(next) !== parent) throw noChild(parent, next)
  // A tab among panels, and the other way round, goes to the end of its own kind.
  const index = next === null || next.parent !== holder ? endOf(holder) : holder.children.indexOf(next)
  holder.children.splice(index, 0, node)
  node.parent = holder
  if (holder.isConnected) {
    connect(node)
    holder.document.changes.tell({ kind: 'children', element: holder, added: node })
  }
  syncPartsAround(holder)
}

/** Takes a child out of an element. It can be put elsewhere afterwards. */
export function removeChild(parent: ScreenElement, node: ScreenNode): void {
  const holder = node.parent
  if (!holder || (holder !== parent && parentOf(node) !== parent)) throw noChild(parent, node)
  if (node.isConnected && node.kind === 'element') dropStates(parent.document, node)
  holder.children.splice(holder.children.indexOf(node), 1)
  node.parent = null
  if (node.isConnected) {
    disconnect(node)
    holder.document.changes.tell({ kind: 'children', element: holder, removed: node })
  }
  syncPartsAround(holder)
}

/** Puts a part that an element made for itself behind all its children. */
export function adoptPart(parent: ScreenElement, part: ScreenNode): void {
  parent.children.push(part)
  part.parent = parent
  if (!parent.isConnected) return
  connect(part)
  parent.document.changes.tell({ kind: 'children', element: parent, added: part })
}

/** Takes such a part out again. */
export function dropPart(parent: ScreenElement, part: ScreenNode | undefined): void {
  if (part) removeChild(parent, part)
}

/** Puts a node that is in no tree in the place of a child. */
export function replaceChild(parent: ScreenElement, node: ScreenNode, old: ScreenNode): void {
  insertBefore(parent, node, old)
  removeChild(parent, old)
}

/** Takes all children out of an element; the parts that it made for itself stay. */
export function removeChildren(parent: ScreenElement): void {
  for (const child of ownChildren(parent).toReversed()) removeChild(parent, child)
}

/** Replaces the children of an element by those of one that is in no tree. */
export function moveChildren(from: ScreenElement, to: ScreenElement): void {
  const { document, isConnected } = to
  const added = sizeOf(from) - sizeOf(to)
  checkDepth(pathToRoot(to).length + heightOf(from) - 1)
  if (isConnected && document.nodeCount + added > screenLimits.nodes) throw tooManyNodes(from.tag)
  removeChildren(to)
  for (const child of from.children.splice(0)) {
    child.parent = null
    appendChild(to, child)
  }
}

/** The node's neighbour in its parent, that many places further, if there is one. */
export function siblingOf(node: ScreenNode, distance: 1 | -1): ScreenNode | undefined {
  const parent = parentOf(node)
  if (!parent) return undefined
  const children = ownChildren(parent)
  const index = children.indexOf(node) + distance
  return index < 0 ? undefined : children[index]
}

function checkInsert(parent: ScreenElement, node: ScreenNode): void {
  const { document } = parent
  if (node.document !== document) {
    throw new ScreenError('wrong-tree', `Cannot put "${node.tag}" here: it was made by another document`)
  }
  if (node.parent || node === document.body) {
    throw new ScreenError('wrong-tree', `Cannot put "${node.tag}" here: it is in a tree already, remove it there first`)
  }
  const path = pathToRoot(parent)
  if (node.kind === 'element' && path.includes(node)) {
    throw new ScreenError('wrong-tree', `Cannot put "${node.tag}" into itself`)
  }
  checkDepth(path.length + heightOf(node))
  if (parent.isConnected && document.nodeCount + sizeOf(node) > screenLimits.nodes) throw tooManyNodes(node.tag)
}

function checkDepth(depth: number): void {
  if (depth <= screenLimits.depth) return
  throw new ScreenError('tree-too-deep', `Cannot nest elements deeper than ${screenLimits.depth}`)
}

function tooManyNodes(tag: string): ScreenError {
  return new ScreenError('too-many-nodes', `Cannot add "${tag}": a document holds at most ${screenLimits.nodes} nodes`)
}

function noChild(parent: ScreenElement, node: ScreenNode): ScreenError {
  return new ScreenError('wrong-tree', `Cannot use "${node.tag}" here: it is no child of "${parent.tag}"`)
}

/** Behind the last child, before the parts that the element made for itself. */
function endOf(holder: ScreenElement): number {
  let index = holder.children.length
  while (index > 0 && isGenerated(holder.children[index - 1]!)) index -= 1
  return index
}

function connect(node: ScreenNode): void {
  const { document } = node
  for (const one of withDescendants(node)) {
    one.isConnected = true
    document.nodeCount += 1
    // The copy that follows a drag has the id of what is dragged, for its looks; it is not the one to be found.
    if (one.kind === 'element' && one.id !== '' && !one.isGenerated) document.noteId(one.id, one)
  }
}

function disconnect(node: ScreenNode): void {
  const { document } = node
  for (const one of withDescendants(node)) {
    one.isConnected = false
    document.nodeCount -= 1
    if (one.kind === 'text') continue
    if (one.id !== '') document.forgetId(one.id, one)
    document.noteLeaving(one)
  }
}

function withDescendants(node: ScreenNode): ScreenNode[] {
  return node.kind === 'text' ? [node] : [node, ...descendants(node)]
}

function sizeOf(node: ScreenNode): number {
  return withDescendants(node).length
}

function heightOf(node: ScreenNode): number {
  let height = 0
  for (let level: ScreenNode[] = [node]; level.length > 0; height += 1) {
    level = level.flatMap((one) => (one.kind === 'element' ? one.children : []))
  }
  return height
}
