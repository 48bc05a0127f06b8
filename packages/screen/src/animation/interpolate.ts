import { readColorText, writeColor } from '../style/colors.ts'
import { formatNumber } from '../style/specified.ts'
import { interpolateTransforms } from './transforms.ts'

/** What can be counted in a value: colours, and numbers that stand alone. */
const countable = /#[\da-f]{8}|calc\([^()]*\)|(?<![^\s(,])[+-]?(?:\d+\.?\d*|\.\d+)(?:px|%|deg)?(?![^\s),])/g

/**
 * A value of a property on its way from one to another, where 0 is the one and 1 the other; tweens may go beyond. Values of the
 * same form are counted out part by part, others change half way.
 */
export function interpolate(property: string, from: string, to: string, share: number): string {
  if (from === to) return from
  if (property === 'visibility') return share <= 0 ? from : share >= 1 ? to : 'visible'
  const counted =
    property === 'transform' ? interpolateTransforms(from, to, share) : interpolateParts(...fillNone(from, to), share)
  return counted ?? (share < 0.5 ? from : to)
}

/** Counts out the parts of two texts of the same form; undefined when their forms differ. */
export function interpolateParts(from: string, to: string, share: number): string | undefined {
  const others = to.match(countable) ?? []
  if (from.replace(countable, '#') !== to.replace(countable, '#')) return undefined
  let index = 0
  let fits = others.length > 0
  const counted = from.replace(countable, (part) => {
    const between = interpolatePart(part, others[index++]!, share)
    fits &&= between !== undefined
    return between ?? part
  })
  return fits ? counted : undefined
}

function interpolatePart(from: string, to: string, share: number): string | undefined {
  if (from.startsWith('#') || to.startsWith('#')) return interpolateColor(from, to, share)
  const start = readAmount(from)
  const end = readAmount(to)
  if (!start || !end) return undefined
  // A zero fits everything.
  if (start.unit !== end.unit && !isZero(start) && !isZero(end)) return undefined
  const mix = (a: number, b: number) => a + (b - a) * share
  const unit = isZero(start) ? end.unit : start.unit
  if (start.unit !== 'size' && end.unit !== 'size') return `${formatNumber(mix(start.value, end.value))}${unit}`
  return writeSize(mix(start.value, end.value), mix(start.percent, end.percent), isZero(start) ? to : from)
}

/** A number with its unit; a size is px and percent together. */
interface Amount {
  unit: '' | 'deg' | 'size'
  value: number
  percent: number
}

function readAmount(text: string): Amount | undefined {
  const sum = /^calc\((\S+)px \+ (\S+)%\)$/.exec(text)
  if (sum) return { unit: 'size', value: Number(sum[1]), percent: Number(sum[2]) }
  const value = Number.parseFloat(text)
  if (Number.isNaN(value)) return undefined
  if (text.endsWith('%')) return { unit: 'size', value: 0, percent: value }
  return { unit: text.endsWith('px') ? 'size' : text.endsWith('deg') ? 'deg' : '', value, percent: 0 }
}

function isZero({ value, percent }: Amount): boolean {
  return value === 0 && percent === 0
}

/** Of what a percentage is a share only layout knows, so a size between px and % stays a sum. */
function writeSize(px: number, percent: number, like: string): string {
  if (percent === 0) return px === 0 && like.endsWith('%') ? '0%' : `${formatNumber(px)}px`
  return px === 0 ? `${formatNumber(percent)}%` : `calc(${formatNumber(px)}px + ${formatNumber(percent)}%)`
}

/** As RmlUi does it: by the squares of the channels, which is near to how light adds up. */
function interpolateColor(from: string, to: string, share: number): string | undefined {
  const start = readColorText(from)
  const end = readColorText(to)
  if (!start || !end) return undefined
  const light = (a: number, b: number) => Math.sqrt(Math.max(0, a * a + (b * b - a * a) * share))
  return writeColor({
    red: light(start.red, end.red),
    green: light(start.green, end.green),
    blue: light(start.blue, end.blue),
    alpha: start.alpha + (end.alpha - start.alpha) * share,
  })
}

/** A filter that is not there is one without effect. */
const neutral: Readonly<Record<string, string>> = {
  blur: '0px',
  brightness: '1',
  contrast: '1',
  grayscale: '0',
  'hue-rotate': '0deg',
  invert: '0',
  opacity: '1',
  saturate: '1',
  sepia: '0',
}

function fillNone(from: string, to: string): [string, string] {
  if (from === 'none') return [neutralOf(to) ?? from, to]
  return to === 'none' ? [from, neutralOf(from) ?? to] : [from, to]
}

function neutralOf(filters: string): string | undefined {
  const names = [...filters.matchAll(/([a-z-]+)\(([^()]*)\)/g)]
  if (names.length === 0 || !names.every(([, name]) => Object.hasOwn(neutral, name!))) return undefined
  return names
    .map(([, name, is]) => `${name}(${is!.endsWith('%') ? `${Number(neutral[name!]) * 100}%` : neutral[name!]})`)
    .join(' ')
}
