import {
  chooseOption,
  controlKind,
  elementsIn,
  isDisabled,
  isShown,
  nameOf,
  optionsOf,
  press,
  textInside,
} from '@mosis/screen'
import { ScreenError, selectedOption, typeText } from '@mosis/screen'
import type { ScreenDocument, ScreenElement } from '@mosis/screen'
import type { TrialScreen } from '../messages.ts'
import type { ScreenAction } from '../screen/screen-host.ts'

type Current = { path: string; document: ScreenDocument } | null

/** Events by which an element shows that a person may use it. */
const used = new Set(['click', 'dblclick', 'mousedown', 'mouseup', 'change', 'textinput', 'keydown', 'focus', 'submit'])
const usable = new Set(['a', 'button', 'tab'])
/** A screen with more of them is a list, whose rows do the same. */
const maxControls = 500

/** What a person could press or type into now, in the order of the document. */
export function listControls(current: Current): TrialScreen {
  return { path: current?.path ?? '', keys: [...controlsOf(current).keys()] }
}

/** Uses the control as a person does: presses, types a word, or chooses the next option. */
export function useControl(current: Current, key: string): ScreenAction {
  const element = controlsOf(current).get(key)
  if (!current || !element) throw new ScreenError('element-not-found', `Cannot find the control "${key}"`)
  const kind = controlKind(element)
  if (kind === 'text' || kind === 'password' || kind === 'textarea') typeText(element.document, 'mosis', element)
  else press(element)
  if (kind === 'select') chooseNext(element)
  return { settled: current.document.settled() }
}

/** Controls by a key that is the same whenever the screen looks the same; of several that look alike the first. */
function controlsOf(current: Current): Map<string, ScreenElement> {
  const controls = new Map<string, ScreenElement>()
  if (!current) return controls
  for (const element of elementsIn(current.document.body)) {
    if (!isUsable(element) || !isShown(element) || isDisabled(element)) continue
    const key = keyOf(element)
    if (!controls.has(key)) controls.set(key, element)
    if (controls.size >= maxControls) break
  }
  return controls
}

function isUsable(element: ScreenElement): boolean {
  return (
    controlKind(element) !== null ||
    usable.has(element.tag) ||
    element.listeners.some(({ type, isRemoved }) => !isRemoved && used.has(type))
  )
}

/** Rows of a list differ in their text only: with an id they are told apart, else by what stands on them. */
function keyOf(element: ScreenElement): string {
  const name = element.getAttribute('name') ?? ''
  const said = element.id === '' ? textInside(element).replaceAll(/\s+/g, ' ').trim().slice(0, 60) : ''
  return [nameOf(element), name, element.getAttribute('onclick') ?? '', said].join('|')
}

function chooseNext(select: ScreenElement): void {
  const options = optionsOf(select)
  const chosen = selectedOption(select)
  const next = options[(chosen ? options.indexOf(chosen) + 1 : 0) % Math.max(1, options.length)]
  if (next) chooseOption(select, next)
}
