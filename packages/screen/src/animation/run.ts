import { interpolate } from './interpolate.ts'

/** A value that one property has at a time, and how it is reached from the one before. */
export interface Key {
  atMs: number
  value: string
  tween: (time: number) => number
}

/** One property of one element on its way. */
export interface Run {
  property: string
  origin: 'transition' | 'animation'
  /** The name of the keyframes; empty for a transition. */
  name: string
  /** Two at least, by time. */
  keys: readonly Key[]
  startMs: number
  durationMs: number
  count: number
  isAlternate: boolean
}

/** Whether a run has come to its end. */
export function isOver({ startMs, durationMs, count }: Run, nowMs: number): boolean {
  return nowMs - startMs >= durationMs * count
}

/** The value at a time; undefined while the delay of an animation lasts. A transition holds its first value until it starts. */
export function valueAt(run: Run, nowMs: number): string | undefined {
  if (nowMs < run.startMs) return run.origin === 'transition' ? run.keys[0]!.value : undefined
  const { before, after, share } = placeIn(run, nowMs)
  return interpolate(run.property, before.value, after.value, share)
}

/** How far the run is between the two keys around a time, after the tween. */
export function placeIn(run: Run, nowMs: number): { before: Key; after: Key; share: number } {
  const { keys, durationMs } = run
  const elapsed = Math.max(0, nowMs - run.startMs)
  const iteration = Math.min(Math.floor(elapsed / durationMs), run.count - 1)
  const within = Math.min(elapsed - iteration * durationMs, durationMs)
  const time = run.isAlternate && iteration % 2 === 1 ? durationMs - within : within
  const found = keys.findIndex(({ atMs }) => atMs >= time)
  const index = found === -1 ? keys.length - 1 : found
  const after = keys[index]!
  const before = keys[Math.max(0, index - 1)]!
  const span = after.atMs - before.atMs
  const share = span > 0 ? Math.min(1, Math.max(0, (time - before.atMs) / span)) : 0
  return { before, after, share: after.tween(share) }
}
