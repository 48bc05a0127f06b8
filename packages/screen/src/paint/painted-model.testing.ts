import assert from 'node:assert/strict'
import type { NodeId, PaintNode, PaintOp, ScreenUpdate } from './patch.ts'

type Element = Extract<PaintNode, { kind: 'element' }>

/** What a painter knows after the updates it got, without a browser. Refuses what a painter would refuse. */
export class PaintedModel {
  root: PaintNode | null = null
  focus: NodeId | null = null
  number = 0
  #nodes = new Map<NodeId, PaintNode>()
  #parents = new Map<NodeId, Element>()

  apply(update: ScreenUpdate): void {
    if (update.kind === 'snapshot') {
      this.#nodes.clear()
      this.root = structuredClone(update.root)
      this.focus = update.focus
      if (this.root) this.#note(this.root, undefined)
    } else {
      assert.equal(update.number, this.number + 1)
      for (const op of structuredClone(update.ops)) this.#applyOp(op)
    }
    this.number = update.number
  }

  #applyOp(op: PaintOp): void {
    switch (op.op) {
      case 'add':
        this.#insert(this.#element(op.parent), op.node, op.before)
        this.#note(op.node, this.#element(op.parent))
        break
      case 'move':
        this.#take(op.id)
        this.#insert(this.#element(op.parent), this.#node(op.id), op.before)
        this.#parents.set(op.id, this.#element(op.parent))
        break
      case 'remove':
        this.#take(op.id)
        this.#forget(this.#node(op.id))
        break
      case 'text': {
        const node = this.#node(op.id)
        assert(node.kind === 'text')
        node.text = op.text
        break
      }
      case 'style': {
        const { style } = this.#element(op.id)
        for (const [name, value] of Object.entries(op.style)) {
          if (value === null) delete style[name]
          else style[name] = value
        }
        break
      }
      case 'control': {
        const element = this.#element(op.id)
        assert.equal(element.control?.kind, op.control.kind)
        element.control = op.control
        break
      }
      case 'scroll':
        this.#element(op.id).scroll = { left: op.left, top: op.top }
        break
      case 'select':
        assert.equal(this.#element(op.id).control?.kind, 'field')
        break
      case 'focus':
        if (op.id !== null) this.#node(op.id)
        this.focus = op.id
    }
  }

  #node(id: NodeId): PaintNode {
    const node = this.#nodes.get(id)
    assert(node, `there is no node ${id}`)
    return node
  }

  #element(id: NodeId): Element {
    const node = this.#node(id)
    assert(node.kind === 'element')
    return node
  }

  #insert(parent: Element, node: PaintNode, before: NodeId | null): void {
    const index = before === null ? parent.children.length : parent.children.findIndex(({ id }) => id === before)
    assert(index >= 0, `node ${before} is no child of ${parent.id}`)
    parent.children.splice(index, 0, node)
  }

  #take(id: NodeId): void {
    const parent = this.#parents.get(id)
    assert(parent)
    parent.children = parent.children.filter((child) => child.id !== id)
  }

  #note(node: PaintNode, parent: Element | undefined): void {
    assert(!this.#nodes.has(node.id), `node ${node.id} comes twice`)
    this.#nodes.set(node.id, node)
    if (parent) this.#parents.set(node.id, parent)
    if (node.kind === 'element') for (const child of node.children) this.#note(child, node)
  }

  #forget(node: PaintNode): void {
    this.#nodes.delete(node.id)
    this.#parents.delete(node.id)
    if (node.kind === 'element') for (const child of node.children) this.#forget(child)
  }
}

/** A painted tree without the names of its nodes, to compare what two feeds say. */
export function withoutIds(node: PaintNode | null): unknown {
  if (!node || node.kind === 'text') return node?.text ?? null
  const { tag, style, control, scroll, children } = node
  // A box that is no longer cut has nothing that it could have scrolled.
  const isCut = (style['overflow-x'] ?? style['overflow-y']) !== undefined
  const isScrolled = isCut && scroll !== undefined && (scroll.left !== 0 || scroll.top !== 0)
  return { tag, style, control, ...(isScrolled ? { scroll } : {}), children: children.map(withoutIds) }
}
