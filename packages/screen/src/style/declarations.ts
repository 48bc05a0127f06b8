import { parseRcssValue } from '@mosis/syntax'
import { findProperty } from './properties.ts'
import { expandShorthand, shorthands, type Share } from './shorthands.ts'
import type { Specified } from './specified.ts'
import type { ResolveImage } from './value-kinds.ts'

/** What a declaration comes to. */
export type Declared =
  | { kind: 'value'; property: string; value: Specified }
  /** A custom property, `--name`. */
  | { kind: 'custom'; property: string; text: string }
  /** Names variables, so what it says is only known at an element; the property may be a shorthand. */
  | { kind: 'open'; property: string; text: string; resolveImage: ResolveImage }

/** Why a declaration has no effect: what is, and what should be. */
export interface DeclarationProblem {
  code: 'unknown-property' | 'bad-value'
  property: string
  value: string
  /** What the property takes; empty when there is no such property. */
  expects: string
}

/** Reads a declaration into what it says of single properties. */
export function readDeclaration(
  name: string,
  text: string,
  resolveImage: ResolveImage,
): { declared: Declared[] } | { problem: DeclarationProblem } {
  if (name.startsWith('--')) return { declared: [{ kind: 'custom', property: name, text }] }
  const property = name.toLowerCase()
  if (!findProperty(property) && !shorthands.has(property))
    return { problem: problemOf('unknown-property', name, text) }
  if (/\bvar\(/i.test(text)) return { declared: [{ kind: 'open', property, text, resolveImage }] }
  const shares = readShares(property, text, resolveImage)
  if (!shares) return { problem: problemOf('bad-value', property, text) }
  return { declared: shares.map(({ property, value }) => ({ kind: 'value', property, value })) }
}

/** What a text without variables says for a property or shorthand; null when it says nothing they can take. */
export function readShares(property: string, text: string, resolveImage: ResolveImage): Share[] | null {
  const values = parseRcssValue(text)
  const shorthand = shorthands.get(property)
  if (shorthand) return expandShorthand(shorthand, values, resolveImage)
  const value = findProperty(property)!.kind.read(values, resolveImage)
  return value && [{ property, value }]
}

/** Tells of a declaration without effect in a sentence. */
export function describeProblem({ code, property, value, expects }: DeclarationProblem): string {
  const shown = value.length > 60 ? `${value.slice(0, 57)}…` : value
  if (code === 'unknown-property') return `Remove "${property}: ${shown}": RCSS has no property "${property}"`
  return `Write ${expects} for "${property}": it is "${shown}"`
}

/** What a property or shorthand takes, in words. */
export function expectsOf(property: string): string {
  const shorthand = shorthands.get(property)
  if (!shorthand) return findProperty(property)?.kind.expects ?? ''
  const names = shorthand.way === 'all' ? shorthands.get(shorthand.names[0]!)!.names : shorthand.names
  return `values of ${names.join(', ')}`
}

function problemOf(code: DeclarationProblem['code'], property: string, value: string): DeclarationProblem {
  return { code, property, value, expects: code === 'bad-value' ? expectsOf(property) : '' }
}
