import { parseRcssValue, type RcssDecorator } from '@mosis/syntax'
import { joinTexts, readArguments } from './effect-kinds.ts'
import type { NamedDecorator } from './sheet-data.ts'
import { resolveSpecified, type LengthScale, type Specified } from './specified.ts'
import type { ResolveImage } from './value-kinds.ts'

/** A `@decorator` block, read; its lengths are not counted out yet. */
export interface ReadDecorator {
  type: string
  values: ReadonlyMap<string, Specified>
}

/** Reads a `@decorator` block. */
export function readDecorator({ type, declarations }: RcssDecorator, resolveImage: ResolveImage): ReadDecorator {
  const values = declarations.map(({ name, value }): [string, Specified] => {
    const property = name.toLowerCase()
    const isImage = /^(?:outer|inner)$|(?:^|-)(?:image|src)$/.test(property)
    return [
      property,
      joinTexts(readArguments(parseRcssValue(value), isImage ? (word) => [resolveImage(word)] : undefined)),
    ]
  })
  return { type: type.toLowerCase(), values: new Map(values) }
}

/** Counts the lengths of a decorator out for a screen. */
export function resolveDecorator({ type, values }: ReadDecorator, scale: LengthScale): NamedDecorator {
  return {
    type,
    properties: new Map([...values].map(([name, value]) => [name, resolveSpecified(value, scale)])),
  }
}
