import { AttributeAction } from 'css-what'
import { hasState } from './element-states.ts'
import type { ScreenElement } from './element.ts'
import { readSelector, type Compound, type Condition } from './selector-syntax.ts'
import { findableIn, ownChildren, parentOf } from './walk.ts'

/** Asks a selector about elements. */
export type Matcher = (element: ScreenElement) => boolean

/** The first element inside `root` that matches. */
export function querySelector(root: ScreenElement, selector: string): ScreenElement | undefined {
  return findableIn(root).find(createMatcher(readSelector(selector), root))
}

/** All elements inside `root` that match, in document order. */
export function querySelectorAll(root: ScreenElement, selector: string): ScreenElement[] {
  return findableIn(root)
    .filter(createMatcher(readSelector(selector), root))
    .toArray()
}

/** Whether one element matches. */
export function matchesSelector(element: ScreenElement, selector: string): boolean {
  return createMatcher(readSelector(selector), element)(element)
}

/**
 * Makes a matcher whose answers hold as long as the tree and its attributes stay as they are: it remembers what it found out,
 * so that the longest selector over the largest tree stays a matter of steps, not of combinations.
 */
export function createMatcher(selectors: readonly Compound[], scope: ScreenElement): Matcher {
  const matches = createCompoundMatcher(scope)
  return (element) => selectors.some((compound) => matches(compound, element))
}

/** As `createMatcher`, for many selectors that share what is found out. */
export function createCompoundMatcher(scope: ScreenElement): (compound: Compound, element: ScreenElement) => boolean {
  const boxed = new Map<Compound, Map<ScreenElement, boolean>>()
  const surrounded = new Map<Compound, Map<ScreenElement, boolean>>()
  const firstMatches = new Map<Compound, Map<ScreenElement | null, number>>()
  const families = new Map<ScreenElement | null, Family>()
  return matches

  function matches(compound: Compound, element: ScreenElement): boolean {
    for (const condition of compound.conditions) if (!meets(condition, element)) return false
    return compound.relation === null || isRelated(compound, element)
  }

  function isRelated({ relation }: Compound, element: ScreenElement): boolean {
    if (!relation) return true
    const { kind, other } = relation
    if (kind === 'child') return isChild(other, element)
    if (kind === 'descendant') return isInside(other, element)
    const { list, places } = familyOf(element)
    const index = places.get(element)!.place - 1
    if (kind === 'adjacent') return index > 0 && matches(other, list[index - 1]!)
    return firstMatch(other, element) < index
  }

  /** An option is a child of its select, also where the box of the select lies between them. */
  function isChild(other: Compound, element: ScreenElement): boolean {
    const { parent } = element
    if (parent === null) return false
    const seen = parent.isGenerated ? parentOf(element) : null
    if (seen === null || seen === parent) return matches(other, parent)
    // Remembered, because two ways at each of many boxes in each other would be a matter of combinations.
    return remember(boxed, other, element, () => matches(other, parent) || matches(other, seen))
  }

  /** Whether something around the element matches; a tree is never deep enough for the recursion to overflow. */
  function isInside(compound: Compound, element: ScreenElement): boolean {
    const { parent } = element
    if (parent === null) return false
    return remember(surrounded, compound, parent, () => matches(compound, parent) || isInside(compound, parent))
  }

  function firstMatch(compound: Compound, element: ScreenElement): number {
    return remember(firstMatches, compound, element.parent, () => {
      const index = familyOf(element).list.findIndex((sibling) => matches(compound, sibling))
      return index === -1 ? Infinity : index
    })
  }

  function meets(condition: Condition, element: ScreenElement): boolean {
    switch (condition.kind) {
      case 'tag':
        return element.tag === condition.tag
      case 'class':
        return element.hasClass(condition.name)
      case 'attribute':
        return meetsAttribute(condition, element.getAttribute(condition.name))
      case 'state':
        return hasState(element, condition.name)
      case 'nth':
        return meetsNth(condition, familyOf(element).places.get(element)!)
      case 'only': {
        const place = familyOf(element).places.get(element)!
        return (condition.sameTag ? place.countOfTag : place.count) === 1
      }
      case 'empty':
        return ownChildren(element).length === 0
      case 'root':
        return element.parent === null
      case 'scope':
        return element === scope
      default:
        return !condition.selectors.some((compound) => matches(compound, element))
    }
  }

  function familyOf(element: ScreenElement): Family {
    if (element.isGenerated) return createFamily(element)
    let family = families.get(element.parent)
    if (!family || element.parent === null) {
      family = createFamily(element)
      families.set(element.parent, family)
    }
    return family
  }
}

/** The elements that share a parent, each with its place counted from 1. */
interface Family {
  list: readonly ScreenElement[]
  places: ReadonlyMap<ScreenElement, { place: number; count: number; placeOfTag: number; countOfTag: number }>
}

function createFamily(element: ScreenElement): Family {
  // What an element made for itself is in no row with its children.
  const list =
    element.parent && !element.isGenerated
      ? element.parent.children.filter((child) => child.kind === 'element').filter((child) => !child.isGenerated)
      : [element]
  const counts = new Map<string, number>()
  const placesOfTag = list.map((one) => {
    const place = (counts.get(one.tag) ?? 0) + 1
    counts.set(one.tag, place)
    return place
  })
  const places = list.map((one, index) => {
    const countOfTag = counts.get(one.tag)!
    return [one, { place: index + 1, count: list.length, placeOfTag: placesOfTag[index]!, countOfTag }] as const
  })
  return { list, places: new Map(places) }
}

function meetsNth(
  { nth, fromEnd, sameTag }: Extract<Condition, { kind: 'nth' }>,
  found: { place: number; count: number; placeOfTag: number; countOfTag: number },
): boolean {
  const place = sameTag ? found.placeOfTag : found.place
  const fromStart = fromEnd ? (sameTag ? found.countOfTag : found.count) + 1 - place : place
  if (nth.step === 0) return fromStart === nth.offset
  const n = (fromStart - nth.offset) / nth.step
  return n >= 0 && Number.isInteger(n)
}

const attributeTests: Readonly<Record<AttributeAction, (is: string, value: string) => boolean>> = {
  [AttributeAction.Exists]: () => true,
  [AttributeAction.Equals]: (is, value) => is === value,
  [AttributeAction.Not]: (is, value) => is !== value,
  [AttributeAction.Element]: (is, value) => value !== '' && is.split(/[ \t\r\n]+/).includes(value),
  [AttributeAction.Hyphen]: (is, value) => is === value || is.startsWith(`${value}-`),
  [AttributeAction.Start]: (is, value) => value !== '' && is.startsWith(value),
  [AttributeAction.End]: (is, value) => value !== '' && is.endsWith(value),
  [AttributeAction.Any]: (is, value) => value !== '' && is.includes(value),
}

function meetsAttribute(condition: Extract<Condition, { kind: 'attribute' }>, found: string | undefined): boolean {
  const { operator, value, ignoreCase } = condition
  if (found === undefined) return operator === AttributeAction.Not
  const test = attributeTests[operator]
  return ignoreCase ? test(found.toLowerCase(), value.toLowerCase()) : test(found, value)
}

function remember<Key, Value>(
  known: Map<Compound, Map<Key, Value>>,
  compound: Compound,
  key: Key,
  find: () => Value,
): Value {
  let values = known.get(compound)
  if (!values) {
    values = new Map()
    known.set(compound, values)
  }
  const earlier = values.get(key)
  if (earlier !== undefined) return earlier
  const value = find()
  values.set(key, value)
  return value
}
