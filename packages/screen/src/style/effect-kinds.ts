import type { RcssValue } from '@mosis/syntax'
import { readColor, writeColor } from './colors.ts'
import { readAngle, readLength, readNumber, readPercentage, readQuantity } from './numbers.ts'
import { formatNumber, type Specified } from './specified.ts'
import type { ResolveImage, ValueKind } from './value-kinds.ts'

const areas = new Set(['border-box', 'padding-box', 'content-box', 'auto'])
const imageDecorators = new Set(['image', 'tiled-horizontal', 'tiled-vertical', 'tiled-box', 'ninepatch'])
const drawnDecorators = new Set([
  'horizontal-gradient',
  'vertical-gradient',
  'gradient',
  'linear-gradient',
  'repeating-linear-gradient',
  'radial-gradient',
  'repeating-radial-gradient',
  'conic-gradient',
  'repeating-conic-gradient',
  'text',
  'shader',
])

/** A comma list of decorators such as `image(a.png contain)`, each with the area it is painted on. */
export const decorators: ValueKind = {
  expects: '"none" or decorators such as image(a.png) and the names of @decorator blocks',
  read: (values, resolveImage) =>
    readList(values, (part) => {
      const [first, area, ...more] = part
      const isArea = !area || (area.kind === 'word' && areas.has(area.text.toLowerCase()))
      if (!first || more.length > 0 || !isArea) return null
      const decorator = readDecorator(first, resolveImage)
      return decorator && (area?.kind === 'word' ? [...decorator, ` ${area.text.toLowerCase()}`] : decorator)
    }),
}

/** Effects on the letters of a text. */
export const fontEffects: ValueKind = {
  expects: '"none" or font effects: glow(…), outline(…), shadow(…), blur(…)',
  read: (values) => readList(values, (part) => readCall(part, ['glow', 'outline', 'shadow', 'blur'])),
}

/** Shadows of a box: `colour x y blur spread inset`. */
export const boxShadows: ValueKind = {
  expects: '"none" or shadows such as "#0008 2dp 2dp 6dp"',
  read: (values) => readList(values, readShadow),
}

function readDecorator(value: RcssValue, resolveImage: ResolveImage): Specified | null {
  // A name alone is one of a @decorator block.
  if (value.kind === 'word' && /^[a-z_][\w-]*$/i.test(value.text)) return [value.text]
  if (value.kind !== 'function') return null
  if (imageDecorators.has(value.name)) {
    return wrap(
      value.name,
      readArguments(value.args, (word) => [resolveImage(word)]),
    )
  }
  return drawnDecorators.has(value.name) ? wrap(value.name, readArguments(value.args)) : null
}

function readCall([call, more]: readonly RcssValue[], names: readonly string[]): Specified | null {
  if (!call || more || call.kind !== 'function' || !names.includes(call.name)) return null
  return wrap(call.name, readArguments(call.args))
}

function readShadow(part: readonly RcssValue[]): Specified | null {
  const lengths = part.filter((value) => readLength(value)).length
  const colors = part.filter((value) => readColor(value)).length
  const insets = part.filter((value) => value.kind === 'word' && value.text.toLowerCase() === 'inset').length
  const isShadow = lengths >= 2 && lengths <= 4 && colors <= 1 && insets <= 1
  return isShadow && lengths + colors + insets === part.length ? readArguments(part) : null
}

/** Reads what stands between the parentheses; the first word of each part may be a file. */
export function readArguments(args: readonly RcssValue[], toFile?: (word: string) => Specified): Specified {
  const pieces: Specified[number][] = []
  let isFirst = true
  for (const arg of args) {
    if (arg.kind === 'mark') {
      pieces.push(arg.text === ',' ? ', ' : ` ${arg.text} `)
      isFirst = true
      continue
    }
    const last = pieces.at(-1)
    if (last !== undefined && !(typeof last === 'string' && last.endsWith(' '))) pieces.push(' ')
    const isFile = toFile && isFirst && arg.kind !== 'function' && !readQuantity(arg.text)
    pieces.push(...(isFile ? toFile(arg.text) : readArgument(arg)))
    isFirst = false
  }
  return pieces
}

function readArgument(arg: RcssValue): Specified {
  if (arg.kind === 'string') return [`"${arg.text}"`]
  const length = readNumber(arg) === undefined ? readLength(arg) : undefined
  if (length) return [length]
  const found = readColor(arg)
  if (found) return [writeColor(found)]
  const written = readPercentage(arg) ?? (readNumber(arg) === undefined ? readAngle(arg) : undefined)
  if (written !== undefined) return [written]
  if (arg.kind === 'function') return wrap(arg.name, readArguments(arg.args))
  const number = readNumber(arg)
  return [number === undefined ? arg.text : formatNumber(number)]
}

/** Reads a comma list; `none` and an empty text are no entries at all. */
export function readList(
  values: readonly RcssValue[],
  readPart: (part: readonly RcssValue[]) => Specified | null,
): Specified | null {
  const parts = splitAtCommas(values)
  const [only] = values
  if (values.length === 1 && only!.kind === 'word' && only!.text.toLowerCase() === 'none') return ['none']
  if (parts.length === 0) return null
  const pieces: Specified[number][] = []
  for (const part of parts) {
    const read = readPart(part)
    if (!read) return null
    if (pieces.length > 0) pieces.push(', ')
    pieces.push(...read)
  }
  return joinTexts(pieces)
}

/** Parts a value at its commas. */
export function splitAtCommas(values: readonly RcssValue[]): RcssValue[][] {
  if (values.length === 0) return []
  const parts: RcssValue[][] = [[]]
  for (const value of values) {
    if (value.kind === 'mark' && value.text === ',') parts.push([])
    else parts.at(-1)!.push(value)
  }
  return parts
}

export function wrap(name: string, inside: Specified): Specified {
  return [`${name}(`, ...inside, ')']
}

/** Neighbouring texts become one, so that a value without lengths is a single text. */
export function joinTexts(pieces: Specified): Specified {
  const joined: Specified[number][] = []
  for (const piece of pieces) {
    const last = joined.at(-1)
    if (typeof piece === 'string' && typeof last === 'string') joined[joined.length - 1] = last + piece
    else joined.push(piece)
  }
  return joined
}
