import type { ScreenDocument } from '../document.ts'
import type { ScreenElement, ScreenNode, ScreenText } from '../element.ts'
import { getSelection } from '../selection.ts'
import type { Styles } from '../style/styles.ts'
import type { Viewport } from '../style/viewport.ts'
import { createDescriber, describeElement, describeText, type Describer } from './describe.ts'
import type { NodeIds } from './ids.ts'
import { compareStyles } from './compare-styles.ts'
import { createPaintNotes } from './notes.ts'
import { orderSteps } from './order.ts'
import {
  createPaintedTree,
  paintedChildren,
  scrolls,
  toPaintNode,
  type Painted,
  type PaintedElement,
} from './painted-tree.ts'
import type { NodeId, PaintFont, PaintOp, Patch, Snapshot } from './patch.ts'

export interface PainterFeedOptions {
  document: ScreenDocument
  styles: Styles
  /** One for each app: names of nodes never come twice while it runs. */
  ids: NodeIds
  viewport: () => Viewport
  /** The colour behind the document. */
  background?: string
  /** Fonts besides those of `@font-face`. */
  fonts?: () => readonly PaintFont[]
  /** The family of texts that ask for none that is loaded. Without it they are neither painted nor take room, as in RmlUi. */
  standardFamily?: string
  /** Something that will not look as it is meant, for the developer. */
  warn?: (message: string) => void
  /** The size of an image of the package or the platform; sprites are only drawn when it is known. */
  imageSize?: (path: string) => { width: number; height: number } | undefined
}

/** Turns an open document into snapshots and patches for those who paint it. */
export interface PainterFeed {
  /** The screen as the last patch left it; the first time, as it is now. Takes no patch from anybody. */
  snapshot(number: number): Snapshot
  /** What became different since the last patch or the first snapshot; undefined when nothing did. */
  takePatch(number: number): Patch | undefined
  /** Takes note of elements whose resolved style is another, as `styles.update()` answers them. */
  restyled(elements: Iterable<ScreenElement>): void
  elementOf(id: NodeId): ScreenElement | undefined
  idOf(node: ScreenNode): NodeId | undefined
  /** Stops following the document. */
  close(): void
}

/** Makes the feed of one document. */
export function createPainterFeed(options: PainterFeedOptions): PainterFeed {
  const { document, styles, ids } = options
  const tree = createPaintedTree(ids)
  const styleOf = (element: ScreenElement) => styles.styleOf(element)
  const dirty = createPaintNotes(styleOf)
  const scrollers = new Set<PaintedElement>()
  let root: PaintedElement | undefined
  let painted: { fonts: readonly PaintFont[]; fontsText: string; focus: NodeId | null; viewport: Viewport }
  let describer: Describer
  let toldFont = false
  /** What the painted fonts were made of, to see that they are the same still. */
  let fontLists: { declared?: unknown; extra?: readonly PaintFont[] | undefined } = {}
  const stop = document.changes.watch((change) => root && dirty.note(change))

  return {
    snapshot(number) {
      if (!root) paintAll()
      const { fonts, focus, viewport } = painted
      const { path, title } = document
      const background = options.background ?? '#000000ff'
      const node = root ? toPaintNode(root) : null
      return { kind: 'snapshot', number, path, title, viewport, background, fonts: [...fonts], root: node, focus }
    },
    takePatch(number) {
      if (!root) return undefined
      const ops: PaintOp[] = []
      const fonts = refreshFonts()
      if (dirty.looks.size + dirty.children.size > 0) describer.forgetPlans()
      for (const element of dirty.looks) refreshLook(element, ops)
      refreshChildren(ops)
      for (const text of dirty.texts) refreshText(text, ops)
      refreshScroll(ops)
      refreshFocus(ops)
      for (const field of dirty.selections) refreshSelection(field, ops)
      dirty.forget()
      if (ops.length === 0 && !fonts) return undefined
      return { kind: 'patch', number, ops, ...(fonts ? { fonts: [...fonts] } : {}) }
    },
    restyled(elements) {
      if (!root) return
      for (const element of elements) dirty.noteLook(element)
    },
    elementOf: (id) => tree.elementOf(id),
    idOf: (node) => tree.byNode.get(node)?.id,
    close: stop,
  }

  function paintAll(): void {
    const fonts = currentFonts()
    painted = { fonts, fontsText: JSON.stringify(fonts), focus: null, viewport: options.viewport() }
    describer = makeDescriber(fonts)
    root = tree.add(document.body, describer) as PaintedElement
    noteScrollers(root)
    painted.focus = currentFocus()
    dirty.forget()
  }

  function makeDescriber(fonts: readonly PaintFont[]): Describer {
    const { dpRatio } = painted.viewport
    const { standardFamily, imageSize = () => undefined } = options
    return createDescriber({ document, styles, dpRatio, fonts, standardFamily, noteMissing, imageSize })
  }

  function noteMissing(family: string): void {
    if (toldFont) return
    toldFont = true
    const result =
      options.standardFamily === undefined ? 'its texts are not shown' : `"${options.standardFamily}" is shown instead`
    options.warn?.(`Load the font "${family}" with @font-face: no file of it is known, ${result}`)
  }

  function currentFonts(): PaintFont[] {
    fontLists = { declared: styles.fontFaces, extra: options.fonts?.() }
    const declared = styles.fontFaces.map(({ family, source, style, weight, isFallback }) => ({
      family,
      source,
      style,
      weight,
      ...(isFallback ? { isFallback } : {}),
    }))
    return [...(fontLists.extra ?? []), ...declared]
  }

  function currentFocus(): NodeId | null {
    const { focus } = document.holders
    return focus ? (tree.byNode.get(focus)?.id ?? null) : null
  }

  /** New fonts may give room to any text; the viewport's dp to any picture. */
  function refreshFonts(): readonly PaintFont[] | undefined {
    const viewport = options.viewport()
    const isSame = fontLists.declared === styles.fontFaces && fontLists.extra === options.fonts?.()
    const fonts = isSame ? painted.fonts : currentFonts()
    const fontsText = isSame ? painted.fontsText : JSON.stringify(fonts)
    const isOther = fontsText !== painted.fontsText
    if (!isOther && viewport.dpRatio === painted.viewport.dpRatio) {
      painted.viewport = viewport
      return undefined
    }
    painted = { ...painted, fonts, fontsText, viewport }
    describer = makeDescriber(fonts)
    for (const node of tree.byNode.keys()) {
      if (node.kind === 'text') dirty.texts.add(node)
      else dirty.looks.add(node)
    }
    return isOther ? fonts : undefined
  }

  function refreshLook(element: ScreenElement, ops: PaintOp[]): void {
    const one = tree.byNode.get(element)
    if (one?.kind !== 'element' || !element.isConnected) return
    const { style, control, layers, showsChildren, look } = describeElement(element, describer)
    const changed = compareStyles(one.style, style)
    if (changed) ops.push({ op: 'style', id: one.id, style: changed })
    if (control && JSON.stringify(control) !== JSON.stringify(one.control)) {
      if (one.control?.kind === control.kind) ops.push({ op: 'control', id: one.id, control })
      else repaint(element)
    } else if (!control && one.control) repaint(element)
    refreshLayers(one, layers, ops)
    // What is added to the set while it is walked is walked too.
    if (look !== one.look) {
      for (const child of element.children) {
        if (child.kind === 'text') dirty.texts.add(child)
        else dirty.looks.add(child)
      }
    }
    if (showsChildren !== one.showsChildren) dirty.children.add(element)
    if (flow.some((name) => style[name] !== one.style[name])) {
      if (element.parent) dirty.noteBlanks(element.parent)
      dirty.noteBlanks(element)
    }
    Object.assign(one, { style, control, showsChildren, look })
    noteScroller(one)
  }

  /** Painters cannot make one kind of control of another, so the element goes and comes anew. */
  function repaint(element: ScreenElement): void {
    const one = tree.byNode.get(element)
    if (one && element.parent) {
      forget(one)
      dirty.children.add(element.parent)
    }
  }

  function refreshLayers(one: PaintedElement, layers: Parameters<typeof tree.makeLayers>[0], ops: PaintOp[]): void {
    const layersText = JSON.stringify(layers)
    if (layersText === one.layersText) return
    for (const { id } of one.layers) ops.push({ op: 'remove', id })
    one.layers = tree.makeLayers(layers)
    one.layersText = layersText
    const before = one.children.find((child) => tree.byNode.get(child.node) === child)?.id ?? null
    for (const node of one.layers) ops.push({ op: 'add', parent: one.id, before, node })
  }

  /** First all that left, so that a node which only changed its place is not there twice. */
  function refreshChildren(ops: PaintOp[]): void {
    const elements = [...dirty.children].filter((element) => element.isConnected)
    for (const element of elements) {
      const one = tree.byNode.get(element)
      if (one?.kind !== 'element') continue
      const wanted = new Set(paintedChildren(one))
      const isKept = (child: Painted) => wanted.has(child.node) && tree.byNode.get(child.node) === child
      for (const child of one.children) {
        if (isKept(child)) continue
        ops.push({ op: 'remove', id: child.id })
        forget(child)
      }
      one.children = one.children.filter(isKept)
    }
    for (const element of elements) {
      const one = tree.byNode.get(element)
      if (one?.kind === 'element') addChildren(one, ops)
    }
  }

  function addChildren(parent: PaintedElement, ops: PaintOp[]): void {
    const before = new Set(parent.children)
    const wanted = paintedChildren(parent)
    const kept = wanted
      .map((node) => tree.byNode.get(node))
      .map((child) => (child && before.has(child) ? child : undefined))
    const children: Painted[] = []
    const steps = orderSteps(
      parent.children.map(({ id }) => id),
      kept.map((child) => child?.id),
      (index) => {
        const child = tree.add(wanted[index]!, describer)
        noteScrollers(child)
        kept[index] = child
        return child.id
      },
    )
    for (const child of kept) if (child) children.push(child)
    for (const { index, before, isNew } of steps) {
      const child = children[index]!
      if (isNew) ops.push({ op: 'add', parent: parent.id, before, node: toPaintNode(child) })
      else ops.push({ op: 'move', id: child.id, parent: parent.id, before })
    }
    parent.children = children
  }

  function refreshText(node: ScreenText, ops: PaintOp[]): void {
    const one = tree.byNode.get(node)
    if (one?.kind !== 'text' || !node.isConnected) return
    const text = describeText(node, describer)
    if (text === one.text) return
    one.text = text
    ops.push({ op: 'text', id: one.id, text })
  }

  function refreshScroll(ops: PaintOp[]): void {
    for (const one of scrollers) {
      const { scrollLeft: left, scrollTop: top } = one.node
      if (left === one.scroll.left && top === one.scroll.top) continue
      one.scroll = { left, top }
      ops.push({ op: 'scroll', id: one.id, left, top })
    }
  }

  function refreshSelection(field: ScreenElement, ops: PaintOp[]): void {
    const one = tree.byNode.get(field)
    if (one?.kind === 'element' && one.control?.kind === 'field')
      ops.push({ op: 'select', id: one.id, ...getSelection(field) })
  }

  function refreshFocus(ops: PaintOp[]): void {
    const focus = currentFocus()
    if (focus === painted.focus) return
    painted.focus = focus
    ops.push({ op: 'focus', id: focus })
  }

  function noteScrollers(child: Painted): void {
    if (child.kind === 'text') return
    noteScroller(child)
    for (const one of child.children) noteScrollers(one)
  }

  function noteScroller(one: PaintedElement): void {
    if (scrolls(one.style)) scrollers.add(one)
    else if (scrollers.delete(one)) one.scroll = { left: 0, top: 0 }
  }

  function forget(child: Painted): void {
    if (child.kind === 'element') {
      scrollers.delete(child)
      for (const one of child.children) forget(one)
    }
    tree.forget(child)
  }
}

/** What decides whether an element's texts run on from those before it. */
const flow = ['display', 'position', 'float', 'overflow-x', 'overflow-y']
