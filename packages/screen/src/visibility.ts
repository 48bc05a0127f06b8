import type { ScreenElement } from './element.ts'
import { propertyOf } from './property-of.ts'
import { isActivePanel } from './tabs.ts'
import { pathToRoot } from './walk.ts'

/** Whether an element takes part in the picture at all, as far as its styles or, without any, its own attributes tell. */
export function isDisplayed(element: ScreenElement): boolean {
  return !isLeftOut(element) && propertyOf(element, 'display') !== 'none'
}

/** Whether an element is in no picture whatever its style says: what stands for the rows of a list, code, a panel behind another. */
export function isLeftOut(element: ScreenElement): boolean {
  if (element.repeated !== null || element.tag === 'script' || element.tag === 'style') return true
  return element.tag === 'panel' && !isActivePanel(element)
}

/** Whether an element can be seen: it and all it is in take part, none hides it, and the document is shown. */
export function isShown(element: ScreenElement): boolean {
  const path = pathToRoot(element)
  return element.document.isShown && path.every((one) => isDisplayed(one) && !isHidden(one))
}

/** Whether it hides itself and what is in it, but keeps its place. */
export function isHidden(element: ScreenElement): boolean {
  return propertyOf(element, 'visibility') === 'hidden'
}
