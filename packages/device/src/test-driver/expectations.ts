import type { ElementFacts, ElementQuery } from '../app-worker/test/messages.ts'
import { TestFailure } from './failures.ts'
import { describeMissing, describeQuery, lookFor, readElement } from './session.ts'
import type { HeldElement, TestSession } from './session.ts'
import { findDifference, isRecord, show, valueAt } from './values.ts'
import type { Plain } from './values.ts'
import type { elementStates } from './words.ts'

/** What came of looking: whether it is so, and what to say when it should be otherwise. */
export interface Verdict {
  isSo: boolean
  /** Said when it is not so: what was expected and what is there. */
  otherwise: string
  /** Said when it is so and should not be. */
  indeed: string
}

/** Fails unless it is as expected. */
export function demand({ isSo, otherwise, indeed }: Verdict, isExpected: boolean): void {
  if (isSo !== isExpected) throw new TestFailure('test.assertion', isExpected ? otherwise : indeed)
}

export function judgeEqual(is: Plain, should: Plain): Verdict {
  const place = findDifference(is, should)
  const where =
    place === undefined || place === ''
      ? ''
      : `\nFirst difference at ${place}: ${show(valueAt(is, place))}, expected ${show(valueAt(should, place))}`
  return {
    isSo: place === undefined,
    otherwise: `Expected ${show(should)}\nFound    ${show(is)}${where}`,
    indeed: `Expected anything but ${show(should)}, and it is that`,
  }
}

/** Whether a text has a part, or a list an element. */
export function judgeContains(is: Plain, part: Plain): Verdict {
  const isSo =
    typeof is === 'string'
      ? typeof part === 'string' && is.includes(part)
      : Array.isArray(is)
        ? is.some((one: Plain) => findDifference(one, part) === undefined)
        : isRecord(is) && typeof part === 'string' && Object.hasOwn(is, part)
  return {
    isSo,
    otherwise: `Expected something with ${show(part)} in it\nFound    ${show(is)}`,
    indeed: `Expected nothing with ${show(part)} in it\nFound    ${show(is)}`,
  }
}

export function judgeNumber(is: Plain, isSo: (value: number) => boolean, should: string): Verdict {
  return {
    isSo: typeof is === 'number' && isSo(is),
    otherwise: `Expected a number ${should}\nFound    ${show(is)}`,
    indeed: `Expected no number ${should}\nFound    ${show(is)}`,
  }
}

export function judgeLength(is: Plain, length: number): Verdict {
  const own =
    Array.isArray(is) || typeof is === 'string' ? is.length : isRecord(is) ? Object.keys(is).length : undefined
  return {
    isSo: own === length,
    otherwise: `Expected ${length} of them\nFound    ${own === undefined ? show(is) : `${own}: ${show(is)}`}`,
    indeed: `Expected any number of them but ${length}\nFound    ${show(is)}`,
  }
}

/** Whether a person sees such an element. */
export async function judgeShown(session: TestSession, query: ElementQuery): Promise<Verdict> {
  const { elements, near } = await lookFor(session, query, undefined)
  const seen = elements.filter(({ isVisible }) => isVisible)
  const hidden = elements.length > 0 ? `\nIt is there, and hidden: ${elements[0]!.described}` : ''
  return {
    isSo: seen.length > 0,
    otherwise: seen.length > 0 ? '' : (await describeMissing(session, query, near)) + hidden,
    indeed: `Expected no ${describeQuery(query)}, and there is ${seen[0]?.described ?? 'one'}`,
  }
}

const states: Readonly<Record<ElementState, (facts: ElementFacts) => boolean>> = {
  visible: ({ isVisible }: ElementFacts) => isVisible,
  hidden: ({ isVisible }: ElementFacts) => !isVisible,
  checked: ({ isChecked }: ElementFacts) => isChecked,
  selected: ({ isSelected }: ElementFacts) => isSelected,
  enabled: ({ isDisabled }: ElementFacts) => !isDisabled,
  disabled: ({ isDisabled }: ElementFacts) => isDisabled,
  focused: ({ isFocused }: ElementFacts) => isFocused,
}

export type ElementState = (typeof elementStates)[number]

export async function judgeState(element: HeldElement, state: ElementState): Promise<Verdict> {
  const facts = await readElement(element)
  return {
    isSo: states[state](facts),
    otherwise: `Expected ${facts.described} to be ${state}, and it is not`,
    indeed: `Expected ${facts.described} not to be ${state}, and it is`,
  }
}

/** Whether what an element says, or what was typed into it, is this. */
export async function judgeFact(
  element: HeldElement,
  fact: 'text' | 'value' | 'name',
  should: string,
): Promise<Verdict> {
  const facts = await readElement(element)
  const is = facts[fact]
  return {
    isSo: is === should,
    otherwise: `Expected the ${fact} ${show(should)} of ${facts.described}\nFound    ${show(is)}`,
    indeed: `Expected ${facts.described} to have another ${fact} than ${show(should)}`,
  }
}

export async function judgeScreen(session: TestSession, should: string): Promise<Verdict> {
  const { path } = await session.app.step<'screen'>({ kind: 'screen' })
  return {
    isSo: path === should,
    otherwise: `Expected the screen ${show(should)}\nFound    ${show(path)}`,
    indeed: `Expected another screen than ${show(should)}`,
  }
}
