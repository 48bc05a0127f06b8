import type { ScreenElement } from '../element.ts'
import type { Compound, Condition } from '../selector-syntax.ts'
import { elementsIn } from '../walk.ts'
import { keyOf, keysOf } from './rule-index.ts'
import type { Rule } from './sheets.ts'

/** Which elements a change of one thing about an element can concern; keys as in the index of rules. */
interface Reach {
  /** The element itself. */
  isSelf: boolean
  /** Elements inside it that have one of these keys. */
  inside: Set<string>
  /** Elements behind it in its parent, and what is inside those. */
  behind: Set<string>
}

/** Tells for a change which elements have to be matched again. */
export interface ReachMap {
  /** `.class`, `#id`, `[attribute`, `:state`, or one of the names below. */
  affected(element: ScreenElement, feature: string): Iterable<ScreenElement>
  has(feature: string): boolean
}

/** Whether an element has children. */
export const emptiness = '*empty'
/** The places of an element's children. */
export const places = '*places'

/** Learns from all selectors what depends on what. */
export function createReachMap(rules: readonly Rule[]): ReachMap {
  const reaches = new Map<string, Reach>()
  for (const { compound } of rules) learn(compound, keyOf(compound))
  return { affected, has: (feature) => reaches.has(feature) }

  function* affected(element: ScreenElement, feature: string): Generator<ScreenElement> {
    const reach = reaches.get(feature)
    if (!reach) return
    if (reach.isSelf) yield element
    if (reach.inside.size > 0) yield* withKeys(elementsIn(element), reach.inside)
    if (reach.behind.size === 0 || !element.parent) return
    const siblings = element.parent.children
    for (const sibling of siblings.slice(siblings.indexOf(element) + 1)) {
      if (sibling.kind === 'element') yield* withKeys([sibling, ...elementsIn(sibling)], reach.behind)
    }
  }

  /** `key` is that of the element which the whole selector is about. */
  function learn(whole: Compound, key: string): void {
    let relation: 'self' | 'inside' | 'behind' = 'self'
    for (let at: Compound | undefined = whole; at; at = at.relation?.other) {
      for (const condition of at.conditions) learnCondition(condition, relation, key)
      const kind = at.relation?.kind
      if (kind === 'adjacent' || kind === 'sibling') note(places, 'inside', key)
      relation = kind === 'adjacent' || kind === 'sibling' ? 'behind' : 'inside'
    }
  }

  function learnCondition(condition: Condition, relation: 'self' | 'inside' | 'behind', key: string): void {
    if (condition.kind === 'nth' || condition.kind === 'only') note(places, 'inside', key)
    if (condition.kind === 'empty') note(emptiness, relation, key)
    if (condition.kind === 'class') note(`.${condition.name}`, relation, key)
    if (condition.kind === 'state') note(`:${condition.name}`, relation, key)
    if (condition.kind === 'attribute') {
      note(`[${condition.name}`, relation, key)
      if (condition.name === 'id') note(`#${condition.value}`, relation, key)
    }
    if (condition.kind !== 'not') return
    for (const selector of condition.selectors) {
      for (const inner of selector.conditions) learnCondition(inner, relation, key)
      // What stands around or before the one that must not match: rare, so it may reach too far.
      for (let at = selector.relation?.other; at; at = at.relation?.other) {
        for (const inner of at.conditions) {
          learnCondition(inner, 'inside', key)
          learnCondition(inner, 'behind', key)
        }
      }
      if (selector.relation) note(places, 'inside', key)
    }
  }

  function note(feature: string, relation: 'self' | 'inside' | 'behind', key: string): void {
    let reach = reaches.get(feature)
    if (!reach) {
      reach = { isSelf: false, inside: new Set(), behind: new Set() }
      reaches.set(feature, reach)
    }
    if (relation === 'self') reach.isSelf = true
    else reach[relation].add(key)
  }
}

function* withKeys(elements: Iterable<ScreenElement>, keys: ReadonlySet<string>): Generator<ScreenElement> {
  for (const element of elements) {
    if (keysOf(element).some((key) => keys.has(key))) yield element
  }
}
