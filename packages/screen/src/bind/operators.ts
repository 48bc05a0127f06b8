import type { ModelRead } from './data-model.ts'
import { toBoolean, toNumber, toText } from './model-values.ts'

/** One side of an operator, evaluated only where it counts. */
type Part = () => ModelRead

/** What stands between two values. */
export const operators: Readonly<Record<string, (a: Part, b: Part) => ModelRead>> = {
  '||': (a, b) => toBoolean(a()) || toBoolean(b()),
  '&&': (a, b) => toBoolean(a()) && toBoolean(b()),
  '==': (a, b) => isEqual(a(), b()),
  '!=': (a, b) => !isEqual(a(), b()),
  '<': (a, b) => compare(a(), b()) < 0,
  '<=': (a, b) => compare(a(), b()) <= 0,
  '>': (a, b) => compare(a(), b()) > 0,
  '>=': (a, b) => compare(a(), b()) >= 0,
  '+': (a, b) => add(a(), b()),
  '-': (a, b) => toNumber(a()) - toNumber(b()),
  '*': (a, b) => toNumber(a()) * toNumber(b()),
  '/': (a, b) => toNumber(a()) / toNumber(b()),
}

/** Characters that an expression may put together; doubling a text in each step must not fill the memory. */
const maxText = 1_000_000

function add(a: ModelRead, b: ModelRead): ModelRead {
  if (typeof a !== 'string' && typeof b !== 'string') return toNumber(a) + toNumber(b)
  return (toText(a) + toText(b)).slice(0, maxText)
}

function isEqual(a: ModelRead, b: ModelRead): boolean {
  if (typeof a === 'object' || typeof b === 'object') return a === b
  return typeof a === 'string' || typeof b === 'string' ? toText(a) === toText(b) : toNumber(a) === toNumber(b)
}

/** NaN when the two are in no order. */
function compare(a: ModelRead, b: ModelRead): number {
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0
  return toNumber(a) - toNumber(b)
}

/** Applies `!` and `-`, the innermost first. */
export function applySigns(signs: string, value: ModelRead): ModelRead {
  let result = value
  for (const sign of signs) result = sign === '!' ? !toBoolean(result) : -toNumber(result)
  return result
}
