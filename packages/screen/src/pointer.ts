import { dispatch } from './dispatch.ts'
import type { ScreenDocument } from './document.ts'
import type { ScreenElement } from './element.ts'
import { ScreenError } from './errors.ts'
import type { EventParameters } from './event.ts'
import { findFocusable, focusElement, moveState } from './states.ts'
import { isShown } from './visibility.ts'

const modifiers = 'ctrl_key shift_key alt_key meta_key caps_lock_key num_lock_key scroll_lock_key'.split(' ')

/** What a mouse event carries. Positions come with layout. */
const mouseParameters: EventParameters = { button: 0, ...Object.fromEntries(modifiers.map((name) => [name, 0])) }

/** Sends a click to an element, as code does it. */
export function click(element: ScreenElement): void {
  dispatch(element, 'click', mouseParameters)
}

/** Presses and releases on an element as a person does: pointer there, button down, focus, button up, click. */
export function press(element: ScreenElement): void {
  if (!element.isConnected || !isShown(element)) {
    throw new ScreenError('element-hidden', `Cannot press "${nameOf(element)}": it is not shown`)
  }
  const { document } = element
  hover(document, element)
  const pressed = findFocusable(element)
  if (pressed) focusElement(pressed)
  moveState(document, 'active', element)
  dispatch(element, 'mousedown', mouseParameters)
  dispatch(element, 'mouseup', mouseParameters)
  moveState(document, 'active', null)
  // A disabled control cannot be focused, so what it is in gets the click instead.
  if (pressed?.isConnected) click(pressed)
}

/** Moves the pointer over an element, or away. */
export function hover(document: ScreenDocument, element: ScreenElement | null): void {
  const { lost, gained } = moveState(document, 'hover', element)
  for (const one of lost) dispatch(one, 'mouseout', mouseParameters)
  for (const one of gained) dispatch(one, 'mouseover', mouseParameters)
}

/** Types a text where the focus is, or into an element after it was pressed. */
export function typeText(document: ScreenDocument, text: string, element?: ScreenElement): void {
  if (element) press(element)
  dispatch(document.holders.focus ?? document.body, 'textinput', { text })
}

/** An element as error texts name it. */
export function nameOf(element: ScreenElement): string {
  return element.tag + (element.id === '' ? '' : `#${element.id}`) + element.classes.map((name) => `.${name}`).join('')
}
