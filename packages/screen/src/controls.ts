import { dispatch } from './dispatch.ts'
import type { ScreenElement } from './element.ts'
import { blurElement } from './states.ts'
import { descendants, ownChildren } from './walk.ts'

/** What kind of form control an element is; null for everything else. */
export type ControlKind =
  | 'text'
  | 'password'
  | 'radio'
  | 'checkbox'
  | 'range'
  | 'submit'
  | 'button'
  | 'textarea'
  | 'select'

const inputKinds = ['password', 'radio', 'checkbox', 'range', 'submit', 'button'] as const

/** Tells form controls apart. An input of an unknown type is a text field. */
export function controlKind(element: ScreenElement): ControlKind | null {
  if (element.tag === 'textarea' || element.tag === 'select') return element.tag
  if (element.tag !== 'input') return null
  return inputKinds.find((kind) => kind === element.getAttribute('type')) ?? 'text'
}

/** Whether a person can type into it. */
export function isTextControl(element: ScreenElement): boolean {
  const kind = controlKind(element)
  return kind === 'text' || kind === 'password' || kind === 'textarea'
}

/** Whether it is a form control that takes no input. */
export function isDisabled(element: ScreenElement): boolean {
  return (controlKind(element) !== null || element.tag === 'option') && element.hasAttribute('disabled')
}

/** The value of a form control. */
export function getValue(control: ScreenElement): string {
  if (control.tag === 'select')
    return selectedOption(control)?.getAttribute('value') ?? control.getAttribute('value') ?? ''
  if (controlKind(control) === 'range') return String(rangeOf(control).value)
  return control.getAttribute('value') ?? ''
}

/** Sets the value of a form control, as code does it. */
export function setValue(control: ScreenElement, value: string): void {
  control.setAttribute('value', value)
}

/** Gives a control the value or check mark that it begins with: nobody is told of a change. */
export function quietly(control: ScreenElement, set: () => void): void {
  const { document } = control
  const wasBuilding = document.isBuilding
  document.isBuilding = true
  try {
    set()
  } finally {
    document.isBuilding = wasBuilding
  }
}

/** The options of a select in order. */
export function optionsOf(select: ScreenElement): ScreenElement[] {
  return ownChildren(select)
    .filter((child) => child.kind === 'element')
    .filter((child) => child.tag === 'option' && child.repeated === null)
}

/** The chosen option: the one marked, else the one whose value the select has, else the first. */
export function selectedOption(select: ScreenElement): ScreenElement | undefined {
  const options = optionsOf(select)
  const value = select.getAttribute('value')
  return (
    options.find((option) => option.hasAttribute('selected')) ??
    options.find((option) => value !== undefined && option.getAttribute('value') === value) ??
    options[0]
  )
}

/** Chooses an option and tells of it if that is a change. */
export function chooseOption(select: ScreenElement, chosen: ScreenElement | undefined): void {
  const before = selectedOption(select)
  const value = chosen?.getAttribute('value') ?? ''
  const isChange = chosen !== before || value !== (select.getAttribute('value') ?? value)
  markOption(select, chosen)
  if (!isChange) return
  select.storeAttribute('value', value)
  dispatch(select, 'change', { value })
}

/** Types into a text control as a person does: at its end, within `maxlength`, and tells of the change. */
export function insertText(control: ScreenElement, text: string): void {
  editText(control, getValue(control) + text)
}

/** Gives a text control the text that a person made of it, within `maxlength`, and tells of the change. */
export function editText(control: ScreenElement, text: string): void {
  const value = cutToLength(control.tag === 'textarea' ? text : text.replace(/[\r\n]/g, ''), control)
  if (value === getValue(control)) return
  control.setAttribute('value', value)
  dispatch(control, 'change', { value, linebreak: false })
}

/** Limits and value of a range; the value is on a step between them. */
export function rangeOf(control: ScreenElement): { min: number; max: number; step: number; value: number } {
  const min = numberOf(control, 'min', 0)
  const max = numberOf(control, 'max', 100)
  const step = numberOf(control, 'step', 1)
  const wanted = numberOf(control, 'value', 0)
  const stepped = step > 0 ? min + Math.round((wanted - min) / step) * step : wanted
  return { min, max, step, value: Math.min(Math.max(stepped, Math.min(min, max)), Math.max(min, max)) }
}

/** The form's values as a submit event carries them. Controls of one name are joined with ", ". */
export function formValues(form: ScreenElement): Record<string, string> {
  const values: Record<string, string> = Object.create(null)
  for (const element of descendants(form)) {
    const kind = element.kind === 'element' ? controlKind(element) : null
    if (element.kind === 'text' || kind === null || kind === 'submit' || kind === 'button') continue
    if (isDisabled(element) || ((kind === 'radio' || kind === 'checkbox') && !element.hasAttribute('checked'))) continue
    const name = element.getAttribute('name') ?? ''
    if (name === '') continue
    const value = getValue(element)
    values[name] = values[name] === undefined ? value : `${values[name]}, ${value}`
  }
  return values
}

/** Does what a changed attribute means for a form control. */
export function applyControlAttribute(
  element: ScreenElement,
  name: string,
  value: string | undefined,
  before: string | undefined,
): void {
  const kind = controlKind(element)
  if (kind === 'select' && name === 'value' && value !== undefined && value !== before) markValue(element, value)
  if (kind === null || element.document.isBuilding) return
  if (name === 'checked' && (value === undefined) !== (before === undefined)) {
    if (kind === 'checkbox') applyCheckbox(element)
    if (kind === 'radio') applyRadio(element)
  }
  if (name === 'disabled' && value !== undefined) blurElement(element)
  if (name === 'value' && value !== before) applyValue(element, kind, value ?? '')
}

function markValue(select: ScreenElement, value: string): void {
  if (selectedOption(select)?.getAttribute('value') === value) return
  const option = optionsOf(select).find((one) => one.getAttribute('value') === value)
  if (option) markOption(select, option)
}

function markOption(select: ScreenElement, chosen: ScreenElement | undefined): void {
  for (const option of optionsOf(select)) {
    if (option !== chosen) option.removeAttribute('selected')
  }
  chosen?.setAttribute('selected', '')
}

function applyCheckbox(element: ScreenElement): void {
  const checked = element.hasAttribute('checked')
  const value = element.getAttribute('value') ?? ''
  dispatch(element, 'change', { checked, value: checked ? value || 'on' : '' })
}

function applyRadio(element: ScreenElement): void {
  const checked = element.hasAttribute('checked')
  if (checked) {
    for (const other of radioSet(element)) other.removeAttribute('checked')
  }
  dispatch(element, 'change', { checked, value: checked ? getValue(element) : '' })
}

function applyValue(element: ScreenElement, kind: ControlKind, value: string): void {
  if (kind === 'select') {
    dispatch(element, 'change', { value })
  } else if (kind === 'range') {
    dispatch(element, 'change', { value: rangeOf(element).value })
  } else if (isTextControl(element)) {
    const fitting = cutToLength(kind === 'textarea' ? value : value.replace(/[\r\n]/g, ''), element)
    if (fitting === value) return
    element.setAttribute('value', fitting)
    dispatch(element, 'change', { value: fitting, linebreak: false })
  }
}

/** The other radio buttons of its name, in its form or, without one, in the whole tree. */
function radioSet(radio: ScreenElement): ScreenElement[] {
  let scope = radio
  while (scope.parent && scope.tag !== 'form') scope = scope.parent
  const name = radio.getAttribute('name') ?? ''
  return [...descendants(scope)]
    .filter((node) => node.kind === 'element')
    .filter((node) => node !== radio && controlKind(node) === 'radio' && (node.getAttribute('name') ?? '') === name)
}

function cutToLength(text: string, control: ScreenElement): string {
  const max = numberOf(control, 'maxlength', -1)
  if (max < 0) return text
  const characters = Array.from(text)
  return characters.length <= max ? text : characters.slice(0, Math.floor(max)).join('')
}

function numberOf(element: ScreenElement, name: string, otherwise: number): number {
  const number = Number.parseFloat(element.getAttribute(name) ?? '')
  return Number.isFinite(number) ? number : otherwise
}
