import type { ResolvedStyle } from '../style/resolved.ts'
import type { Declarations } from './declare.ts'

/** A document's body lies on the screen by itself: placed by its edges, as large as its content where it has no size. */
export function declareRoot(style: ResolvedStyle, css: Declarations): void {
  css['position'] = 'absolute'
  if (css['display'] === undefined) css['display'] = 'block'
  for (const side of ['top', 'right', 'bottom', 'left']) {
    const value = style.get(side)
    if (value !== undefined && value !== 'auto') css[side] = value
  }
  if (css['left'] === undefined && css['right'] === undefined) css['left'] = '0px'
  if (css['top'] === undefined && css['bottom'] === undefined) css['top'] = '0px'
  css['isolation'] = 'isolate'
}
