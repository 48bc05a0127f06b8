import {
  controlKind,
  elementsIn,
  getValue,
  hasState,
  isDisabled,
  isShown,
  labelOf,
  nameOf,
  optionsOf,
  querySelectorAll,
  roleOf,
  selectedOption,
  shownText,
} from '@mosis/screen'
import type { ScreenElement } from '@mosis/screen'
import type { ElementFacts, ElementQuery } from './messages.ts'

/** The elements inside `root` that a person can see and that fit; in the order of the document. */
export function findElements(root: ScreenElement, query: ElementQuery): ScreenElement[] {
  const { id, role, name, selector, text } = query
  let found = (selector === undefined ? [...elementsIn(root)] : querySelectorAll(root, selector)).filter(
    (element) =>
      isOfApp(element) &&
      (id === undefined || element.id === id) &&
      (role === undefined || roleOf(element) === role) &&
      (name === undefined || labelOf(element) === collapse(name)),
  )
  // What is looked for by code alone may be hidden: a test can then say that it is.
  if (id === undefined && selector === undefined) found = found.filter(isShown)
  if (text !== undefined) found = withText(found, collapse(text))
  const { index } = query
  return index === undefined ? found : found.slice(index - 1, index)
}

/** Not what elements make for themselves, nor the one that stands for all that repeat it. */
const isOfApp = (element: ScreenElement) => !element.isGenerated && element.repeated === null

/** Those whose whole text or name it is, else those in which it stands; of elements in one another the innermost. */
function withText(elements: readonly ScreenElement[], text: string): ScreenElement[] {
  const said = new Map(elements.map((element) => [element, textsOf(element)]))
  const whole = elements.filter((element) => said.get(element)!.includes(text))
  const fitting = whole.length > 0 ? whole : elements.filter((one) => said.get(one)!.some((own) => own.includes(text)))
  const around = new Set<ScreenElement>()
  for (const element of fitting) {
    for (let parent = element.parent; parent; parent = parent.parent) around.add(parent)
  }
  return fitting.filter((element) => !around.has(element))
}

/** Everything that a person might call an element by. */
function textsOf(element: ScreenElement): string[] {
  const value = controlKind(element) === 'password' ? null : valueOf(element)
  const texts = [shownText(element), labelOf(element), value === null ? '' : collapse(value)]
  return texts.filter((text) => text !== '')
}

const mostNear = 5
const mostSaid = 60

/** Elements that come nearest to what was looked for and is not there, as messages name them. */
export function nearElements(root: ScreenElement, query: ElementQuery): string[] {
  const wanted = [query.id, query.text, query.name, query.selector?.replace(/^[#.]/, '')].filter(
    (one) => one !== undefined,
  )
  const candidates = [...elementsIn(root)].filter((element) => isOfUse(element))
  const scored = candidates.map((element) => ({ element, score: scoreOf(element, wanted, query) }))
  return scored
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score)
    .slice(0, mostNear)
    .map(({ element }) => describeElement(element))
}

const isOfUse = (element: ScreenElement) => isOfApp(element) && (element.id !== '' || roleOf(element) !== undefined)

function scoreOf(element: ScreenElement, wanted: readonly string[], { role }: ElementQuery): number {
  const own = [element.id, ...textsOf(element), ...element.classes].filter((text) => text !== '')
  const likeness = Math.max(
    0,
    ...wanted.flatMap((text) => own.map((one) => likenessOf(one.slice(0, 200).toLowerCase(), text.toLowerCase()))),
  )
  const isRole = role !== undefined && roleOf(element) === role
  // Nothing of the words fits: of a role that was asked for the elements are still worth a look.
  return (likeness >= 0.4 ? likeness : 0) + (isRole ? 0.35 : 0)
}

/** 1 for the same text; pairs of letters that both have, of those that either has. */
function likenessOf(one: string, other: string): number {
  if (one === other) return 1
  if (one.length > 2 && other.length > 2 && (one.includes(other) || other.includes(one))) return 0.8
  const pairs = new Map<string, number>()
  for (let at = 0; at < one.length - 1; at += 1) {
    const pair = one.slice(at, at + 2)
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1)
  }
  let common = 0
  for (let at = 0; at < other.length - 1; at += 1) {
    const pair = other.slice(at, at + 2)
    const left = pairs.get(pair) ?? 0
    if (left === 0) continue
    pairs.set(pair, left - 1)
    common += 1
  }
  return (2 * common) / Math.max(1, one.length + other.length - 2)
}

/** An element in the words of a message: `button#add "New note"`. */
export function describeElement(element: ScreenElement): string {
  const role = roleOf(element)
  const said = shownText(element) || labelOf(element)
  const shown = said.length > mostSaid ? `${said.slice(0, mostSaid)}…` : said
  const parts = [nameOf(element)]
  if (shown !== '') parts.push(JSON.stringify(shown))
  if (role !== undefined && role !== element.tag) parts.push(`(${role})`)
  if (!isShown(element)) parts.push('(not visible)')
  return parts.join(' ')
}

/** What a test may read of an element. */
export function factsOf(element: ScreenElement, number: number): ElementFacts {
  return {
    number,
    tag: element.tag,
    id: element.id,
    classes: element.classes,
    role: roleOf(element) ?? null,
    name: labelOf(element),
    text: shownText(element),
    value: valueOf(element),
    isVisible: isShown(element),
    isChecked: hasState(element, 'checked'),
    isDisabled: isDisabled(element),
    isFocused: element.document.holders.focus === element,
    isSelected: hasState(element, 'selected') || (element.tag === 'option' && isChosen(element)),
    attributes: Object.fromEntries(element.attributes),
    described: describeElement(element),
  }
}

function valueOf(element: ScreenElement): string | null {
  return controlKind(element) === null ? null : getValue(element)
}

function isChosen(option: ScreenElement): boolean {
  return option.parent?.tag === 'select' && selectedOption(option.parent) === option
}

/** The option of a select that has this text or value. */
export function findOption(select: ScreenElement, wanted: string): ScreenElement | undefined {
  const options = optionsOf(select)
  return (
    options.find((option) => shownText(option) === collapse(wanted)) ??
    options.find((option) => option.getAttribute('value') === wanted)
  )
}

const collapse = (text: string) => text.replaceAll(/[ \t\r\n]+/g, ' ').trim()
