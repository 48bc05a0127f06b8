import { dispatch } from './dispatch.ts'
import type { ScreenDocument } from './document.ts'
import type { ScreenElement } from './element.ts'
import { propertyOf } from './property-of.ts'
import { pathToRoot } from './walk.ts'

/** The states that one element has and everything around it shares. */
export type ChainState = 'focus' | 'hover' | 'active'

/** Gives a state to an element and all it is in, and takes it from where it was; answers who lost and who gained it, innermost first. */
export function moveState(
  document: ScreenDocument,
  state: ChainState,
  element: ScreenElement | null,
): { lost: ScreenElement[]; gained: ScreenElement[] } {
  const before = document.holders[state]
  const oldPath = before ? pathToRoot(before) : []
  const newPath = element ? pathToRoot(element) : []
  const kept = new Set(newPath)
  const lost = oldPath.filter((one) => !kept.has(one))
  const gained = newPath.filter((one) => !one.states.has(state))
  document.holders[state] = element
  for (const one of lost) one.setState(state, false)
  for (const one of gained) one.setState(state, true)
  return { lost, gained }
}

/**
 * Gives an element the focus; answers whether it could. `isByKey` makes it visible where the focus is, for who uses keys.
 */
export function focusElement(element: ScreenElement, isByKey = false): boolean {
  if (!element.isConnected || !canFocus(element)) return false
  const { document } = element
  for (const one of pathToRoot(document.holders.focus ?? document.body)) one.setState('focus-visible', false)
  moveFocus(document, element)
  if (isByKey && document.holders.focus === element) {
    for (const one of pathToRoot(element)) one.setState('focus-visible', true)
  }
  return true
}

/** Takes the focus from an element; it goes to the one around it. */
export function blurElement(element: ScreenElement): void {
  if (element.document.holders.focus === element) moveFocus(element.document, element.parent)
}

/** Takes the focus from the whole document. */
export function blurDocument(document: ScreenDocument): void {
  moveFocus(document, null)
}

/** The innermost element from here outwards that may have the focus. A disabled control leaves it to what it is in. */
export function findFocusable(element: ScreenElement): ScreenElement | undefined {
  return pathToRoot(element).find(canFocus)
}

/** Takes states from a part that leaves the tree, without events: nobody is left to hear them. */
export function dropStates(document: ScreenDocument, leaving: ScreenElement): void {
  for (const state of ['focus', 'hover', 'active'] as const) {
    const holder = document.holders[state]
    if (holder && pathToRoot(holder).includes(leaving)) moveState(document, state, leaving.parent)
  }
}

/** Whether an element may have the focus. */
export function canFocus(element: ScreenElement): boolean {
  if (element.isGenerated && element.tag !== 'option') return false
  return propertyOf(element, 'focus') !== 'none' && !(element.isControl && element.hasAttribute('disabled'))
}

function moveFocus(document: ScreenDocument, element: ScreenElement | null): void {
  if (document.holders.focus === element) return
  const { lost, gained } = moveState(document, 'focus', element)
  for (const one of lost) dispatch(one, 'blur')
  for (const one of gained.toReversed()) dispatch(one, 'focus')
}
