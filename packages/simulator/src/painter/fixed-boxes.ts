import type { PaintedBox } from './nodes.ts'

/** What is fixed lies in a box that may scroll; it stays where it is by moving along. */
export function placeFixed(fixed: Iterable<PaintedBox>, screen: HTMLElement): void {
  for (const { dom } of fixed) {
    const { scrollLeft, scrollTop } = boxAround(dom, screen)
    if (scrollLeft === 0 && scrollTop === 0) dom.style.removeProperty('translate')
    else dom.style.setProperty('translate', `${scrollLeft}px ${scrollTop}px`)
  }
}

/** The box that an absolute one is placed in. */
function boxAround(dom: HTMLElement, screen: HTMLElement): HTMLElement {
  for (let at = dom.parentElement; at && at !== screen; at = at.parentElement) {
    if (at.style.getPropertyValue('position') !== '') return at
  }
  return screen
}
