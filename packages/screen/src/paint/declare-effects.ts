import type { ResolvedStyle } from '../style/resolved.ts'
import type { Declarations } from './declare.ts'

/** A blur wider than this looks the same and only costs the browser. */
const maxBlur = 200

/** Visibility, opacity, transforms and filters. */
export function declareEffects(style: ResolvedStyle, parent: ResolvedStyle | undefined): Declarations {
  const css: Declarations = {}
  // What is hidden hides what is in it, whatever that says.
  if (style.get('visibility') === 'hidden') css['visibility'] = 'hidden'
  declareOpacity(style, parent, css)
  declareTransform(style, css)
  for (const name of ['filter', 'backdrop-filter']) {
    const value = style.get(name)
    if (value !== undefined && value !== 'none') css[name] = limitBlur(value)
  }
  return css
}

/** Opacity is handed down and does not multiply; a browser multiplies, so a child says how it differs from what is around it. */
function declareOpacity(style: ResolvedStyle, parent: ResolvedStyle | undefined, css: Declarations): void {
  const own = readOpacity(style)
  const around = parent ? readOpacity(parent) : 1
  const share = around === 0 ? 1 : own / around
  if (share < 1) css['opacity'] = String(Math.round(share * 10_000) / 10_000)
}

function readOpacity(style: ResolvedStyle): number {
  const value = Number.parseFloat(style.get('opacity') ?? '1')
  return Number.isFinite(value) ? Math.min(Math.max(value, 0), 1) : 1
}

function declareTransform(style: ResolvedStyle, css: Declarations): void {
  const transform = style.get('transform')
  if (transform !== undefined && transform !== 'none') {
    css['transform'] = transform
    const origin = ['x', 'y', 'z'].map(
      (axis) => style.get(`transform-origin-${axis}`) ?? (axis === 'z' ? '0px' : '50%'),
    )
    const text = origin.join(' ')
    if (text !== '50% 50% 0px') css['transform-origin'] = text
  }
  const perspective = style.get('perspective')
  if (perspective !== undefined && perspective !== 'none') {
    css['perspective'] = perspective
    const origin = ['x', 'y'].map((axis) => style.get(`perspective-origin-${axis}`) ?? '50%').join(' ')
    if (origin !== '50% 50%') css['perspective-origin'] = origin
  }
}

function limitBlur(value: string): string {
  return value.replace(/(\d+(?:\.\d+)?)px/g, (whole, number: string) =>
    Number(number) > maxBlur ? `${maxBlur}px` : whole,
  )
}
