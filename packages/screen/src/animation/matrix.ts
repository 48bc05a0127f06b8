import { formatNumber } from '../style/specified.ts'

/** A flat movement as CSS writes it: `matrix(a, b, c, d, e, f)`. */
type Matrix = [a: number, b: number, c: number, d: number, e: number, f: number]

/** A matrix in parts that can be counted out one by one: how it moves, turns, leans and scales. */
interface Parts {
  x: number
  y: number
  /** In radians. */
  turn: number
  lean: number
  scaleX: number
  scaleY: number
}

/** What lies between two matrices; undefined when one of them makes everything flat. */
export function interpolateMatrices(from: Matrix, to: Matrix, share: number): string | undefined {
  const start = toParts(from)
  const end = toParts(to)
  if (!start || !end) return undefined
  const mix = (a: number, b: number) => a + (b - a) * share
  // The shorter way round.
  const way = Math.atan2(Math.sin(end.turn - start.turn), Math.cos(end.turn - start.turn))
  const turn = start.turn + way * share
  const lean = mix(start.lean, end.lean)
  const scaleX = mix(start.scaleX, end.scaleX)
  const scaleY = mix(start.scaleY, end.scaleY)
  const matrix = [
    Math.cos(turn) * scaleX,
    Math.sin(turn) * scaleX,
    (lean * Math.cos(turn) - Math.sin(turn)) * scaleY,
    (lean * Math.sin(turn) + Math.cos(turn)) * scaleY,
    mix(start.x, end.x),
    mix(start.y, end.y),
  ]
  return `matrix(${matrix.map(formatNumber).join(', ')})`
}

/** The matrix of one function; undefined for those in space, and where only layout knows what a percentage is. */
export function matrixOf(name: string, args: readonly string[]): Matrix | undefined {
  const [first = 0, second] = args.map((arg) => (/%|calc/.test(arg) ? Number.NaN : Number.parseFloat(arg)))
  const angle = (first * Math.PI) / 180
  const made: Readonly<Record<string, () => Matrix>> = {
    matrix: () => args.map(Number) as Matrix,
    translate: () => [1, 0, 0, 1, first, second ?? 0],
    translateX: () => [1, 0, 0, 1, first, 0],
    translateY: () => [1, 0, 0, 1, 0, first],
    scale: () => [first, 0, 0, second ?? first, 0, 0],
    scaleX: () => [first, 0, 0, 1, 0, 0],
    scaleY: () => [1, 0, 0, first, 0, 0],
    rotate: () => [Math.cos(angle), Math.sin(angle), -Math.sin(angle), Math.cos(angle), 0, 0],
    skew: () => [1, tangent(second ?? 0), tangent(first), 1, 0, 0],
    skewX: () => [1, 0, tangent(first), 1, 0, 0],
    skewY: () => [1, tangent(first), 0, 1, 0, 0],
  }
  const matrix = made[name === 'rotateZ' ? 'rotate' : name]?.()
  return matrix?.length === 6 && matrix.every(Number.isFinite) ? matrix : undefined
}

/** One movement after the other, the outer one first. */
export function multiply([a, b, c, d, e, f]: Matrix, [g, h, i, j, k, l]: Matrix): Matrix {
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f]
}

function tangent(degrees: number): number {
  return Math.tan((degrees * Math.PI) / 180)
}

function toParts([a, b, c, d, x, y]: Matrix): Parts | undefined {
  const scaleX = Math.hypot(a, b)
  const area = a * d - b * c
  if (scaleX === 0 || area === 0) return undefined
  const scaleY = area / scaleX
  return { x, y, turn: Math.atan2(b, a), lean: (a * c + b * d) / (scaleX * scaleY), scaleX, scaleY }
}
