import { splitCommas, splitWords } from './values.ts'

const asInCss = new Set([
  'linear-gradient',
  'repeating-linear-gradient',
  'radial-gradient',
  'repeating-radial-gradient',
  'conic-gradient',
  'repeating-conic-gradient',
])

/** A gradient in CSS; undefined when the decorator is none. */
export function gradientOf(name: string, inside: string): string | undefined {
  if (asInCss.has(name)) return `${name}(${inside})`
  const words = splitCommas(inside).flatMap(splitWords)
  const colors = words.filter((word) => !['horizontal', 'vertical'].includes(word))
  if (colors.length !== 2) return undefined
  const isVertical = name === 'vertical-gradient' || (name === 'gradient' && words.includes('vertical'))
  const isGradient =
    isVertical || name === 'horizontal-gradient' || (name === 'gradient' && words.includes('horizontal'))
  return isGradient ? `linear-gradient(${isVertical ? 'to bottom' : 'to right'}, ${colors.join(', ')})` : undefined
}
