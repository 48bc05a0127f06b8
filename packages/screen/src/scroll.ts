import { dispatch } from './dispatch.ts'
import type { ScreenElement } from './element.ts'
import { ScreenError } from './errors.ts'
import type { Box } from './layout.ts'
import { propertyOf } from './property-of.ts'
import { pathToRoot } from './walk.ts'

/** Where an element lies; throws while nobody has laid it out. */
export function getBox(element: ScreenElement): Box {
  const box = element.document.layout?.boxOf(element)
  if (box) return box
  throw new ScreenError('no-layout', `Cannot tell where "${element.tag}" is: nobody has laid it out yet`)
}

/** The element that positions of this one count from: the nearest around it that is positioned, else the body. */
export function offsetParent(element: ScreenElement): ScreenElement | null {
  if (!element.parent) return null
  const around = pathToRoot(element.parent).filter((one) => !one.isGenerated)
  return around.find((one) => (propertyOf(one, 'position') ?? 'static') !== 'static') ?? around.at(-1) ?? null
}

/** Scrolls what is inside an element, as far as there is something to see, and tells of it. */
export function scrollTo(element: ScreenElement, { left, top }: { left?: number; top?: number }): void {
  const { clientWidth, clientHeight, scrollWidth, scrollHeight } = getBox(element)
  noteScroll(
    element,
    within(left ?? element.scrollLeft, scrollWidth - clientWidth),
    within(top ?? element.scrollTop, scrollHeight - clientHeight),
  )
}

function within(value: number, most: number): number {
  return Math.min(Math.max(value, 0), Math.max(most, 0))
}

/** Notes how far an element is scrolled and tells of it. */
export function noteScroll(element: ScreenElement, left: number, top: number): void {
  if (element.scrollLeft === left && element.scrollTop === top) return
  element.scrollLeft = left
  element.scrollTop = top
  element.document.changes.tell({ kind: 'scroll', element })
  dispatch(element, 'scroll')
}

/** Scrolls everything around an element so far that it can be seen; with `alignTop` to the upper edge, with false to the lower. */
export function scrollIntoView(element: ScreenElement, alignTop?: boolean): void {
  const { x, y, width, height } = getBox(element)
  let [left, top] = [x, y]
  for (const around of element.parent ? pathToRoot(element.parent) : []) {
    const box = element.document.layout?.boxOf(around)
    if (!box || !canScroll(around)) continue
    const before = { left: around.scrollLeft, top: around.scrollTop }
    const byTop = distance(top, height, box.y + box.clientTop, box.clientHeight, alignTop)
    const byLeft = distance(left, width, box.x + box.clientLeft, box.clientWidth, undefined)
    scrollTo(around, { left: before.left + byLeft, top: before.top + byTop })
    left -= around.scrollLeft - before.left
    top -= around.scrollTop - before.top
  }
}

function canScroll(element: ScreenElement): boolean {
  if (!element.parent) return true
  return ['overflow-x', 'overflow-y'].some((name) => /^(?:auto|scroll|hidden)$/.test(propertyOf(element, name) ?? ''))
}

/** How far to scroll so that a piece lies in a window; without a wish for an edge as little as possible. */
function distance(
  at: number,
  size: number,
  windowAt: number,
  windowSize: number,
  alignStart: boolean | undefined,
): number {
  const toStart = at - windowAt
  const toEnd = at + size - (windowAt + windowSize)
  if (alignStart !== undefined) return alignStart ? toStart : toEnd
  if (toStart < 0) return toStart
  return toEnd > 0 ? Math.min(toStart, toEnd) : 0
}
