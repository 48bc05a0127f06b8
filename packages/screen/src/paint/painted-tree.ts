import type { ScreenElement, ScreenNode, ScreenText } from '../element.ts'
import { isLeftOut } from '../visibility.ts'
import type { Declarations } from './declare.ts'
import { describeElement, describeText, type Describer } from './describe.ts'
import type { NodeIds } from './ids.ts'
import type { Layer } from './layer.ts'
import type { NodeId, PaintControl, PaintNode } from './patch.ts'

export interface PaintedText {
  kind: 'text'
  id: NodeId
  node: ScreenText
  text: string
}

/** What painters know of an element. */
export interface PaintedElement {
  kind: 'element'
  id: NodeId
  node: ScreenElement
  style: Declarations
  control: PaintControl | undefined
  layers: PaintNode[]
  /** The layers in words, to see whether they are others now. */
  layersText: string
  showsChildren: boolean
  look: string
  scroll: { left: number; top: number }
  children: Painted[]
}

export type Painted = PaintedText | PaintedElement

/** What painters know of a document: a tree of its own, so that a patch can say what became different. */
export interface PaintedTree {
  readonly byNode: ReadonlyMap<ScreenNode, Painted>
  elementOf(id: NodeId): ScreenElement | undefined
  /** Makes the painted nodes of a node and everything in it. */
  add(node: ScreenNode, describer: Describer): Painted
  forget(painted: Painted): void
  makeLayers(layers: readonly Layer[]): PaintNode[]
}

export function createPaintedTree(ids: NodeIds): PaintedTree {
  const byNode = new Map<ScreenNode, Painted>()
  const byId = new Map<NodeId, ScreenElement>()
  return { byNode, elementOf: (id) => byId.get(id), add, forget, makeLayers }

  function add(node: ScreenNode, describer: Describer): Painted {
    if (node.kind === 'text') {
      const text: PaintedText = { kind: 'text', id: ids.next(), node, text: describeText(node, describer) }
      byNode.set(node, text)
      return text
    }
    const { layers, ...description } = describeElement(node, describer)
    const painted: PaintedElement = {
      kind: 'element',
      id: ids.next(),
      node,
      ...description,
      layers: makeLayers(layers),
      layersText: JSON.stringify(layers),
      scroll: scrolls(description.style) ? { left: node.scrollLeft, top: node.scrollTop } : { left: 0, top: 0 },
      children: [],
    }
    byNode.set(node, painted)
    byId.set(painted.id, node)
    painted.children = paintedChildren(painted).map((child) => add(child, describer))
    return painted
  }

  function forget(painted: Painted): void {
    // A node that was put elsewhere meanwhile may be painted there already.
    if (byNode.get(painted.node) === painted) byNode.delete(painted.node)
    if (painted.kind === 'text') return
    byId.delete(painted.id)
    for (const child of painted.children) forget(child)
  }

  function makeLayers(layers: readonly Layer[]): PaintNode[] {
    return layers.map(({ style, text, children }) => ({
      kind: 'element',
      id: ids.next(),
      tag: '#layer',
      style,
      children: [
        ...(text === undefined ? [] : [{ kind: 'text' as const, id: ids.next(), text }]),
        ...makeLayers(children),
      ],
    }))
  }
}

/** The children of an element that take part in the picture. */
export function paintedChildren({ node, showsChildren }: PaintedElement): readonly ScreenNode[] {
  if (!showsChildren) return []
  return node.children.every(isIn) ? node.children : node.children.filter(isIn)
}

function isIn(child: ScreenNode): boolean {
  return child.kind === 'text' || !isLeftOut(child)
}

/** Whether what is in a box of this style can be scrolled. */
export function scrolls(style: Declarations): boolean {
  return (style['overflow-x'] ?? style['overflow-y']) !== undefined
}

/** A painted node as it goes to painters. */
export function toPaintNode(painted: Painted): PaintNode {
  if (painted.kind === 'text') return { kind: 'text', id: painted.id, text: painted.text }
  const { id, node, style, control, layers, scroll, children } = painted
  return {
    kind: 'element',
    id,
    tag: node.tag,
    style,
    ...(control ? { control } : {}),
    ...(scrolls(style) && (scroll.left !== 0 || scroll.top !== 0) ? { scroll } : {}),
    children: [...layers, ...children.map(toPaintNode)],
  }
}
