import {
  controlKind,
  elementsIn,
  focusElement,
  getValue,
  setValue,
  type ScreenDocument,
  type ScreenElement,
} from '@mosis/screen'

/** What a person did on a screen, by the ids of its elements. */
export interface KeptScreen {
  fields: Map<string, KeptField>
  scrolls: Map<string, { left: number; top: number }>
  /** The id of what has the focus. */
  focus: string | undefined
  /** Controls that were used and have no id. */
  namelessFields: number
}

interface KeptField {
  value: string
  isChecked: boolean
}

/** How much of it came back. */
export interface Restored {
  fields: number
  scrolls: number
  hasFocus: boolean
}

/** The body has no id of its own. */
const bodyName = ''

/** Remembers field values, scrolling and the focus of a document. */
export function keepScreen(document: ScreenDocument): KeptScreen {
  const kept: KeptScreen = { fields: new Map(), scrolls: new Map(), focus: undefined, namelessFields: 0 }
  for (const element of [document.body, ...elementsIn(document.body)]) {
    if (element.isGenerated) continue
    const name = nameOf(element)
    if (controlKind(element) !== null && !isPushed(element)) {
      if (name === undefined) kept.namelessFields += 1
      else kept.fields.set(name, { value: getValue(element), isChecked: element.hasAttribute('checked') })
    }
    const { scrollLeft: left, scrollTop: top } = element
    if (name !== undefined && (left !== 0 || top !== 0)) kept.scrolls.set(name, { left, top })
  }
  const { focus } = document.holders
  if (focus) kept.focus = nameOf(focus)
  return kept
}

/** Puts it all back where the new document has elements for it. */
export function restoreScreen(document: ScreenDocument, { fields, scrolls, focus }: KeptScreen): Restored {
  const back = { fields: 0, scrolls: 0, hasFocus: false }
  for (const [name, field] of fields) {
    const control = find(document, name)
    if (control && controlKind(control) !== null && restoreField(control, field)) back.fields += 1
  }
  for (const [name, { left, top }] of scrolls) {
    const element = find(document, name)
    if (!element) continue
    element.scrollLeft = left
    element.scrollTop = top
    back.scrolls += 1
  }
  const focused = focus === undefined ? undefined : find(document, focus)
  back.hasFocus = focused !== undefined && focusElement(focused)
  return back
}

function restoreField(control: ScreenElement, { value, isChecked }: KeptField): boolean {
  const kind = controlKind(control)
  if (kind === 'checkbox' || kind === 'radio') {
    if (isChecked === control.hasAttribute('checked')) return true
    if (isChecked) control.setAttribute('checked', '')
    else control.removeAttribute('checked')
    return true
  }
  if (getValue(control) !== value) setValue(control, value)
  return getValue(control) === value
}

/** Buttons are pressed, nothing is put into them. */
function isPushed(element: ScreenElement): boolean {
  const kind = controlKind(element)
  return kind === 'button' || kind === 'submit'
}

function nameOf(element: ScreenElement): string | undefined {
  if (element === element.document.body) return bodyName
  return element.id === '' ? undefined : element.id
}

function find(document: ScreenDocument, name: string): ScreenElement | undefined {
  return name === bodyName ? document.body : document.findById(name)
}
