import type { NodeId, PaintControl, ScreenInput } from '@mosis/screen'

type FieldControl = Extract<PaintControl, { kind: 'field' }>
type Field = HTMLInputElement | HTMLTextAreaElement

export interface FieldHost {
  page: Document
  send: (input: ScreenInput) => void
}

/** Edits that the app has not answered yet; more are not waited for. */
const maxPending = 64

/** A browser refuses lengths that do not fit into its numbers; no text of an app is longer. */
const maxLengthOfAll = 1_000_000_000

/** A text field that the browser edits itself, with input methods, selection and the clipboard; the app is told each edit. */
export function createField(
  id: NodeId,
  control: FieldControl,
  host: FieldHost,
): { dom: HTMLElement; setControl: (control: PaintControl) => void } {
  const { page, send } = host
  const field: Field = page.createElement(control.type === 'textarea' ? 'textarea' : 'input')
  let pending: string[] = []
  let told = { value: control.value, selectionStart: -1, selectionEnd: -1 }
  let isComposing = false
  field.autocomplete = 'off'
  field.spellcheck = false
  field.setAttribute('autocapitalize', 'off')
  field.addEventListener('compositionstart', () => {
    isComposing = true
  })
  field.addEventListener('compositionend', () => {
    isComposing = false
    tell()
  })
  field.addEventListener('input', () => !isComposing && tell())
  // A value that is put in selects something too; only the field that has the focus is a person's.
  for (const type of ['select', 'keyup', 'pointerup'])
    field.addEventListener(type, () => !isComposing && field.matches(':focus') && tell())
  set(control)
  field.value = control.value
  return { dom: field, setControl: (control) => control.kind === 'field' && set(control) }

  function tell(): void {
    const { value } = field
    const edit = {
      value,
      selectionStart: field.selectionStart ?? value.length,
      selectionEnd: field.selectionEnd ?? value.length,
    }
    if (JSON.stringify(edit) === JSON.stringify(told)) return
    if (value !== told.value) pending = [...pending, value].slice(-maxPending)
    told = edit
    send({ kind: 'edit', target: id, ...edit })
  }

  function set(control: FieldControl): void {
    if (field instanceof page.defaultView!.HTMLInputElement)
      field.type = control.type === 'password' ? 'password' : 'text'
    field.placeholder = control.placeholder
    field.disabled = control.isDisabled
    if (control.maxLength === null) field.removeAttribute('maxlength')
    else field.maxLength = Math.min(Math.max(Math.trunc(control.maxLength), 0), maxLengthOfAll)
    // What comes back may be older than what stands here: the person typed on meanwhile.
    const at = pending.indexOf(control.value)
    if (at !== -1) pending = pending.slice(at + 1)
    else if (control.value !== field.value && !isComposing) {
      pending = []
      const { selectionStart, selectionEnd } = field
      field.value = control.value
      // The cursor stays where the person has it; a field without the focus would take it with a selection in some browsers.
      if (field.matches(':focus')) field.setSelectionRange(selectionStart, selectionEnd)
      told = { ...told, value: control.value }
    }
  }
}
