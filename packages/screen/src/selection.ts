import { getValue } from './controls.ts'
import type { ScreenElement } from './element.ts'

/** What is selected in a text field: positions between its characters; both are the same where only the cursor stands. */
export interface TextSelection {
  start: number
  end: number
}

const selections = new WeakMap<ScreenElement, TextSelection>()

/** The selection in a text field; without one the cursor is at the end. */
export function getSelection(field: ScreenElement): TextSelection {
  const { length } = getValue(field)
  const { start, end } = selections.get(field) ?? { start: length, end: length }
  return { start: Math.min(start, length), end: Math.min(end, length) }
}

/** Notes what is selected. */
export function setSelection(field: ScreenElement, start: number, end: number): void {
  const [from, to] = [Math.max(0, Math.min(start, end)), Math.max(0, start, end)]
  const before = selections.get(field)
  if (before?.start === from && before.end === to) return
  selections.set(field, { start: from, end: to })
}

/** Selects a part of a text field as code does it, so that who paints shows it too. */
export function selectText(field: ScreenElement, start: number, end: number): void {
  setSelection(field, start, end)
  field.document.changes.tell({ kind: 'selection', element: field })
}
