import { dispatch } from './dispatch.ts'
import type { ScreenElement } from './element.ts'
import { offsetParent } from './scroll.ts'

/** What a `handle` moves while it is dragged. */
export interface HandleDrag {
  moveBy(x: number, y: number): void
}

/** Begins to drag a handle: what it names in `move_target` and `size_target` follows it from now on. */
export function startHandle(handle: ScreenElement): HandleDrag {
  const moved = targetOf(handle, 'move_target')
  const sized = targetOf(handle, 'size_target')
  const margin = Number.parseFloat(handle.getAttribute('edge_margin') ?? '')
  const move = moved && startMove(moved, margin)
  const size = sized && startSize(sized, margin)
  return {
    moveBy(x, y) {
      move?.(x, y)
      size?.(x, y)
      dispatch(handle, 'handledrag', { handle_x: Math.round(x), handle_y: Math.round(y) })
    },
  }
}

function targetOf(handle: ScreenElement, attribute: string): ScreenElement | undefined {
  const name = handle.getAttribute(attribute) ?? ''
  if (name === '') return undefined
  if (name === '#self') return handle
  if (name === '#parent') return handle.parent ?? undefined
  if (name === '#document') return handle.document.body
  return handle.document.findById(name.replace(/^#/, ''))
}

function startMove(target: ScreenElement, margin: number): ((x: number, y: number) => void) | undefined {
  const place = placeOf(target)
  if (!place) return undefined
  const { left, top, width, height, room } = place
  return (x, y) => {
    target.setOwnStyle('left', `${Math.round(keepInside(left + x, width, room.width, margin))}px`)
    target.setOwnStyle('top', `${Math.round(keepInside(top + y, height, room.height, margin))}px`)
  }
}

function startSize(target: ScreenElement, margin: number): ((x: number, y: number) => void) | undefined {
  const place = placeOf(target)
  if (!place) return undefined
  const { left, top, width, height, room } = place
  const edge = Number.isFinite(margin) ? margin : undefined
  const limit = (wanted: number, from: number, most: number) =>
    Math.round(Math.max(0, edge === undefined ? wanted : Math.min(wanted, most - edge - from)))
  return (x, y) => {
    target.setOwnStyle('width', `${limit(width + x, left, room.width)}px`)
    target.setOwnStyle('height', `${limit(height + y, top, room.height)}px`)
  }
}

/** Where an element lies in what it is positioned in; undefined while nobody knows. */
function placeOf(element: ScreenElement) {
  const around = offsetParent(element)
  const layout = element.document.layout
  const box = layout?.boxOf(element)
  const outer = around && layout?.boxOf(around)
  if (!box || !outer) return undefined
  return {
    left: box.x - outer.x - outer.clientLeft + around.scrollLeft,
    top: box.y - outer.y - outer.clientTop + around.scrollTop,
    width: box.width,
    height: box.height,
    room: { width: outer.clientWidth, height: outer.clientHeight },
  }
}

/** With an edge margin at least that much stays inside. */
function keepInside(at: number, size: number, room: number, margin: number): number {
  if (!Number.isFinite(margin)) return at
  return Math.max(Math.min(at, room - size - margin), margin)
}
