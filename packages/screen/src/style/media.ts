import type { RcssMediaQuery } from '@mosis/syntax'
import { readQuantity } from './numbers.ts'
import { toPx, type LengthUnit } from './specified.ts'
import type { Viewport } from './viewport.ts'

const comparable: Readonly<
  Record<string, { is: (viewport: Viewport) => number; reads: (text: string, viewport: Viewport) => number }>
> = {
  width: { is: ({ width }) => width, reads: readScreenLength },
  height: { is: ({ height }) => height, reads: readScreenLength },
  'aspect-ratio': { is: ({ width, height }) => width / height, reads: readRatio },
  resolution: { is: ({ dpRatio }) => dpRatio, reads: readResolution },
}

/** Whether one of the queries of a `@media` holds on a screen. */
export function matchesMedia(queries: readonly RcssMediaQuery[], viewport: Viewport): boolean {
  return queries.some(({ isNegated, conditions }) => {
    return conditions.every((condition) => meets(condition, viewport)) !== isNegated
  })
}

function meets({ feature, value }: RcssMediaQuery['conditions'][number], viewport: Viewport): boolean {
  if (feature === 'theme') return value.toLowerCase() === viewport.theme
  if (feature === 'orientation') {
    return value.toLowerCase() === (viewport.width > viewport.height ? 'landscape' : 'portrait')
  }
  const found = /^(min-|max-)?(.+)$/.exec(feature)!
  const quantity = comparable[found[2]!]
  if (!quantity) return false
  const is = quantity.is(viewport)
  const asked = quantity.reads(value, viewport)
  if (found[1] === 'min-') return is >= asked
  if (found[1] === 'max-') return is <= asked
  // Ratios and resolutions are divisions; what is equal on paper may differ in the last place.
  return Math.abs(is - asked) < 1e-6
}

function readScreenLength(text: string, { dpRatio, width, height }: Viewport): number {
  const quantity = readQuantity(text)
  if (!quantity) return Number.NaN
  const unit = quantity.unit === '' && quantity.value === 0 ? 'px' : quantity.unit
  if (!/^(?:px|dp|vw|vh|in|cm|mm|pt|pc)$/.test(unit)) return Number.NaN
  const scale = { em: 0, rem: 0, dp: dpRatio, vw: width / 100, vh: height / 100 }
  return toPx({ value: quantity.value, unit: unit as LengthUnit }, scale)
}

function readRatio(text: string): number {
  const found = /^(\d+(?:\.\d+)?)\s*\/\s*(\d+(?:\.\d+)?)$/.exec(text)
  return found ? Number(found[1]) / Number(found[2]) : Number.NaN
}

function readResolution(text: string): number {
  const quantity = readQuantity(text)
  return quantity?.unit === 'x' ? quantity.value : Number.NaN
}
