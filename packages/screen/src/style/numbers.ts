import type { RcssValue } from '@mosis/syntax'
import { formatNumber, type Length, type LengthUnit } from './specified.ts'

const shape = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)([a-z%]*)$/i
const lengthUnits: ReadonlySet<string> = new Set<LengthUnit>([
  'px',
  'dp',
  'em',
  'rem',
  'ex',
  'vw',
  'vh',
  'in',
  'cm',
  'mm',
  'pt',
  'pc',
])

/** A number and the unit behind it, which may be empty; undefined for everything else. */
export function readQuantity(text: string): { value: number; unit: string } | undefined {
  const found = shape.exec(text)
  if (!found) return undefined
  const value = Number(found[1])
  return Number.isFinite(value) ? { value, unit: found[2]!.toLowerCase() } : undefined
}

/** A length; of numbers without a unit only 0 is one. */
export function readLength(value: RcssValue): Length | undefined {
  const quantity = value.kind === 'word' ? readQuantity(value.text) : undefined
  if (!quantity) return undefined
  if (quantity.unit === '') return quantity.value === 0 ? { value: 0, unit: 'px' } : undefined
  return isLengthUnit(quantity.unit) ? { value: quantity.value, unit: quantity.unit } : undefined
}

/** A percentage as it is written in resolved styles. */
export function readPercentage(value: RcssValue): string | undefined {
  const quantity = value.kind === 'word' ? readQuantity(value.text) : undefined
  return quantity?.unit === '%' ? `${formatNumber(quantity.value)}%` : undefined
}

/** A number without unit. */
export function readNumber(value: RcssValue): number | undefined {
  const quantity = value.kind === 'word' ? readQuantity(value.text) : undefined
  return quantity?.unit === '' ? quantity.value : undefined
}

/** An angle, in degrees. */
export function readAngle(value: RcssValue): string | undefined {
  const quantity = value.kind === 'word' ? readQuantity(value.text) : undefined
  if (!quantity) return undefined
  if (quantity.unit === 'deg' || (quantity.unit === '' && quantity.value === 0)) {
    return `${formatNumber(quantity.value)}deg`
  }
  return quantity.unit === 'rad' ? `${formatNumber((quantity.value * 180) / Math.PI)}deg` : undefined
}

function isLengthUnit(unit: string): unit is LengthUnit {
  return lengthUnits.has(unit)
}
