export type Side = 'below-start' | 'below-end' | 'above'

const gapPx = 4
const marginPx = 8

/**
 * Puts an element that floats beside the one it belongs to: inside the window, on the other side where there is no room, never
 * larger than the window.
 */
export function placeFloating(floating: HTMLElement, beside: Element, side: Side = 'below-start'): void {
  const anchor = beside.getBoundingClientRect()
  const { innerWidth, innerHeight } = window
  floating.style.maxHeight = `${innerHeight - 2 * marginPx}px`
  floating.style.maxWidth = `${innerWidth - 2 * marginPx}px`
  const { offsetWidth: width, offsetHeight: height } = floating
  const below = anchor.bottom + gapPx
  const above = anchor.top - gapPx - height
  const fitsBelow = below + height <= innerHeight - marginPx
  const wantsAbove = side === 'above' ? above >= marginPx : !fitsBelow && above >= marginPx
  const top = wantsAbove ? above : Math.max(marginPx, Math.min(below, innerHeight - marginPx - height))
  const isRightToLeft = getComputedStyle(floating).direction === 'rtl'
  const centre = anchor.left + anchor.width / 2 - width / 2
  const atEnd = (side === 'below-end') !== isRightToLeft
  const wished = side === 'above' ? centre : atEnd ? anchor.right - width : anchor.left
  const left = Math.max(marginPx, Math.min(wished, innerWidth - marginPx - width))
  floating.style.top = `${Math.round(top)}px`
  floating.style.left = `${Math.round(left)}px`
}
