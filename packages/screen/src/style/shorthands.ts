import type { RcssValue } from '@mosis/syntax'
import { findProperty } from './properties.ts'
import type { Specified } from './specified.ts'
import type { ResolveImage } from './value-kinds.ts'

/**
 * How a shorthand shares its parts out. `box`: to four sides as in `margin`. `in-order`: each part to the next property that
 * can take it. `repeat`: in order, the last part for all that are left. `all`: the whole text to each.
 */
export interface Shorthand {
  way: 'box' | 'in-order' | 'repeat' | 'all' | 'flex'
  names: readonly string[]
}

const sides = ['top', 'right', 'bottom', 'left']
const corners = ['top-left', 'top-right', 'bottom-right', 'bottom-left']
const sidesOf = (before: string, after = '') => sides.map((side) => `${before}-${side}${after}`)

/** Every shorthand by its name. */
export const shorthands: ReadonlyMap<string, Shorthand> = new Map<string, Shorthand>([
  ['margin', { way: 'box', names: sidesOf('margin') }],
  ['padding', { way: 'box', names: sidesOf('padding') }],
  ['border-width', { way: 'box', names: sidesOf('border', '-width') }],
  ['border-color', { way: 'box', names: sidesOf('border', '-color') }],
  ...sides.map((side): [string, Shorthand] => [
    `border-${side}`,
    { way: 'in-order', names: [`border-${side}-width`, `border-${side}-color`] },
  ]),
  ['border', { way: 'all', names: sidesOf('border') }],
  ['border-radius', { way: 'box', names: corners.map((corner) => `border-${corner}-radius`) }],
  ['overflow', { way: 'repeat', names: ['overflow-x', 'overflow-y'] }],
  ['background', { way: 'in-order', names: ['background-color'] }],
  ['font', { way: 'in-order', names: ['font-style', 'font-weight', 'font-size', 'font-family'] }],
  ['gap', { way: 'repeat', names: ['row-gap', 'column-gap'] }],
  ['nav', { way: 'box', names: ['nav-up', 'nav-right', 'nav-down', 'nav-left'] }],
  ['perspective-origin', { way: 'in-order', names: ['perspective-origin-x', 'perspective-origin-y'] }],
  ['transform-origin', { way: 'in-order', names: ['transform-origin-x', 'transform-origin-y', 'transform-origin-z'] }],
  ['flex', { way: 'flex', names: ['flex-grow', 'flex-shrink', 'flex-basis'] }],
  ['flex-flow', { way: 'in-order', names: ['flex-direction', 'flex-wrap'] }],
])

/** What one property gets of a declaration. */
export interface Share {
  property: string
  value: Specified
}

/** Shares the parts of a value out to the properties of a shorthand; null when they do not fit. */
export function expandShorthand(
  { way, names }: Shorthand,
  values: readonly RcssValue[],
  resolveImage: ResolveImage,
): Share[] | null {
  const parts = values.filter((value) => !(value.kind === 'mark' && value.text === ','))
  if (parts.length === 0) return null
  switch (way) {
    case 'all': {
      const shares = names.map((name) => expandShorthand(shorthands.get(name)!, values, resolveImage))
      return shares.every((share) => share !== null) ? shares.flat() : null
    }
    case 'box':
      return expandBox(names, parts, resolveImage)
    case 'repeat':
      if (parts.length > names.length) return null
      return takeEach(names, (index) => parts[Math.min(index, parts.length - 1)]!, resolveImage)
    case 'flex':
      return expandFlex(names, parts, resolveImage)
    default:
      return takeInOrder(names, parts, resolveImage)
  }
}

function expandBox(names: readonly string[], parts: readonly RcssValue[], resolveImage: ResolveImage): Share[] | null {
  const [top, right = top, bottom = top, left = right, ...more] = parts
  const taken = [top!, right!, bottom!, left!]
  return more.length > 0 ? null : takeEach(names, (index) => taken[index]!, resolveImage)
}

/** What is left out of `flex` is not what its properties are initially. */
function expandFlex(names: readonly string[], parts: readonly RcssValue[], resolveImage: ResolveImage): Share[] | null {
  const [only] = parts
  const isNone = parts.length === 1 && only!.kind === 'word' && only!.text.toLowerCase() === 'none'
  const defaults = isNone ? [['0'], ['0'], ['auto']] : [['1'], ['1'], ['0px']]
  const given = isNone ? [] : takeInOrder(names, parts, resolveImage)
  return given && [...names.map((property, index) => ({ property, value: defaults[index]! })), ...given]
}

function takeEach(
  names: readonly string[],
  partFor: (index: number) => RcssValue,
  resolveImage: ResolveImage,
): Share[] | null {
  const shares = names.map((property, index) => takePart(property, [partFor(index)], resolveImage))
  return shares.every((share) => share !== null) ? shares : null
}

function takeInOrder(
  names: readonly string[],
  parts: readonly RcssValue[],
  resolveImage: ResolveImage,
): Share[] | null {
  const shares: Share[] = []
  let next = 0
  for (const part of parts) {
    let share: Share | null = null
    while (!share && next < names.length) share = takePart(names[next++]!, [part], resolveImage)
    if (!share) return null
    shares.push(share)
  }
  return shares
}

function takePart(property: string, values: readonly RcssValue[], resolveImage: ResolveImage): Share | null {
  const value = findProperty(property)!.kind.read(values, resolveImage)
  return value && { property, value }
}
