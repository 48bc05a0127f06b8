/** The shapes of a movement that begins slowly, over a time from 0 to 1. */
const shapes: Readonly<Record<string, (time: number) => number>> = {
  back: (time) => time * time * (2.70158 * time - 1.70158),
  bounce: bounceIn,
  circular: (time) => 1 - Math.sqrt(1 - time * time),
  cubic: (time) => time ** 3,
  elastic: (time) => (time === 0 || time === 1 ? time : -swell(time) * Math.sin((time - 1.1) * 5 * Math.PI)),
  exponential: (time) => (time === 0 || time === 1 ? time : swell(time)),
  linear: (time) => time,
  quadratic: (time) => time ** 2,
  quartic: (time) => time ** 4,
  quintic: (time) => time ** 5,
  sine: (time) => 1 - Math.cos((time * Math.PI) / 2),
}

const ways: Readonly<Record<string, (shape: (time: number) => number) => (time: number) => number>> = {
  in: (shape) => shape,
  out: (shape) => (time) => 1 - shape(1 - time),
  'in-out': (shape) => (time) => (time < 0.5 ? shape(2 * time) / 2 : 1 - shape(2 - 2 * time) / 2),
}

/** All tween functions by their names: `linear` and `back-in`, `back-out`, `back-in-out` and so on. */
export const tweens: ReadonlyMap<string, (time: number) => number> = new Map([
  ['linear', shapes.linear!],
  ...Object.entries(shapes).flatMap(([shape, run]) =>
    Object.entries(ways).map(([way, turn]) => [`${shape}-${way}`, turn(run)] as const),
  ),
])

/** Whether a word names a tween function. */
export function isTweenName(word: string): boolean {
  return tweens.has(word)
}

/** A ball that falls four times, each time from less high; the time runs backwards, so the great fall comes last. */
function bounceIn(time: number): number {
  const left = (1 - time) * 2.75
  if (left < 1) return 1 - left * left
  if (left < 2) return 0.25 - (left - 1.5) ** 2
  if (left < 2.5) return 0.0625 - (left - 2.25) ** 2
  return 0.015625 - (left - 2.625) ** 2
}

function swell(time: number): number {
  return Math.exp(7.24 * (time - 1))
}
