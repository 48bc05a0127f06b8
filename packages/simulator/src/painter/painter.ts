import type { NodeId, PaintNode, PaintOp, ScreenInput, ScreenUpdate, Snapshot } from '@mosis/screen'
import { createBoxReporter } from './box-reporter.ts'
import { createBoxReader, type NodeBox } from './boxes.ts'
import { isInside } from './declarations.ts'
import { placeFixed } from './fixed-boxes.ts'
import { createPainterFonts } from './fonts.ts'
import { watchInput } from './input.ts'
import { drawLivePicture } from './live-pictures.ts'
import { createBox, setStyle, type NodeHost, type PaintedBox, type PaintedNode } from './nodes.ts'
import { isOnlyPaint } from './only-paint.ts'
import { createScrolling } from './scrolling.ts'
import { painterSheet } from './sheet.ts'
import { createTints } from './tint.ts'

export interface PainterOptions {
  /** The address of a file of the app (`assets/a.png`) or the platform (`/system/…`). */
  assetUrl: (path: string) => string
  send: (input: ScreenInput) => void
  /** Asks for the whole screen, after an update was missed. */
  requestSnapshot: () => void
  /** Whether it tells where boxes lie; of several painters of one screen only one should. True if not said. */
  isReporting?: boolean
}

/** Paints a screen into an element of the page. */
export interface Painter {
  apply(update: ScreenUpdate): void
  /** Where a node lies, in px of the viewport. */
  boxOf(id: NodeId): NodeBox | undefined
  /** The node at a place of the page, as pointer events name places. */
  idAt(clientX: number, clientY: number): NodeId | undefined
  setReporting(isReporting: boolean): void
  /** Settles when the fonts that were asked for are there. */
  settled(): Promise<void>
  /** Shows a frame of a live picture in every element that stands for it; null when it ended. */
  drawVideo(source: string, picture: ImageBitmap | null): void
  close(): void
}

/** More nodes than any document may have; what is beyond is left out. */
const maxNodes = 60_000
/** How long to wait for a snapshot before asking again, in milliseconds. */
const snapshotPatienceMs = 1000

/** Makes a painter in `root`. It uses no markup, so it works under `default-src 'self'`; what an app paints stays inside. */
export function createPainter(root: HTMLElement, options: PainterOptions): Painter {
  const page = root.ownerDocument
  const view = page.defaultView!
  const shadow = root.shadowRoot ?? root.attachShadow({ mode: 'open' })
  shadow.replaceChildren()
  shadow.adoptedStyleSheets = [painterSheet(page)]
  const screen = page.createElement('div')
  screen.className = 'screen'
  shadow.append(screen)
  if (root.tabIndex < 0) root.tabIndex = 0
  const tints = createTints(shadow)
  // Steps out of the folder would become requests to any place of the page's own server.
  const assetUrl = (path: string) => (isInside(path) ? options.assetUrl(path) : 'about:blank')
  const nodes = new Map<NodeId, PaintedNode>()
  const ids = new WeakMap<Node, NodeId>()
  const fonts = createPainterFonts(page, assetUrl, onLayout)
  const fontList = new Map<string, Snapshot['fonts'][number]>()
  const fixed = new Set<PaintedBox>()
  const turned = new Set<NodeId>()
  let viewport = { width: 0, height: 0 }
  let lastNumber: number | undefined
  let askedAt = -Infinity
  let isClosed = false
  const reporter = createBoxReporter(
    { screen, nodes, turned, origin: originOf, send: options.send },
    options.isReporting ?? true,
  )
  const host: NodeHost = {
    page,
    assetUrl,
    tintUrl: (color) => tints.urlOf(color),
    send: options.send,
    onLayout,
  }
  const scrolling = createScrolling({ screen, idOf: (dom) => ids.get(dom) ?? null, send: options.send, onScroll })
  const stopInput = watchInput({
    root,
    screen,
    shadow,
    placeOf,
    idAt: (x, y) => idAt(x, y) ?? null,
    idOf,
    send: options.send,
  })

  return {
    apply(update) {
      if (isClosed) return
      if (update.kind === 'snapshot') applySnapshot(update)
      else if (lastNumber === undefined || update.number !== lastNumber + 1) {
        // An older patch says nothing new, e.g. when a snapshot has overtaken it.
        if (lastNumber === undefined || update.number > lastNumber) askForSnapshot()
        return
      } else {
        for (const font of update.fonts ?? []) fontList.set(JSON.stringify(font), font)
        if (update.fonts) fonts.set([...fontList.values()])
        for (const op of update.ops) {
          if (!applyOp(op)) return askForSnapshot()
        }
      }
      lastNumber = update.number
      reporter.setNumber(update.number)
      placeFixed(fixed, screen)
      if (update.kind === 'snapshot' || !update.ops.every(isOnlyPaint)) onLayout()
    },
    boxOf(id) {
      const node = nodes.get(id)
      if (node?.kind !== 'element') return undefined
      const [, x, y, width, height] = createBoxReader(originOf()).rowOf(node)
      return { x, y, width, height }
    },
    idAt,
    setReporting(isOn) {
      reporter.restart(isOn)
    },
    settled: () => fonts.settled(),
    drawVideo: (source, picture) => drawLivePicture(nodes.values(), source, picture),
    close() {
      isClosed = true
      stopInput()
      scrolling.stop()
      reporter.stop()
      fonts.close()
      shadow.replaceChildren()
    },
  }

  function applySnapshot(snapshot: Snapshot): void {
    nodes.clear()
    fixed.clear()
    turned.clear()
    scrolling.clear()
    viewport = { width: snapshot.viewport.width, height: snapshot.viewport.height }
    screen.style.setProperty('width', `${viewport.width}px`)
    screen.style.setProperty('height', `${viewport.height}px`)
    screen.style.setProperty('background-color', snapshot.background)
    fontList.clear()
    for (const font of snapshot.fonts) fontList.set(JSON.stringify(font), font)
    fonts.set(snapshot.fonts)
    const scrolls: [id: NodeId, left: number, top: number][] = []
    screen.replaceChildren(...(snapshot.root ? [build(snapshot.root, scrolls)].filter((dom) => dom !== undefined) : []))
    for (const [id, left, top] of scrolls) scrollNode(id, left, top)
    focusNode(snapshot.focus)
  }

  function applyOp(op: PaintOp): boolean {
    switch (op.op) {
      case 'add': {
        const parent = nodes.get(op.parent)
        if (parent?.kind !== 'element' || !isChild(parent, op.before)) return false
        const scrolls: [id: NodeId, left: number, top: number][] = []
        const dom = build(op.node, scrolls)
        if (dom) parent.dom.insertBefore(dom, domOf(op.before))
        for (const [id, left, top] of scrolls) scrollNode(id, left, top)
        return true
      }
      case 'move': {
        const node = nodes.get(op.id)
        const parent = nodes.get(op.parent)
        if (!node || parent?.kind !== 'element' || !isChild(parent, op.before) || node.dom.contains(parent.dom))
          return false
        parent.dom.insertBefore(node.dom, domOf(op.before))
        return true
      }
      case 'remove': {
        const node = nodes.get(op.id)
        if (!node) return false
        node.dom.remove()
        forget(node.dom)
        return true
      }
      case 'text': {
        const node = nodes.get(op.id)
        if (node?.kind !== 'text') return false
        node.dom.data = op.text
        return true
      }
      case 'style': {
        const node = nodes.get(op.id)
        if (node?.kind !== 'element') return false
        setStyle(node, op.style, host)
        noteStyle(node)
        return true
      }
      case 'control': {
        const node = nodes.get(op.id)
        if (node?.kind !== 'element' || node.control?.kind !== op.control.kind) return false
        node.setControl(op.control)
        node.control = op.control
        return true
      }
      case 'scroll':
        return scrollNode(op.id, op.left, op.top)
      case 'select': {
        const node = nodes.get(op.id)
        if (node?.kind !== 'element' || !isField(node.dom)) return false
        node.dom.setSelectionRange(op.start, op.end)
        return true
      }
      case 'focus':
        focusNode(op.id)
        return true
      default:
        return true
    }
  }

  function build(node: PaintNode, scrolls: [id: NodeId, left: number, top: number][]): Node | undefined {
    if (nodes.size >= maxNodes || nodes.has(node.id)) return undefined
    if (node.kind === 'text') {
      const dom = page.createTextNode(node.text)
      nodes.set(node.id, { kind: 'text', id: node.id, dom })
      ids.set(dom, node.id)
      return dom
    }
    const box = createBox(node, host)
    nodes.set(node.id, box)
    ids.set(box.dom, node.id)
    noteStyle(box)
    for (const child of node.children) {
      const dom = build(child, scrolls)
      if (dom) box.dom.append(dom)
    }
    if (node.scroll) scrolls.push([node.id, node.scroll.left, node.scroll.top])
    return box.dom
  }

  function noteStyle(box: PaintedBox): void {
    if (box.style['transform'] === undefined || box.tag === '#layer') turned.delete(box.id)
    else turned.add(box.id)
    if (box.style['--fixed'] !== undefined) fixed.add(box)
    else if (fixed.delete(box)) box.dom.style.removeProperty('translate')
  }

  function forget(dom: Node): void {
    for (const child of dom.childNodes) forget(child)
    const id = ids.get(dom)
    const node = id === undefined ? undefined : nodes.get(id)
    if (id === undefined || node?.dom !== dom) return
    nodes.delete(id)
    turned.delete(id)
    if (node.kind === 'element') fixed.delete(node)
  }

  function isChild(parent: PaintedBox, before: NodeId | null): boolean {
    return before === null || domOf(before)?.parentNode === parent.dom
  }

  function domOf(id: NodeId | null): Node | null {
    return id === null ? null : (nodes.get(id)?.dom ?? null)
  }

  function scrollNode(id: NodeId, left: number, top: number): boolean {
    const node = nodes.get(id)
    if (node?.kind === 'element') scrolling.scrollTo(node.dom, left, top)
    return node !== undefined
  }

  /** Keys go to the field that has the focus, or to the screen; nobody outside of it loses the focus to an app. */
  function focusNode(id: NodeId | null): void {
    if (page.activeElement !== root && page.activeElement !== page.body && page.activeElement !== null) return
    const node = id === null ? undefined : nodes.get(id)
    if (node?.kind === 'element' && node.control?.kind === 'field') node.dom.focus({ preventScroll: true })
    else if (shadow.activeElement instanceof view.HTMLElement) {
      shadow.activeElement.blur()
      root.focus({ preventScroll: true })
    }
  }

  function isField(dom: HTMLElement): dom is HTMLInputElement | HTMLTextAreaElement {
    return dom instanceof view.HTMLInputElement || dom instanceof view.HTMLTextAreaElement
  }

  function onScroll(): void {
    placeFixed(fixed, screen)
    onLayout()
  }

  function onLayout(): void {
    reporter.soon()
  }

  function originOf(): { left: number; top: number; scale: number } {
    const { left, top, width } = screen.getBoundingClientRect()
    return { left, top, scale: width > 0 && viewport.width > 0 ? width / viewport.width : 1 }
  }

  function placeOf(clientX: number, clientY: number): { x: number; y: number } {
    const { left, top, scale } = originOf()
    return {
      x: Math.round(((clientX - left) / scale) * 100) / 100,
      y: Math.round(((clientY - top) / scale) * 100) / 100,
    }
  }

  function idAt(clientX: number, clientY: number): NodeId | undefined {
    return idOf(shadow.elementFromPoint(clientX, clientY)) ?? undefined
  }

  function idOf(target: EventTarget | null): NodeId | null {
    for (let at = target instanceof view.Node ? target : null; at; at = at.parentNode) {
      const id = ids.get(at)
      const node = id === undefined ? undefined : nodes.get(id)
      if (node?.kind === 'element' && node.tag !== '#layer') return node.id
    }
    return null
  }

  function askForSnapshot(): void {
    lastNumber = undefined
    const now = performance.now()
    if (now - askedAt < snapshotPatienceMs) return
    askedAt = now
    options.requestSnapshot()
  }
}
