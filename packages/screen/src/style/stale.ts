import type { Change } from '../changes.ts'
import type { ScreenElement } from '../element.ts'
import { elementsIn, pathToRoot } from '../walk.ts'
import { emptiness, places, type ReachMap } from './reach.ts'

/** What was the case when the notes about an element were taken last. */
export interface Seen {
  id: string
  classes: readonly string[]
}

/** Which elements need another look. */
export interface Stale {
  /** Selectors may match them differently. */
  match: Set<ScreenElement>
  /** Their own declarations are different. */
  declare: Set<ScreenElement>
}

/** Takes notes of what changes in a document, and tells later what follows for styles. */
export interface StaleNotes {
  note(change: Change): void
  readonly isEmpty: boolean
  take(reach: ReachMap, seenOf: (element: ScreenElement) => Seen | undefined): Stale
}

/** States that follow from attributes, of the element itself or of the control that it is a part of. */
const derivedStates = ['checked', 'disabled', 'selected', 'placeholder-shown', 'focus-visible']
const stateAttributes = new Set(['checked', 'disabled', 'selected', 'value', 'placeholder', 'type'])
const controls = new Set(['input', 'textarea', 'select', 'option', 'tabset', 'tab', 'panel'])

export function createStaleNotes(): StaleNotes {
  const attributes = new Map<ScreenElement, Set<string>>()
  const states = new Map<ScreenElement, Set<string>>()
  const parents = new Set<ScreenElement>()
  const added = new Set<ScreenElement>()
  return {
    note,
    get isEmpty() {
      return attributes.size + states.size + parents.size === 0
    },
    take,
  }

  function note(change: Change): void {
    if (change.kind === 'attribute') remember(attributes, change.element, change.name)
    if (change.kind === 'state') remember(states, change.element, change.state)
    if (change.kind !== 'children') return
    parents.add(change.element)
    if (change.added?.kind === 'element') added.add(change.added)
  }

  function take(reach: ReachMap, seenOf: (element: ScreenElement) => Seen | undefined): Stale {
    const stale: Stale = { match: new Set(), declare: new Set() }
    const spread = (element: ScreenElement, feature: string) => {
      if (!reach.has(feature)) return
      for (const one of reach.affected(element, feature)) stale.match.add(one)
    }
    for (const element of added) {
      stale.match.add(element)
      for (const inner of elementsIn(element)) stale.match.add(inner)
    }
    for (const parent of parents) {
      spread(parent, emptiness)
      spread(parent, places)
    }
    for (const [element, names] of attributes) {
      const seen = seenOf(element)
      for (const name of names) spread(element, `[${name}`)
      if (names.has('style')) stale.declare.add(element)
      // One that was never matched is among the added ones, and all it has is new.
      if (seen && (names.has('class') || names.has('type'))) {
        for (const name of differences(seen.classes, element.classes)) spread(element, `.${name}`)
      }
      if (seen && names.has('id')) {
        for (const id of [seen.id, element.id]) spread(element, `#${id}`)
      }
      if (seen) Object.assign(seen, seeNow(element))
      if (controls.has(element.tag) && !names.isDisjointFrom(stateAttributes)) spreadDerived(element, spread)
    }
    for (const [element, names] of states) {
      for (const name of names) spread(element, `:${name}`)
      if (names.has('focus')) spread(element, ':focus-visible')
    }
    attributes.clear()
    states.clear()
    parents.clear()
    added.clear()
    return stale
  }
}

/** What is the case now. */
export function seeNow({ id, classes }: ScreenElement): Seen {
  return { id, classes }
}

function spreadDerived(element: ScreenElement, spread: (element: ScreenElement, feature: string) => void): void {
  const isPart = element.tag === 'option' || element.tag === 'tab' || element.tag === 'panel'
  const control = (isPart && pathToRoot(element).find(hasParts)) || element
  const parts = hasParts(control) ? elementsIn(control) : []
  for (const one of [element, control, ...parts]) {
    for (const state of derivedStates) spread(one, `:${state}`)
  }
}

function differences(before: readonly string[], after: readonly string[]): string[] {
  return [...before.filter((name) => !after.includes(name)), ...after.filter((name) => !before.includes(name))]
}

function remember(notes: Map<ScreenElement, Set<string>>, element: ScreenElement, what: string): void {
  const known = notes.get(element)
  if (known) known.add(what)
  else notes.set(element, new Set([what]))
}

function hasParts({ tag }: ScreenElement): boolean {
  return tag === 'select' || tag === 'tabset'
}
