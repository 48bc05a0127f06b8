import { applyControlAttribute } from './controls.ts'
import type { Place, ScreenElement } from './element.ts'
import { setAttributeListener } from './listeners.ts'

/** Does what follows from a changed attribute beside its new value. */
export function applyAttribute(
  element: ScreenElement,
  name: string,
  value: string | undefined,
  before: string | undefined,
  place?: Place,
): void {
  if (name === 'id' && element.isConnected) {
    if (before !== undefined) element.document.forgetId(before, element)
    if (value !== undefined) element.document.noteId(value, element)
  }
  if (name.startsWith('on')) setAttributeListener(element, name, value, place)
  applyControlAttribute(element, name, value, before)
}
