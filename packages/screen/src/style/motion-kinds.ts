import type { RcssValue } from '@mosis/syntax'
import { isTweenName } from '../animation/tweens.ts'
import { readList } from './effect-kinds.ts'
import { readQuantity } from './numbers.ts'
import { formatNumber, type Specified } from './specified.ts'
import type { ValueKind } from './value-kinds.ts'

/**
 * `transition`: properties or `all`, a duration, a delay, a tween, and how much of a turned transition's time is saved. A
 * resolved style writes each as `width height 0.2s 0s cubic-out 0`.
 */
export const transitions: ValueKind = {
  expects: '"none" or transitions such as "width 0.2s cubic-out"',
  read: (values) => readList(values, readTransition),
}

/** `animation`: a resolved style writes each as `2s 0.5s cubic-out infinite alternate running name`. */
export const animations: ValueKind = {
  expects: '"none" or animations such as "2s cubic-in-out infinite alternate name"',
  read: (values) => readList(values, readAnimation),
}

function readTransition(part: readonly RcssValue[]): Specified | null {
  const names: string[] = []
  const times: number[] = []
  let tween = 'linear'
  let saved: number | undefined
  for (const value of part) {
    if (value.kind !== 'word') return null
    const word = value.text.toLowerCase()
    const quantity = readQuantity(word)
    const seconds = quantity && secondsOf(quantity)
    if (isTweenName(word)) tween = word
    else if (seconds !== undefined) times.push(seconds)
    else if (quantity?.unit === '' && saved === undefined) saved = quantity.value
    else if (/^[a-z][a-z-]*$/.test(word)) names.push(word)
    else return null
  }
  const [duration = 0, delay = 0, ...more] = times
  if (names.length === 0 || duration <= 0 || more.length > 0 || (saved ?? 0) < 0 || (saved ?? 0) > 1) return null
  return [`${names.join(' ')} ${formatNumber(duration)}s ${formatNumber(delay)}s ${tween} ${formatNumber(saved ?? 0)}`]
}

function readAnimation(part: readonly RcssValue[]): Specified | null {
  const times: number[] = []
  let name: string | undefined
  let tween = 'linear'
  let count: string | undefined
  let way = 'normal'
  let state = 'running'
  for (const value of part) {
    if (value.kind !== 'word') return null
    const word = value.text.toLowerCase()
    const quantity = readQuantity(word)
    const seconds = quantity && secondsOf(quantity)
    if (isTweenName(word)) tween = word
    else if (word === 'alternate') way = word
    else if (word === 'paused') state = word
    else if (word === 'infinite' && count === undefined) count = word
    else if (seconds !== undefined) times.push(seconds)
    else if (quantity?.unit === '' && count === undefined) count = formatNumber(Math.round(quantity.value))
    else if (!quantity && name === undefined) name = value.text
    else return null
  }
  const [duration = 0, delay = 0, ...more] = times
  if (name === undefined || duration <= 0 || more.length > 0 || (count ?? '1') === '0' || count?.startsWith('-'))
    return null
  return [`${formatNumber(duration)}s ${formatNumber(delay)}s ${tween} ${count ?? '1'} ${way} ${state} ${name}`]
}

function secondsOf({ value, unit }: { value: number; unit: string }): number | undefined {
  if (unit === 's') return value
  return unit === 'ms' ? value / 1000 : undefined
}
