import { isDisabled } from './controls.ts'
import type { ScreenDocument } from './document.ts'
import type { ScreenElement } from './element.ts'
import type { Box } from './layout.ts'
import { propertyOf } from './property-of.ts'
import { canFocus } from './states.ts'
import { isShown } from './visibility.ts'
import { elementsIn } from './walk.ts'

type Area = Pick<Box, 'x' | 'y' | 'width' | 'height'>

export type Direction = 'up' | 'right' | 'down' | 'left'

/** The element that Tab leads to from here, around the document; undefined when there is none. */
export function nextInOrder(
  document: ScreenDocument,
  from: ScreenElement | null,
  step: 1 | -1,
): ScreenElement | undefined {
  const all = [...elementsIn(document.body)]
  const at = from ? all.indexOf(from) : -1
  // The body comes before everything in it.
  const start = at === -1 && step === -1 ? all.length : at
  for (let count = 1; count <= all.length; count += 1) {
    const element = all[(start + step * count + all.length * 2) % all.length]!
    if (element !== from && isStop(element)) return element
  }
  return undefined
}

/** The element that an arrow key leads to from one with `nav-…`; undefined when it leads nowhere. */
export function nextInDirection(from: ScreenElement, direction: Direction): ScreenElement | undefined {
  const value = propertyOf(from, `nav-${direction}`) ?? 'none'
  if (value.startsWith('#')) return from.document.findById(value.slice(1))
  const isForward = direction === 'down' || direction === 'right'
  if (value === 'tree-order') return nextInOrder(from.document, from, isForward ? 1 : -1)
  if (value !== 'auto') return undefined
  const layout = from.document.layout
  const box = layout?.boxOf(from)
  if (!layout || !box) return nextInOrder(from.document, from, isForward ? 1 : -1)
  let nearest: { element: ScreenElement; distance: number } | undefined
  for (const element of elementsIn(from.document.body)) {
    const other = element === from ? undefined : layout.boxOf(element)
    const distance = other && distanceTo(box, other, direction)
    if (distance === undefined || (nearest && nearest.distance <= distance) || !isStop(element)) continue
    nearest = { element, distance }
  }
  return nearest?.element
}

/** Whether keys stop at it: `tab-index: auto`, and in a document without styles every control and button. */
export function isStop(element: ScreenElement): boolean {
  const isByNature = !element.document.styles && (element.isControl || element.tag === 'button')
  if ((propertyOf(element, 'tab-index') ?? (isByNature ? 'auto' : 'none')) !== 'auto') return false
  return canFocus(element) && !isDisabled(element) && isShown(element)
}

/** How far another box lies in a direction; what lies aside counts double. Undefined for what lies elsewhere. */
function distanceTo(from: Area, to: Area, direction: Direction): number | undefined {
  const isVertical = direction === 'up' || direction === 'down'
  const [a, b] = isVertical ? [from, to] : [turned(from), turned(to)]
  const along = direction === 'down' || direction === 'right' ? b.y - (a.y + a.height) : a.y - (b.y + b.height)
  if (along < -1) return undefined
  const aside = Math.max(0, b.x - (a.x + a.width), a.x - (b.x + b.width))
  const middle = Math.abs(b.x + b.width / 2 - (a.x + a.width / 2))
  return along + aside * 2 + middle / 100
}

function turned({ x, y, width, height }: Area): Area {
  return { x: y, y: x, width: height, height: width }
}
