import { readShares, type Declared } from './declarations.ts'
import { inheritedProperties, properties } from './properties.ts'
import type { ResolvedStyle } from './resolved.ts'
import type { Share } from './shorthands.ts'
import { formatNumber, resolveSpecified, toPx, type LengthScale, type Specified } from './specified.ts'
import { computeVariables, replaceVariables, type Variables } from './variables.ts'
import type { Viewport } from './viewport.ts'

/** What elements take over from the one they are in. Elements of one parent share it, so it remembers what was computed. */
export interface Inheritance {
  /** The style of an element that declares nothing. */
  readonly plain: ResolvedStyle
  readonly variables: Variables
  /** In px. */
  readonly fontSize: number
  /** Styles by what was declared, for everything else that declares the same. */
  readonly known: Map<string, Computed>
  /** What further elements take over, by what is different for them. */
  readonly inner: Map<string, Inheritance>
}

/** A style before animations, and what it means for the children. */
export interface Computed {
  style: ResolvedStyle
  forChildren: Inheritance
}

/** What styles are computed for. */
export interface CascadeScale {
  viewport: Viewport
  /** The font size of the document's body; that of nobody while the body's own is computed. */
  rootFontSize: number
}

const initialFontSize = 12
const initialStyle = new Map(properties.map(({ name, initial }) => [name, initial]))
/** Texts with variables in them that are remembered as read; apps may make ever new ones. */
const maxKnownTexts = 500
/** Code and animations may make a new state with every frame; each remembers styles in turn. */
const maxInner = 20

/** What the outermost element takes over. */
export function createRootInheritance({ textScale }: Viewport): Inheritance {
  const fontSize = initialFontSize * textScale
  const plain = new Map(initialStyle).set('font-size', `${formatNumber(fontSize)}px`)
  return { plain, variables: new Map(), fontSize, known: new Map(), inner: new Map() }
}

/** The unit lengths of an element. */
export function lengthScale({ viewport, rootFontSize }: CascadeScale, em: number): LengthScale {
  const { width, height, dpRatio } = viewport
  return { em, rem: rootFontSize, dp: dpRatio, vw: width / 100, vh: height / 100 }
}

/** Makes a style of declarations, the weakest first. `onUnset` hears of those that name variables without a value. */
export function computeStyle(
  inheritance: Inheritance,
  declared: readonly Declared[],
  scale: CascadeScale,
  onUnset: (declared: Declared) => void,
): Computed {
  const customs = new Map<string, string>()
  for (const one of declared) if (one.kind === 'custom') customs.set(one.property, one.text)
  const variables = computeVariables(inheritance.variables, customs)
  const winners = new Map<string, Specified>()
  for (const one of declared) {
    const shares = sharesOf(one, variables)
    if (!shares) onUnset(one)
    for (const { property, value } of shares ?? []) winners.set(property, value)
  }
  if (winners.size === 0 && variables === inheritance.variables)
    return { style: inheritance.plain, forChildren: inheritance }
  const size = winners.get('font-size')
  const fontSize = size ? computeFontSize(size, inheritance.fontSize, scale) : inheritance.fontSize
  const style = new Map(inheritance.plain)
  for (const [property, value] of winners) {
    const em = property === 'font-size' ? inheritance.fontSize : fontSize
    style.set(property, resolveProperty(property, value, em, scale))
  }
  return { style, forChildren: inherit(inheritance, style, variables, fontSize) }
}

/** What the children of an element with this style take over; the same as the element did if that is no different. */
export function inherit(
  around: Inheritance,
  style: ResolvedStyle,
  variables: Variables,
  fontSize: number,
): Inheritance {
  const differing = inheritedProperties.filter((name) => style.get(name) !== around.plain.get(name))
  const isSame = variables === around.variables
  if (differing.length === 0 && isSame) return around
  // Two states of an element often leave the same to its children, which then need not be looked at.
  const written = JSON.stringify([differing.map((name) => [name, style.get(name)]), isSame ? null : [...variables]])
  const earlier = around.inner.get(written)
  if (earlier) return earlier
  const plain = new Map(around.plain)
  for (const name of differing) plain.set(name, style.get(name)!)
  const made: Inheritance = { plain, variables, fontSize, known: new Map(), inner: new Map() }
  if (around.inner.size >= maxInner) around.inner.clear()
  around.inner.set(written, made)
  return made
}

/** Writes one value for an element; `fontSize` is its own, or for a `font-size` that around it. */
export function resolveProperty(property: string, value: Specified, fontSize: number, scale: CascadeScale): string {
  const [only] = value
  if (property === 'font-size') return `${formatNumber(computeFontSize(value, fontSize, scale))}px`
  // A share of the font size is the same as a factor, and is inherited as one.
  if (property === 'line-height' && typeof only === 'string' && only.endsWith('%')) {
    return formatNumber(Number.parseFloat(only) / 100)
  }
  return resolveSpecified(value, lengthScale(scale, fontSize))
}

/** The px of a `font-size`. What is counted in other font sizes is not enlarged again with the person's texts. */
function computeFontSize([value]: Specified, around: number, scale: CascadeScale): number {
  if (typeof value === 'string') return (around * Number.parseFloat(value)) / 100
  if (!value) return around
  const px = toPx(value, lengthScale(scale, around))
  const isRelative = value.unit === 'em' || value.unit === 'ex' || value.unit === 'rem'
  return Math.max(0, isRelative ? px : px * scale.viewport.textScale)
}

const knownTexts = new WeakMap<object, Map<string, Share[] | null>>()

/** What a declaration says of single properties; null when it names variables that are not set, or to what it does not take. */
export function sharesOf(open: Declared, variables: Variables): readonly Share[] | null {
  if (open.kind === 'value') return [open]
  if (open.kind === 'custom') return []
  const text = replaceVariables(open.text, (name) => variables.get(name))
  if (text === undefined) return null
  let known = knownTexts.get(open)
  if (!known || known.size > maxKnownTexts) {
    known = new Map()
    knownTexts.set(open, known)
  }
  if (!known.has(text)) known.set(text, readShares(open.property, text, open.resolveImage))
  return known.get(text)!
}
