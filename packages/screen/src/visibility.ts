import type { ScreenElement } from './element.ts'
import { isActivePanel } from './tabs.ts'
import { pathToRoot } from './walk.ts'

/** Whether an element takes part in the picture at all, as far as its own attributes tell. */
export function isDisplayed(element: ScreenElement): boolean {
  if (element.ownStyle.get('display') === 'none' || element.repeated !== null) return false
  if (element.tag === 'script' || element.tag === 'style') return false
  return element.tag !== 'panel' || isActivePanel(element)
}

/** Whether an element can be seen: it and all it is in take part, none hides it, and the document is shown. */
export function isShown(element: ScreenElement): boolean {
  const path = pathToRoot(element)
  const visibility = path.map((one) => one.ownStyle.get('visibility')).find((value) => value !== undefined)
  return element.document.isShown && visibility !== 'hidden' && path.every(isDisplayed)
}
