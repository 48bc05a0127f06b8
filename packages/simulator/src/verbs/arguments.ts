import { SimulatorError } from '../errors.ts'

/** What a verb was given. It comes over a socket, so nothing of it is believed. */
export type Args = Readonly<Record<string, unknown>>

const wrong = (name: string, expected: string, value: unknown) =>
  new SimulatorError(
    'simulator.wrong_argument',
    `Wrong "${name}": ${JSON.stringify(value) ?? 'nothing'} is not ${expected}`,
  )

/** A text that must be there. */
export function textOf(args: Args, name: string): string {
  const value = args[name]
  if (typeof value === 'string') return value
  throw wrong(name, 'a text', value)
}

/** A text that may be left out. */
export const findText = (args: Args, name: string) => (args[name] === undefined ? undefined : textOf(args, name))

/** A number that must be there. */
export function numberOf(args: Args, name: string): number {
  const value = args[name]
  if (typeof value === 'number' && Number.isFinite(value)) return value
  throw wrong(name, 'a number', value)
}

/** A number that may be left out. */
export const findNumber = (args: Args, name: string) => (args[name] === undefined ? undefined : numberOf(args, name))

/** One of these words. */
export function choiceOf<const Choice extends string>(args: Args, name: string, choices: readonly Choice[]): Choice {
  const value = args[name]
  const choice = choices.find((each) => each === value)
  if (choice !== undefined) return choice
  throw wrong(name, `one of ${choices.join(', ')}`, value)
}

/** A list of objects. */
export function rowsOf(args: Args, name: string): Record<string, unknown>[] {
  const value = args[name]
  if (Array.isArray(value) && value.every((row) => typeof row === 'object' && row !== null)) {
    return value as Record<string, unknown>[]
  }
  throw wrong(name, 'a list of objects', value)
}
