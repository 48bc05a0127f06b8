import { shorthands } from '../style/shorthands.ts'
import { tweens } from './tweens.ts'

/** One entry of `transition`; times are milliseconds. */
export interface TransitionEntry {
  /** Single properties, or `all`. */
  properties: ReadonlySet<string>
  durationMs: number
  delayMs: number
  tween: (time: number) => number
  /** How much of its time a transition saves that turns round half way, from 0 to 1. */
  saved: number
}

/** One entry of `animation`; times are milliseconds. */
export interface AnimationEntry {
  name: string
  durationMs: number
  delayMs: number
  tween: (time: number) => number
  count: number
  isAlternate: boolean
  isPaused: boolean
}

/** Reads `transition` as a resolved style has it. */
export function readTransitions(text: string): TransitionEntry[] {
  return entriesOf(text).map((words) => {
    const [duration = '', delay = '', tween = '', saved = ''] = words.slice(-4)
    return {
      properties: new Set(words.slice(0, -4).flatMap(longhandsOf)),
      durationMs: millisecondsOf(duration),
      delayMs: millisecondsOf(delay),
      tween: tweens.get(tween)!,
      saved: Number(saved),
    }
  })
}

/** Reads `animation` as a resolved style has it. */
export function readAnimations(text: string): AnimationEntry[] {
  return entriesOf(text).map(([duration = '', delay = '', tween = '', count, way, state, name = '']) => ({
    name,
    durationMs: millisecondsOf(duration),
    delayMs: millisecondsOf(delay),
    tween: tweens.get(tween)!,
    count: count === 'infinite' ? Number.POSITIVE_INFINITY : Number(count),
    isAlternate: way === 'alternate',
    isPaused: state === 'paused',
  }))
}

function entriesOf(text: string): string[][] {
  return text === 'none' ? [] : text.split(', ').map((entry) => entry.split(' '))
}

function longhandsOf(name: string): string[] {
  return shorthands.get(name)?.names.flatMap(longhandsOf) ?? [name]
}

function millisecondsOf(seconds: string): number {
  return Number.parseFloat(seconds) * 1000
}
