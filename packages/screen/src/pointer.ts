import { dispatch } from './dispatch.ts'
import type { ScreenDocument } from './document.ts'
import type { ScreenElement } from './element.ts'
import { ScreenError } from './errors.ts'
import type { EventParameters } from './event.ts'
import type { Modifiers } from './paint/input.ts'
import { findFocusable, focusElement, moveState } from './states.ts'
import { isShown } from './visibility.ts'

/** What a mouse event carries when nobody points with anything. */
const mouseParameters: EventParameters = { button: 0, mouse_x: 0, mouse_y: 0, ...modifierParameters() }

/** The keys held down together with what happens, as events carry them. */
export function modifierParameters(held?: Modifiers): EventParameters {
  return {
    ctrl_key: held?.ctrl ? 1 : 0,
    shift_key: held?.shift ? 1 : 0,
    alt_key: held?.alt ? 1 : 0,
    meta_key: held?.meta ? 1 : 0,
    caps_lock_key: 0,
    num_lock_key: 0,
    scroll_lock_key: 0,
  }
}

/** Sends a click to an element, as code does it. */
export function click(element: ScreenElement, parameters: EventParameters = mouseParameters): void {
  dispatch(element, 'click', parameters)
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
export function hover(
  document: ScreenDocument,
  element: ScreenElement | null,
  parameters: EventParameters = mouseParameters,
): void {
  if (document.holders.hover === element) return
  const { lost, gained } = moveState(document, 'hover', element)
  for (const one of lost) dispatch(one, 'mouseout', parameters)
  for (const one of gained) dispatch(one, 'mouseover', parameters)
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
