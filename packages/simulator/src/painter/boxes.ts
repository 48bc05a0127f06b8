import type { BoxRow, NodeId } from '@mosis/screen'
import type { PaintedBox, PaintedNode } from './nodes.ts'

/** Where a node lies, with what surrounds its content, in px of the viewport. */
export interface NodeBox {
  x: number
  y: number
  width: number
  height: number
}

/** Finds out where boxes lie. */
export interface BoxReader {
  rowOf(box: PaintedBox): BoxRow
}

/**
 * Reads boxes as RmlUi counts them: without transforms, an inline box by its first part. `origin` is where the screen lies on the
 * page and how much larger it is shown.
 */
export function createBoxReader(origin: { left: number; top: number; scale: number }): BoxReader {
  const { left, top, scale } = origin
  return { rowOf }

  function rowOf(box: PaintedBox): BoxRow {
    const { dom, style, id } = box
    // A line break takes no room of its own.
    if (box.tag === 'br') return [id, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
    const isInline = isInlineBox(box)
    const rect = isInline ? dom.getClientRects()[0] : shownBy(box).getBoundingClientRect()
    if (!rect) return [id, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
    const height = rect.height / scale
    const borders = { top: px(style['border-top-width']), bottom: px(style['border-bottom-width']) }
    const sides = { left: px(style['border-left-width']), right: px(style['border-right-width']) }
    const width = rect.width / scale
    const bars = isInline ? { x: 0, y: 0 } : barsOf(dom, borders, sides)
    const clientWidth = Math.max(width - sides.left - sides.right - bars.y, 0)
    const clientHeight = Math.max(height - borders.top - borders.bottom - bars.x, 0)
    return [
      id,
      round((rect.left - left) / scale),
      round((rect.top - top) / scale + (isInline ? leadingLost(dom, height - borders.top - borders.bottom) : 0)),
      round(width),
      round(height),
      sides.left,
      borders.top,
      round(clientWidth),
      round(clientHeight),
      isInline ? round(clientWidth) : Math.max(dom.scrollWidth, round(clientWidth)),
      isInline ? round(clientHeight) : Math.max(dom.scrollHeight, round(clientHeight)),
    ]
  }
}

/** A part of a table that has no box of its own is shown by a layer in it. */
function shownBy({ dom, style }: PaintedBox): Element {
  return (style['display'] === 'contents' ? dom.firstElementChild : null) ?? dom
}

/** Browsers cut what lies between line and letters to whole px; RmlUi keeps the rest. */
function leadingLost(dom: HTMLElement, height: number): number {
  const { lineHeight, paddingTop, paddingBottom } = dom.ownerDocument.defaultView!.getComputedStyle(dom)
  const half = (px(lineHeight) - (height - px(paddingTop) - px(paddingBottom))) / 2
  return half - Math.floor(half)
}

/** Whether the box is broken into lines with the text around it. */
function isInlineBox({ dom, style, control }: PaintedBox): boolean {
  if (control || (style['display'] !== undefined && style['display'] !== 'inline') || style['float'] !== undefined)
    return false
  if (style['position'] === 'absolute' || style['position'] === 'fixed') return false
  return dom.ownerDocument.defaultView!.getComputedStyle(dom).display === 'inline'
}

/** How much room the scroll bars take. The browser counts in whole px, which bars are. */
function barsOf(
  dom: HTMLElement,
  borders: { top: number; bottom: number },
  sides: { left: number; right: number },
): { x: number; y: number } {
  const x = dom.offsetHeight - dom.clientHeight - Math.round(borders.top + borders.bottom)
  const y = dom.offsetWidth - dom.clientWidth - Math.round(sides.left + sides.right)
  return { x: x > 1 ? x : 0, y: y > 1 ? y : 0 }
}

/** What is different from the last report: rows that are new or other, and nodes that are gone. */
export function compareRows(
  before: ReadonlyMap<NodeId, BoxRow>,
  nodes: Iterable<PaintedNode>,
  reader: BoxReader,
): { rows: BoxRow[]; all: Map<NodeId, BoxRow>; removed: NodeId[] } {
  const rows: BoxRow[] = []
  const all = new Map<NodeId, BoxRow>()
  for (const node of nodes) {
    if (node.kind === 'text' || node.tag === '#layer') continue
    const row = reader.rowOf(node)
    const old = before.get(node.id)
    if (!old || row.some((value, index) => value !== old[index])) rows.push(row)
    all.set(node.id, row)
  }
  return { rows, all, removed: [...before.keys()].filter((id) => !all.has(id)) }
}

function px(value: string | undefined): number {
  const number = Number.parseFloat(value ?? '0')
  return Number.isFinite(number) ? number : 0
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
