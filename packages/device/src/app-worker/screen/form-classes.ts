import { many, type Arguments, type Sandbox } from '@mosis/sandbox'
import {
  appendChild,
  chooseOption,
  getActiveTab,
  getSelection,
  getValue,
  insertBefore,
  optionsOf,
  partsOf,
  removeChild,
  ScreenElement,
  selectedOption,
  selectText,
  setActiveTab,
  setInnerRml,
  setValue,
  submitForm,
} from '@mosis/screen'
import { defineScreenClass } from './define-class.ts'
import { chargeMarkup, elementGetters, elementSetters } from './element-class.ts'
import { getProperty, setProperty, type Getters, type Setters } from './node-class.ts'
import { optionsProxy } from './proxies.ts'

type Methods = NonNullable<Parameters<typeof defineScreenClass<ScreenElement>>[1]['methods']>

/** Defines the classes of forms, their controls and tab sets. */
export function defineFormClasses(sandbox: Sandbox): void {
  define('ElementForm', 'Element', {}, {}, { Submit: submit })
  define('ElementFormControl', 'Element', controlGetters, controlSetters)
  define('ElementFormControlInput', 'ElementFormControl', inputGetters, inputSetters, selectionMethods)
  define('ElementFormControlTextArea', 'ElementFormControl', textAreaGetters, textAreaSetters, selectionMethods)
  const options: Getters<ScreenElement> = { options: (select) => optionsProxy(sandbox, select) }
  define(
    'ElementFormControlSelect',
    'ElementFormControl',
    { ...selectGetters, ...options },
    selectSetters,
    selectMethods,
  )
  define('ElementTabSet', 'Element', tabSetGetters, tabSetSetters, tabSetMethods)

  function define(
    name: string,
    parent: string,
    own: Getters<ScreenElement>,
    ownSetters: Setters<ScreenElement>,
    methods: Methods = {},
  ): void {
    const isControl = parent === 'ElementFormControl'
    const getters = { ...elementGetters(sandbox), ...(isControl ? controlGetters : {}), ...own }
    const setters = { ...elementSetters, ...(isControl ? controlSetters : {}), ...ownSetters }
    defineScreenClass<ScreenElement>(sandbox, {
      name,
      extends: parent,
      methods,
      properties: Object.keys(getters),
      get: (element, key) => getProperty(getters, element, key),
      set: (element, key, value) => setProperty(setters, element, key, value),
    })
  }
}

const controlGetters: Getters<ScreenElement> = {
  name: (control) => control.getAttribute('name') ?? '',
  value: (control) => getValue(control),
  disabled: (control) => control.hasAttribute('disabled'),
}

const controlSetters: Setters<ScreenElement> = {
  name: (control, value) => control.setAttribute('name', value.text(1, 'name')),
  value: (control, value) => setValue(control, value.text(1, 'value')),
  disabled: (control, value) => setFlag(control, 'disabled', value),
}

const inputGetters: Getters<ScreenElement> = {
  checked: (input) => input.hasAttribute('checked'),
  ...wholeNumbers({ maxlength: -1, size: 20, max: 100, min: 0, step: 1 }),
}

const inputSetters: Setters<ScreenElement> = {
  checked: (input, value) => setFlag(input, 'checked', value),
  ...setWholeNumbers(['maxlength', 'size', 'max', 'min', 'step']),
}

const textAreaGetters: Getters<ScreenElement> = {
  ...wholeNumbers({ cols: 20, rows: 2, maxlength: -1 }),
  wordwrap: (textarea) => textarea.getAttribute('wrap') !== 'nowrap',
}

const textAreaSetters: Setters<ScreenElement> = {
  ...setWholeNumbers(['cols', 'rows', 'maxlength']),
  wordwrap(textarea, value) {
    if (value.boolean(1, 'wordwrap')) textarea.removeAttribute('wrap')
    else textarea.setAttribute('wrap', 'nowrap')
  },
}

/** Positions stand between characters: 0 is before the first one. */
const selectionMethods: Methods = {
  Select: (field) => selectText(field, 0, getValue(field).length),
  SetSelection(field, call) {
    const [start, end] = [call.integer(1, 'start', { min: 0 }), call.integer(2, 'end', { min: 0 })]
    const characters = Array.from(getValue(field))
    const unitsBefore = (position: number) => characters.slice(0, position).join('').length
    selectText(field, unitsBefore(start), unitsBefore(end))
  },
  /** Answers start, end and the selected text. */
  GetSelection(field) {
    const { start, end } = getSelection(field)
    const value = getValue(field)
    const charactersBefore = (position: number) => Array.from(value.slice(0, position)).length
    return many(charactersBefore(start), charactersBefore(end), value.slice(start, end))
  },
}

const selectGetters: Getters<ScreenElement> = {
  /** The number of the chosen option from 1; 0 without options. */
  selection(select) {
    const chosen = selectedOption(select)
    return chosen ? optionsOf(select).indexOf(chosen) + 1 : 0
  },
}

const selectSetters: Setters<ScreenElement> = {
  selection(select, value) {
    chooseOption(select, optionsOf(select)[value.integer(1, 'selection', { min: 1 }) - 1])
  },
}

const selectMethods: Methods = {
  /** Answers the number of the new option. */
  Add(select, call) {
    const option = new ScreenElement(select.document, 'option')
    const rml = call.text(1, 'rml')
    chargeMarkup(rml, call)
    setInnerRml(option, rml)
    option.setAttribute('value', call.text(2, 'value'))
    const next = call.isAbsent(3) ? undefined : optionsOf(select)[call.integer(3, 'before', { min: 1 }) - 1]
    // The choice stays, also when it is only the first option so far.
    selectedOption(select)?.setAttribute('selected', '')
    insertBefore(select, option, next ?? null)
    return optionsOf(select).indexOf(option) + 1
  },
  Remove(select, call) {
    const option = optionsOf(select)[call.integer(1, 'index', { min: 1 }) - 1]
    if (option) removeChild(select, option)
  },
  RemoveAll(select) {
    for (const option of optionsOf(select)) removeChild(select, option)
  },
}

const tabSetGetters: Getters<ScreenElement> = {
  active_tab: (tabset) => getActiveTab(tabset) + 1,
  num_tabs: (tabset) => partsOf(tabset, 'tab').length,
}

const tabSetSetters: Setters<ScreenElement> = {
  active_tab: (tabset, value) => setActiveTab(tabset, value.integer(1, 'active_tab', { min: 1 }) - 1),
}

const tabSetMethods: Methods = {
  SetTab: (tabset, call) => setPart(tabset, 'tab', call),
  SetPanel: (tabset, call) => setPart(tabset, 'panel', call),
}

/** Fills a tab or panel, or adds one when there are not so many. */
function setPart(tabset: ScreenElement, tag: 'tab' | 'panel', call: Arguments): void {
  const index = call.integer(1, 'index', { min: 1 })
  const rml = call.text(2, 'rml')
  chargeMarkup(rml, call)
  const part = partsOf(tabset, tag)[index - 1] ?? new ScreenElement(tabset.document, tag)
  setInnerRml(part, rml)
  if (!part.parent) appendChild(tabset, part)
}

function submit(form: ScreenElement, call: Arguments): void {
  const name = call.isAbsent(1) ? '' : call.text(1, 'name')
  submitForm(form, name, call.isAbsent(2) ? '' : call.text(2, 'value'))
}

function setFlag(element: ScreenElement, name: string, value: Arguments): void {
  if (value.boolean(1, name)) element.setAttribute(name, '')
  else element.removeAttribute(name)
}

/** Properties that are whole numbers in attributes of the same name, with what they are without one. */
function wholeNumbers(defaults: Readonly<Record<string, number>>): Getters<ScreenElement> {
  return Object.fromEntries(
    Object.entries(defaults).map(([name, otherwise]) => [
      name,
      (element: ScreenElement) => {
        const number = Number.parseInt(element.getAttribute(name) ?? '', 10)
        return Number.isSafeInteger(number) ? number : otherwise
      },
    ]),
  )
}

function setWholeNumbers(names: readonly string[]): Setters<ScreenElement> {
  return Object.fromEntries(
    names.map((name) => [
      name,
      (element: ScreenElement, value: Arguments) => element.setAttribute(name, String(value.integer(1, name))),
    ]),
  )
}
