import { setInnerRml } from '../build.ts'
import { controlKind, getValue, quietly, setValue } from '../controls.ts'
import type { ScreenElement } from '../element.ts'
import type { ModelRead } from './data-model.ts'
import { readExpression } from './expression.ts'
import { toBoolean, toText } from './model-values.ts'
import type { Scope } from './scope.ts'
import type { View, ViewHost } from './view.ts'

/** Shows a value at an element. `name` is what follows the kind in the attribute: `width` in `data-style-width`. */
type Show = (element: ScreenElement, name: string) => (value: ModelRead) => string | void

/** What an attribute shows, by its first part. What they answer is why a value cannot be shown. */
const shows: ReadonlyMap<string, Show> = new Map<string, Show>([
  [
    'attr-',
    (element, name) => (value) => {
      const text = toText(value)
      if (element.getAttribute(name) !== text) element.setAttribute(name, text)
    },
  ],
  [
    'attrif-',
    (element, name) => (value) => {
      if (toBoolean(value) === element.hasAttribute(name)) return
      if (toBoolean(value)) element.setAttribute(name, '')
      else element.removeAttribute(name)
    },
  ],
  [
    'class-',
    (element, name) => (value) => {
      if (element.hasClass(name) !== toBoolean(value)) element.setClass(name, toBoolean(value))
    },
  ],
  ['style-', showStyle],
  ['if', (element) => switchStyle(element, 'display', 'none')],
  ['visible', (element) => switchStyle(element, 'visibility', 'hidden')],
  ['rml', showMarkup],
  ['value', (element) => quietAtFirst(element, (value) => showValue(element, value))],
  ['checked', (element) => quietAtFirst(element, (value) => showChecked(element, value))],
])

/** Whether an attribute is one that shows a value, and if so its kind and the name in it. */
export function readViewName(attribute: string): { kind: string; name: string } | undefined {
  const rest = attribute.slice('data-'.length)
  for (const kind of shows.keys()) {
    const hasName = kind.endsWith('-')
    if (hasName ? rest.startsWith(kind) && rest !== kind : rest === kind) {
      return { kind, name: hasName ? rest.slice(kind.length) : '' }
    }
  }
  return undefined
}

/** Makes the view of one attribute. Throws an ExpressionError for a value that cannot be read. */
export function createAttributeView(
  element: ScreenElement,
  attribute: string,
  { kind, name }: { kind: string; name: string },
  scope: Scope,
  host: ViewHost,
): View {
  const text = element.getAttribute(attribute)!
  const { evaluate, names } = readExpression(text)
  const show = shows.get(kind)!(element, name)
  const place = element.dataPlaces.get(attribute)
  return {
    node: element,
    scope,
    variables: scope.variablesOf(names),
    place,
    apply() {
      if (scope.modelName !== null && !host.findModel(scope)) return
      const problem = show(host.evaluate(scope, evaluate))
      if (problem !== undefined) host.warn(`Cannot use ${attribute}="${text}": ${problem}`, place)
    },
  }
}

/** What a control begins with is no change, neither for the app's handlers nor for the model. */
function quietAtFirst(element: ScreenElement, show: (value: ModelRead) => void): (value: ModelRead) => void {
  let isFirst = true
  return (value) => {
    if (isFirst) quietly(element, () => show(value))
    else show(value)
    isFirst = false
  }
}

function showStyle(element: ScreenElement, name: string): (value: ModelRead) => string | undefined {
  return (value) => {
    const text = toText(value)
    if ((element.ownStyle.get(name) ?? '') === text) return undefined
    return element.setOwnStyle(name, text === '' ? undefined : text) ? undefined : `"${text}" is no value of ${name}`
  }
}

/** A declaration that hides the element while the value is false; what stood there before comes back. */
function switchStyle(element: ScreenElement, property: string, hidden: string): (value: ModelRead) => void {
  let before: string | undefined
  let isHidden = false
  return (value) => {
    if (toBoolean(value) !== isHidden) return
    if (!isHidden) before = element.ownStyle.get(property)
    isHidden = !isHidden
    element.setOwnStyle(property, isHidden ? hidden : before)
  }
}

function showMarkup(element: ScreenElement): (value: ModelRead) => void {
  let shown: string | undefined
  return (value) => {
    const rml = toText(value)
    if (rml === shown) return
    shown = rml
    setInnerRml(element, rml)
  }
}

function showValue(element: ScreenElement, value: ModelRead): void {
  const text = toText(value)
  if (element.getAttribute('value') !== text && (controlKind(element) === null || getValue(element) !== text)) {
    setValue(element, text)
  }
}

/** A radio button is checked when the variable has its value; a check box also by a plain true or false. */
function showChecked(element: ScreenElement, value: ModelRead): void {
  const own = element.getAttribute('value') ?? ''
  const isByValue =
    controlKind(element) === 'radio' ? typeof value !== 'boolean' : typeof value === 'string' && own !== ''
  const isChecked = isByValue ? toText(value) === own : toBoolean(value)
  if (isChecked === element.hasAttribute('checked')) return
  if (isChecked) element.setAttribute('checked', '')
  else element.removeAttribute('checked')
}
