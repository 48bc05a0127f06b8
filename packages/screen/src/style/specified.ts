/** The units of lengths. `ex` is half an `em`, as long as no font says better. */
export type LengthUnit = 'px' | 'dp' | 'em' | 'rem' | 'ex' | 'vw' | 'vh' | 'in' | 'cm' | 'mm' | 'pt' | 'pc'

/** A length as it is written. */
export interface Length {
  value: number
  unit: LengthUnit
}

/** What a declaration says of one property: text in which only lengths are still to be counted out. */
export type Specified = readonly (string | Length)[]

/** What lengths are counted in where they stand. */
export interface LengthScale {
  /** One em, rem, dp, vw and vh, in px. */
  em: number
  rem: number
  dp: number
  vw: number
  vh: number
}

const dpPerInch = 96

/** A length in px. Inches and their like are counted in dp, so that they keep their size on every screen. */
export function toPx({ value, unit }: Length, scale: LengthScale): number {
  switch (unit) {
    case 'px':
      return value
    case 'em':
    case 'rem':
    case 'dp':
    case 'vw':
    case 'vh':
      return value * scale[unit]
    case 'ex':
      return value * scale.em * 0.5
    case 'in':
      return value * dpPerInch * scale.dp
    case 'cm':
      return (value * dpPerInch * scale.dp) / 2.54
    case 'mm':
      return (value * dpPerInch * scale.dp) / 25.4
    case 'pt':
      return (value * dpPerInch * scale.dp) / 72
    default:
      return (value * dpPerInch * scale.dp) / 6
  }
}

/** Writes a value with all its lengths in px. */
export function resolveSpecified(value: Specified, scale: LengthScale): string {
  if (value.length === 1 && typeof value[0] === 'string') return value[0]
  return value.map((piece) => (typeof piece === 'string' ? piece : `${formatNumber(toPx(piece, scale))}px`)).join('')
}

/** Writes a number as short as a screen needs it. */
export function formatNumber(value: number): string {
  // Beyond six places the sum of roundings shows, not the value; also no exponents, which RCSS cannot read.
  const rounded = Math.round(value * 1e6) / 1e6
  if (!Number.isFinite(rounded)) return '0'
  return Math.abs(rounded) < 1e-6 ? '0' : Math.abs(rounded) >= 1e21 ? '1000000000' : String(rounded)
}
