import {
  chooseOption,
  controlKind,
  editText,
  getValue,
  isDisabled,
  isTextControl,
  optionsOf,
  selectedOption,
} from './controls.ts'
import { dispatch } from './dispatch.ts'
import type { ScreenElement } from './element.ts'
import { isStop, nextInDirection, nextInOrder, type Direction } from './focus-order.ts'
import type { Modifiers } from './paint/input.ts'
import { click } from './pointer.ts'
import { scrollIntoView } from './scroll.ts'
import { stepSlider } from './slider.ts'
import { blurElement, focusElement } from './states.ts'

const directions: ReadonlyMap<string, Direction> = new Map([
  ['ArrowUp', 'up'],
  ['ArrowRight', 'right'],
  ['ArrowDown', 'down'],
  ['ArrowLeft', 'left'],
])

/** Does what a key means where the focus is, after no handler has stopped it. */
export function actOnKey(target: ScreenElement, key: string, { shift, ctrl, alt, meta }: Modifiers): void {
  if (key === 'Tab') {
    goTo(nextInOrder(target.document, target, shift ? -1 : 1))
    return
  }
  if (ctrl || alt || meta || (!isDisabled(target) && actOnControl(target, key))) return
  const direction = directions.get(key)
  if (direction) goTo(nextInDirection(target, direction))
  else if (key === 'Enter' || key === ' ') {
    if (isPressable(target)) click(target)
  }
}

function actOnControl(control: ScreenElement, key: string): boolean {
  const kind = controlKind(control)
  if (kind === 'select') return actOnSelect(control, key)
  if (kind === 'range') return actOnSlider(control, key)
  return isTextControl(control) && actOnText(control, key)
}

/** A field is edited by who paints; without anybody, as in tests, Backspace still takes the last character. */
function actOnText(field: ScreenElement, key: string): boolean {
  if (key === 'Enter' && field.tag !== 'textarea')
    dispatch(field, 'change', { value: getValue(field), linebreak: true })
  else if (key === 'Enter' && !field.document.layout) editText(field, `${getValue(field)}\n`)
  else if (key === 'Backspace' && !field.document.layout)
    editText(field, Array.from(getValue(field)).slice(0, -1).join(''))
  else if (key === 'Escape') blurElement(field)
  return true
}

function actOnSelect(select: ScreenElement, key: string): boolean {
  const isOpen = select.states.has('checked')
  if (key === 'ArrowUp' || key === 'ArrowDown') {
    const options = optionsOf(select)
    const chosen = selectedOption(select)
    const step = key === 'ArrowUp' ? -1 : 1
    for (let index = (chosen ? options.indexOf(chosen) : -1) + step; options[index]; index += step) {
      if (isDisabled(options[index]!)) continue
      chooseOption(select, options[index])
      break
    }
    return true
  }
  if (key === 'Enter' || key === ' ' || (key === 'Escape' && isOpen)) {
    select.setState('checked', !isOpen)
    return true
  }
  return false
}

function actOnSlider(slider: ScreenElement, key: string): boolean {
  const keys =
    slider.getAttribute('orientation') === 'vertical' ? ['ArrowUp', 'ArrowDown'] : ['ArrowLeft', 'ArrowRight']
  if (!keys.includes(key)) return false
  stepSlider(slider, key === keys[0] ? -1 : 1)
  return true
}

function isPressable(element: ScreenElement): boolean {
  const kind = controlKind(element)
  return element.tag === 'button' || (kind !== null && kind !== 'range') || isStop(element)
}

function goTo(element: ScreenElement | undefined): void {
  if (!element || !focusElement(element, true)) return
  if (element.isConnected && element.document.layout?.boxOf(element)) scrollIntoView(element)
}
