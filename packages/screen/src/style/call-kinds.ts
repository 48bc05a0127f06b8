import type { RcssValue } from '@mosis/syntax'
import { joinTexts, readArguments, splitAtCommas, wrap } from './effect-kinds.ts'
import { readAngle, readLength, readNumber, readPercentage } from './numbers.ts'
import type { Specified } from './specified.ts'
import { color, type ValueKind } from './value-kinds.ts'

type Argument = 'number' | 'length' | 'size' | 'angle' | 'share'

const tests: Readonly<Record<Argument, (value: RcssValue) => boolean>> = {
  number: (value) => readNumber(value) !== undefined,
  length: (value) => readLength(value) !== undefined,
  size: (value) => readLength(value) !== undefined || readPercentage(value) !== undefined,
  angle: (value) => readAngle(value) !== undefined,
  share: (value) => readNumber(value) !== undefined || readPercentage(value) !== undefined,
}

/** The functions of `transform` and what each takes; the last `optional` ones may lack. */
const transformCalls: Readonly<Record<string, { takes: readonly Argument[]; optional?: number }>> = {
  perspective: { takes: ['length'] },
  matrix: { takes: Array<Argument>(6).fill('number') },
  matrix3d: { takes: Array<Argument>(16).fill('number') },
  translate: { takes: ['size', 'size'], optional: 1 },
  translatex: { takes: ['size'] },
  translatey: { takes: ['size'] },
  translatez: { takes: ['length'] },
  translate3d: { takes: ['size', 'size', 'length'] },
  scale: { takes: ['number', 'number'], optional: 1 },
  scalex: { takes: ['number'] },
  scaley: { takes: ['number'] },
  scalez: { takes: ['number'] },
  scale3d: { takes: ['number', 'number', 'number'] },
  rotate: { takes: ['angle'] },
  rotatex: { takes: ['angle'] },
  rotatey: { takes: ['angle'] },
  rotatez: { takes: ['angle'] },
  rotate3d: { takes: ['number', 'number', 'number', 'angle'] },
  skew: { takes: ['angle', 'angle'], optional: 1 },
  skewx: { takes: ['angle'] },
  skewy: { takes: ['angle'] },
}

const filterCalls: Readonly<Record<string, Argument>> = {
  blur: 'length',
  brightness: 'share',
  contrast: 'share',
  grayscale: 'share',
  'hue-rotate': 'angle',
  invert: 'share',
  opacity: 'share',
  saturate: 'share',
  sepia: 'share',
}

/** `none` or a list of transform functions; names are written as CSS writes them, angles in degrees. */
export const transforms: ValueKind = {
  expects: '"none" or functions such as translateX(8dp) rotate(45deg) scale(2)',
  read: (values) => readCalls(values, readTransform),
}

/** `none` or a list of filters. */
export const filters: ValueKind = {
  expects: '"none" or filters such as blur(4dp) brightness(1.2) drop-shadow(#0008 2dp 2dp 4dp)',
  read: (values) => readCalls(values, readFilter),
}

function readCalls(values: readonly RcssValue[], read: (name: string, args: RcssValue[]) => Specified | null) {
  const [only] = values
  if (values.length === 1 && only!.kind === 'word' && only!.text.toLowerCase() === 'none') return ['none']
  const pieces: Specified[number][] = []
  for (const value of values) {
    const call = value.kind === 'function' ? read(value.name, value.args) : null
    if (!call) return null
    if (pieces.length > 0) pieces.push(' ')
    pieces.push(...call)
  }
  return pieces.length === 0 ? null : joinTexts(pieces)
}

function readTransform(name: string, args: readonly RcssValue[]): Specified | null {
  const call = Object.hasOwn(transformCalls, name) ? transformCalls[name]! : null
  const parts = splitAtCommas(args)
  if (!call || parts.length > call.takes.length || parts.length < call.takes.length - (call.optional ?? 0)) return null
  const written = parts.map(([value, more], index) => {
    const takes = call.takes[index]!
    return value && !more && tests[takes](value) ? writeArgument(value, takes) : null
  })
  if (!written.every((part) => part !== null)) return null
  const inside = written.flatMap((part, index) => (index === 0 ? part : [', ', ...part]))
  return wrap(
    name.replace(/(?<=^(?:translate|scale|rotate|skew))[xyz]$/, (axis) => axis.toUpperCase()),
    inside,
  )
}

function writeArgument(value: RcssValue, takes: Argument): Specified {
  if (takes === 'angle') return [readAngle(value)!]
  const length = takes === 'length' || takes === 'size' ? readLength(value) : undefined
  return length ? [length] : readArguments([value])
}

function readFilter(name: string, args: readonly RcssValue[]): Specified | null {
  const [value, ...more] = args
  if (name === 'drop-shadow') {
    const lengths = args.filter((arg) => tests.length(arg))
    const others = args.filter((arg) => !tests.length(arg))
    const shade = others.length === 0 ? ['#000000ff'] : others.length === 1 ? color.read(others, (path) => path) : null
    if (lengths.length < 2 || lengths.length > 3 || !shade) return null
    return wrap(name, [...shade, ...lengths.flatMap((arg) => [' ', readLength(arg)!])])
  }
  const takes = Object.hasOwn(filterCalls, name) ? filterCalls[name]! : null
  if (!takes || !value || more.length > 0 || !tests[takes](value)) return null
  return wrap(name, writeArgument(value, takes))
}
