import type { ScreenElement } from '../element.ts'
import type { Compound } from '../selector-syntax.ts'
import type { Rule } from './sheets.ts'
import { isId } from './specificity.ts'

/** Finds the rules that may concern an element without asking all of them. */
export interface RuleIndex {
  /** The rules that match, the weakest first. */
  match(element: ScreenElement, matches: (compound: Compound, element: ScreenElement) => boolean): readonly Rule[]
}

/** Files each rule under one thing that every element must have to match it. */
export function createRuleIndex(rules: readonly Rule[]): RuleIndex {
  const shelves = new Map<string, Rule[]>()
  for (const rule of rules) {
    const key = keyOf(rule.compound)
    const shelf = shelves.get(key)
    if (shelf) shelf.push(rule)
    else shelves.set(key, [rule])
  }
  return { match }

  function match(element: ScreenElement, matches: (compound: Compound, element: ScreenElement) => boolean): Rule[] {
    const found: Rule[] = []
    for (const key of keysOf(element)) {
      for (const rule of shelves.get(key) ?? []) {
        if (matches(rule.compound, element)) found.push(rule)
      }
    }
    return found.sort((a, b) => a.rank - b.rank)
  }
}

/** What an element must have to match: `#id`, `.class`, a tag, or `*` for anything. */
export function keyOf({ conditions }: Compound): string {
  const id = conditions.find(isId)
  if (id) return `#${id.value}`
  const named = conditions.find((condition) => condition.kind === 'class')
  if (named) return `.${named.name}`
  return conditions.find((condition) => condition.kind === 'tag')?.tag ?? '*'
}

/** All keys that an element answers to. */
export function keysOf(element: ScreenElement): string[] {
  const keys = ['*', element.tag]
  if (element.id !== '') keys.push(`#${element.id}`)
  for (const name of element.classes) keys.push(`.${name}`)
  return keys
}
