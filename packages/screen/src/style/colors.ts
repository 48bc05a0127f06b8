import type { RcssValue } from '@mosis/syntax'
import { fromLab, fromLch, fromOklab, fromOklch } from './color-spaces.ts'
import type { Rgba } from './resolved.ts'

/** The names that RCSS has for colours. */
const names: Readonly<Record<string, string>> = {
  aqua: '00ffff',
  black: '000000',
  blue: '0000ff',
  fuchsia: 'ff00ff',
  gray: '808080',
  green: '008000',
  grey: '808080',
  lime: '00ff00',
  maroon: '800000',
  navy: '000080',
  olive: '808000',
  orange: 'ffa500',
  purple: '800080',
  red: 'ff0000',
  silver: 'c0c0c0',
  teal: '008080',
  transparent: '00000000',
  white: 'ffffff',
  yellow: 'ffff00',
}

/** Reads a colour out of a value; undefined when it is none. */
export function readColor(value: RcssValue): Rgba | undefined {
  if (value.kind === 'word') return readColorWord(value.text.toLowerCase())
  return value.kind === 'function' ? readColorFunction(value.name, value.args) : undefined
}

/** Reads a colour as a resolved style writes it; undefined when it is none. */
export function readColorText(text: string): Rgba | undefined {
  return text.startsWith('#') ? readHex(text.slice(1)) : undefined
}

/** Writes a colour as `#rrggbbaa`. */
export function writeColor({ red, green, blue, alpha }: Rgba): string {
  return `#${[red, green, blue, alpha].map((part) => toByte(part).toString(16).padStart(2, '0')).join('')}`
}

function readColorWord(word: string): Rgba | undefined {
  if (word.startsWith('#')) return readHex(word.slice(1))
  return Object.hasOwn(names, word) ? readHex(names[word]!) : undefined
}

function readHex(digits: string): Rgba | undefined {
  if (!/^(?:[\da-f]{3,4}|[\da-f]{6}|[\da-f]{8})$/i.test(digits)) return undefined
  const full = digits.length < 6 ? digits.replace(/./g, '$&$&') : digits
  const byteAt = (index: number) => Number.parseInt(full.slice(index, index + 2), 16)
  return { red: byteAt(0), green: byteAt(2), blue: byteAt(4), alpha: full.length === 8 ? byteAt(6) : 255 }
}

function readColorFunction(name: string, args: readonly RcssValue[]): Rgba | undefined {
  const parts = args.filter((arg) => arg.kind !== 'mark').map((arg) => (arg.kind === 'word' ? arg.text : ''))
  const [first, second, third, alpha] = parts
  if (first === undefined || second === undefined || third === undefined || parts.length > 4) return undefined
  if (name === 'rgb' || name === 'rgba') {
    // RmlUi counts the alpha of rgba() like the colours, from 0 to 255.
    return toRgba(
      [first, second, third].map((part) => readPart(part, 255)),
      alpha,
      255,
    )
  }
  if (name === 'hsl' || name === 'hsla') {
    return toRgba(fromHsl(readPart(first, 360), readShare(second), readShare(third)), alpha, 1)
  }
  const convert = wideSpaces[name]
  return convert ? toRgba(convert(first, second, third), alpha, 1) : undefined
}

const wideSpaces: Readonly<Record<string, (first: string, second: string, third: string) => number[]>> = {
  lab: (light, a, b) => fromLab(readPart(light, 100), readPart(a, 125), readPart(b, 125)),
  lch: (light, chroma, hue) => fromLch(readPart(light, 100), readPart(chroma, 150), readPart(hue, 360)),
  oklab: (light, a, b) => fromOklab(readPart(light, 1), readPart(a, 0.4), readPart(b, 0.4)),
  oklch: (light, chroma, hue) => fromOklch(readPart(light, 1), readPart(chroma, 0.4), readPart(hue, 360)),
}

function toRgba(parts: readonly number[], alphaText: string | undefined, fullAlpha: number): Rgba | undefined {
  const alpha = alphaText === undefined ? fullAlpha : readPart(alphaText, fullAlpha)
  const [red = Number.NaN, green = Number.NaN, blue = Number.NaN] = parts
  const all = [red, green, blue, (alpha / fullAlpha) * 255]
  if (all.some((part) => Number.isNaN(part))) return undefined
  return { red: toByte(red), green: toByte(green), blue: toByte(blue), alpha: toByte(all[3]!) }
}

/** A number, or a percentage of what is full. */
function readPart(text: string, full: number): number {
  const found = /^([+-]?(?:\d+\.?\d*|\.\d+))(%|deg)?$/i.exec(text)
  if (!found) return Number.NaN
  return found[2] === '%' ? (Number(found[1]) / 100) * full : Number(found[1])
}

function readShare(text: string): number {
  return text.endsWith('%') ? readPart(text, 1) : Number.NaN
}

function fromHsl(hue: number, saturation: number, lightness: number): number[] {
  const strength = saturation * Math.min(lightness, 1 - lightness)
  const channel = (offset: number) => {
    const place = (((offset + hue / 30) % 12) + 12) % 12
    return 255 * (lightness - strength * Math.max(-1, Math.min(place - 3, 9 - place, 1)))
  }
  return [channel(0), channel(8), channel(4)]
}

function toByte(value: number): number {
  return Math.round(Math.min(255, Math.max(0, value)))
}
