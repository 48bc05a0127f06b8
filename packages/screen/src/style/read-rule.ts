import type { RcssDeclaration, RcssRule } from '@mosis/syntax'
import type { Place } from '../element.ts'
import { ScreenError } from '../errors.ts'
import { readSelector, type Compound } from '../selector-syntax.ts'
import { describeProblem, readDeclaration, type Declared } from './declarations.ts'
import { specificityOf } from './specificity.ts'
import type { ResolveImage } from './value-kinds.ts'

/** A rule whose selectors and declarations are read. It is the same on every screen. */
export interface ReadRule {
  declared: readonly Declared[]
  selectors: readonly ReadSelector[]
}

interface ReadSelector {
  text: string
  place: Place
  compounds: readonly { compound: Compound; weight: number }[]
}

/** Where a rule stands, and what its words mean there. */
export interface RuleSurroundings {
  /** Equal for surroundings in which the same rule comes to the same. */
  key: string
  placeOf: (offset: number) => Place
  resolveImage: ResolveImage
  warn: (message: string, place: Place) => void
}

const known = new WeakMap<RcssRule, { key: string; read: ReadRule }>()

/** Reads a rule, or remembers what it came to. `warn` hears each time of everything that has no effect. */
export function readRule(rule: RcssRule, { key, placeOf, resolveImage, warn }: RuleSurroundings): ReadRule {
  const earlier = known.get(rule)
  if (earlier?.key === key) return earlier.read
  let isClean = true
  const tell = (message: string, place: Place) => {
    isClean = false
    warn(message, place)
  }
  const read: ReadRule = {
    declared: readBlock(rule.declarations, { placeOf, resolveImage, warn: tell }),
    selectors: rule.selectors.map(({ text, offset }) => {
      const place = placeOf(offset)
      return { text, place, compounds: findCompounds(text, place, tell) }
    }),
  }
  if (isClean) known.set(rule, { key, read })
  return read
}

/** Reads declarations; those without effect are told and left out. */
export function readBlock(
  declarations: readonly RcssDeclaration[],
  { placeOf, resolveImage, warn }: Omit<RuleSurroundings, 'key'>,
): Declared[] {
  return declarations.flatMap(({ name, value, offset }) => {
    // Both are told by the reader of the sheet already.
    if (value === '' || /!\s*important/i.test(value)) return []
    const read = readDeclaration(name, value, resolveImage)
    if ('declared' in read) return read.declared
    warn(describeProblem(read.problem), placeOf(offset))
    return []
  })
}

function findCompounds(
  text: string,
  place: Place,
  warn: RuleSurroundings['warn'],
): { compound: Compound; weight: number }[] {
  try {
    return readSelector(text).map((compound) => ({ compound, weight: specificityOf(compound) }))
  } catch (error) {
    if (!(error instanceof ScreenError)) throw error
    warn(error.message, place)
    return []
  }
}
