import { chooseOption, controlKind, formValues, insertText, isDisabled, isTextControl } from './controls.ts'
import { dispatch, type Reactions } from './dispatch.ts'
import type { ScreenElement } from './element.ts'
import { ScreenError } from './errors.ts'
import type { ScreenEvent } from './event.ts'
import { click } from './pointer.ts'
import { focusElement } from './states.ts'
import { activateTabOf } from './tabs.ts'
import { elementsIn, parentOf, pathToRoot } from './walk.ts'

/** How RmlUi's own elements react to events. */
export const builtInReactions: Reactions = {
  before(element, type) {
    if (type === 'click' && element.tag === 'label')
      return { isCapture: true, run: (event) => passToTarget(element, event) }
    if (type === 'click' && element.tag === 'select')
      return { isCapture: true, run: (event) => toggleBox(element, event) }
    if (type === 'textinput' && isTextControl(element))
      return { isCapture: true, run: (event) => takeText(element, event) }
    return undefined
  },
  after(element, type) {
    if (type === 'click' && element.tag === 'option')
      return { isCapture: false, run: (event) => choose(element, event) }
    if (type === 'blur' && element.tag === 'select')
      return { isCapture: false, run: () => element.setState('checked', false) }
    return undefined
  },
  act(element, event) {
    if (event.type !== 'click' || isDisabled(element)) return
    const kind = controlKind(element)
    if (kind === 'checkbox') toggle(element)
    else if (kind === 'radio') element.setAttribute('checked', '')
    else if (kind === 'submit') submitFrom(element)
    else if (element.tag === 'tabset') activateTabOf(element, event.target)
  },
}

/** Sends a form as its submit button does: an event with the values of its controls. */
export function submitForm(form: ScreenElement, name = '', value = ''): void {
  if (form.tag !== 'form')
    throw new ScreenError('wrong-tree', `Cannot submit "${form.tag}": only a form can be submitted`)
  const own = { [name === '' ? 'submit' : name]: value }
  const values = formValues(form)
  const joined = Object.entries(own).map(([key, one]) => [
    key,
    values[key] === undefined ? one : `${one}, ${values[key]}`,
  ])
  dispatch(form, 'submit', { ...values, ...Object.fromEntries(joined) })
}

function toggle(checkbox: ScreenElement): void {
  if (checkbox.hasAttribute('checked')) checkbox.removeAttribute('checked')
  else checkbox.setAttribute('checked', '')
}

function submitFrom(button: ScreenElement): void {
  const form = pathToRoot(button).find((element) => element.tag === 'form')
  if (form) submitForm(form, button.getAttribute('name'), button.getAttribute('value'))
}

const labelled = new Set(['button', 'input', 'textarea', 'progress', 'progressbar', 'select'])
const busyLabels = new WeakSet<ScreenElement>()

/** A click on a label is one on what it names. It may be inside the label, so its own click must pass this time. */
function passToTarget(label: ScreenElement, event: ScreenEvent): void {
  if (busyLabels.has(label)) return
  const id = label.getAttribute('for') ?? ''
  const target =
    id === '' ? elementsIn(label).find((element) => labelled.has(element.tag)) : label.document.findById(id)
  if (!target || target === label) return
  busyLabels.add(label)
  try {
    event.stopPropagation()
    focusElement(target)
    click(target)
  } finally {
    busyLabels.delete(label)
  }
}

function toggleBox(select: ScreenElement, event: ScreenEvent): void {
  if (isDisabled(select) || pathToRoot(event.target).some((element) => element.tag === 'option')) return
  select.setState('checked', !select.states.has('checked'))
}

function choose(option: ScreenElement, event: ScreenEvent): void {
  const select = parentOf(option)
  if (select?.tag !== 'select' || isDisabled(select) || isDisabled(option)) return
  chooseOption(select, option)
  event.stopPropagation()
  select.setState('checked', false)
  focusElement(select)
}

function takeText(control: ScreenElement, event: ScreenEvent): void {
  const { text } = event.parameters
  if (isDisabled(control) || typeof text !== 'string') return
  insertText(control, text)
  event.stopPropagation()
}
