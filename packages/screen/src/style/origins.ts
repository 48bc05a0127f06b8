import type { ScreenElement } from '../element.ts'
import type { Declared } from './declarations.ts'
import { properties } from './properties.ts'
import type { Origin } from './resolved.ts'
import type { Rule } from './sheets.ts'
import { shorthands } from './shorthands.ts'

/** What is declared for one element. */
export interface Layer {
  element: ScreenElement
  rules: readonly Rule[]
  own: readonly Declared[]
}

/** Where the values of the first element come from; the others are those around it, innermost first. */
export function originsIn(
  layers: readonly Layer[],
  movementOf: (element: ScreenElement, property: string) => string | undefined,
): ReadonlyMap<string, Origin> {
  const declared = layers.map(declaredOrigins)
  return new Map(
    properties.map(({ name, isInherited }) => [name, findOrigin(name, isInherited)] satisfies [string, Origin]),
  )

  function findOrigin(property: string, isInherited: boolean): Origin {
    const [first, ...around] = layers
    const movement = first && movementOf(first.element, property)
    if (movement !== undefined) return { from: 'animation', name: movement }
    const own = declared[0]?.get(property)
    if (own || !isInherited) return own ?? { from: 'initial' }
    const from = around.find(({ element }, index) => {
      return declared[index + 1]!.has(property) || movementOf(element, property) !== undefined
    })
    return from ? { from: 'inherited', tag: from.element.tag, id: from.element.id } : { from: 'initial' }
  }
}

/** The properties that some rules set and others do not, or set to something else. */
export function propertiesOf(before: readonly Rule[], after: readonly Rule[]): ReadonlySet<string> {
  const others = [...before.filter((rule) => !after.includes(rule)), ...after.filter((rule) => !before.includes(rule))]
  return new Set(others.flatMap(({ declared }) => declared.flatMap(namesOf)))
}

function declaredOrigins({ rules, own }: Layer): Map<string, Origin> {
  const origins = new Map<string, Origin>()
  for (const { declared, place, selector } of rules) {
    const origin: Origin = { from: 'rule', path: place.path, line: place.line, selector }
    for (const name of declared.flatMap(namesOf)) origins.set(name, origin)
  }
  for (const name of own.flatMap(namesOf)) origins.set(name, { from: 'style-attribute' })
  return origins
}

function namesOf({ property }: Declared): string[] {
  return (
    shorthands.get(property)?.names.flatMap((name) => namesOf({ kind: 'custom', property: name, text: '' })) ?? [
      property,
    ]
  )
}
