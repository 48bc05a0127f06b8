import { AttributeAction } from 'css-what'
import type { Compound, Condition } from '../selector-syntax.ts'

/** How much a selector weighs against others: ids before classes, states, attributes and places before tags. */
export function specificityOf(compound: Compound): number {
  let weight = 0
  for (let at: Compound | undefined = compound; at; at = at.relation?.other) {
    for (const condition of at.conditions) weight += weightOf(condition)
  }
  return weight
}

function weightOf(condition: Condition): number {
  switch (condition.kind) {
    case 'tag':
      return 1
    case 'attribute':
      return isId(condition) ? 1_000_000 : 1000
    case 'not':
      return Math.max(...condition.selectors.map(specificityOf))
    default:
      return 1000
  }
}

/** Whether a condition is `#id`: css-what reads it as an attribute that equals. */
export function isId(condition: Condition): condition is Extract<Condition, { kind: 'attribute' }> {
  return condition.kind === 'attribute' && condition.name === 'id' && condition.operator === AttributeAction.Equals
}
