import { controlKind, getValue, isDisabled, isTextControl, selectedOption } from './controls.ts'
import type { ScreenElement } from './element.ts'
import { isSelectedPart } from './tabs.ts'
import { parentOf } from './walk.ts'

/** Whether an element is in a state, as pseudo-classes name them. */
export function hasState(element: ScreenElement, state: string): boolean {
  if (element.states.has(state)) return true
  switch (state) {
    case 'checked':
      return isChecked(element)
    case 'disabled':
      return isDisabled(element)
    case 'selected':
      return isSelectedPart(element)
    case 'placeholder-shown':
      return isTextControl(element) && element.hasAttribute('placeholder') && getValue(element) === ''
    case 'focus-visible':
      return isTextControl(element) && element.states.has('focus')
    default:
      return false
  }
}

function isChecked(element: ScreenElement): boolean {
  const kind = controlKind(element)
  if (kind === 'checkbox' || kind === 'radio') return element.hasAttribute('checked')
  const select = element.tag === 'option' ? parentOf(element) : null
  return select?.tag === 'select' && selectedOption(select) === element
}
