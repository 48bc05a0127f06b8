import { readRole, roles } from '@mosis/screen'
import type { ElementFacts, ElementQuery, ElementTarget, TestStep } from '../app-worker/test/messages.ts'
import { TestFailure } from './failures.ts'
import { number, text, wrong } from './given.ts'
import type { Given } from './given.ts'
import type { Snapshots } from './snapshots.ts'
import type { ScreenPicture, TestedApp } from './tested-app.ts'
import { isRecord, show } from './values.ts'
import type { Plain } from './values.ts'

/** One test while it runs: its app, and what has been done with it. */
export interface TestSession {
  readonly app: TestedApp
  readonly given: Given
  readonly snapshots: Snapshots
  /** The name under which its snapshots are kept. */
  readonly name: string
  /** Screens to be drawn when the test is over. */
  readonly screens: Map<string, ScreenPicture>
  /** What the test did last, for a test that does not end. */
  lastDone: string
}

/** An element in the hands of a test. */
export interface HeldElement {
  session: TestSession
  target: ElementTarget
  /** As it was when it was found. */
  described: string
}

const queryFields = ['id', 'text', 'role', 'name', 'selector', 'index']

/** Reads what to look for: a text alone means an element with that text or name. */
export function readQuery(value: Plain, where: string): ElementQuery {
  if (typeof value === 'string') return { text: value }
  const should = `a text such as "Save", or a table with ${queryFields.join(', ')}`
  if (!isRecord(value) || Object.keys(value).length === 0) throw wrong(where, show(value), should)
  const unknown = Object.keys(value).find((field) => !queryFields.includes(field))
  if (unknown !== undefined) throw wrong(where, `a table with "${unknown}"`, `one with only ${queryFields.join(', ')}`)
  const query: ElementQuery = {}
  for (const field of ['id', 'text', 'name', 'selector'] as const) {
    if (value[field] !== undefined) query[field] = text(value[field], `${where}.${field}`)
  }
  if (value['role'] !== undefined) {
    const word = text(value['role'], `${where}.role`)
    const role = readRole(word)
    if (role === undefined) throw wrong(`${where}.role`, `"${word}"`, `one of ${roles.join(', ')}`)
    query.role = role
  }
  if (value['index'] !== undefined) query.index = number(value['index'], `${where}.index`, 1, 100_000)
  return query
}

/** What was looked for, in a message. */
export function describeQuery({ id, text: said, role, name, selector, index }: ElementQuery): string {
  const parts = [
    role ?? 'element',
    ...(id === undefined ? [] : [`with the id "${id}"`]),
    ...(selector === undefined ? [] : [`that fits the selector "${selector}"`]),
    ...(said === undefined ? [] : [`with the text "${said}"`]),
    ...(name === undefined ? [] : [`with the name "${name}"`]),
    ...(index === undefined ? [] : [`number ${index}`]),
  ]
  return parts.join(' ')
}

/** The first element that fits; a failure that names what comes near when there is none. */
export async function findElement(
  session: TestSession,
  query: ElementQuery,
  inside?: HeldElement,
): Promise<HeldElement> {
  const { elements, near } = await lookFor(session, query, inside)
  const [first] = elements
  if (first) return hold(session, first, query, inside)
  throw new TestFailure('test.element_not_found', await describeMissing(session, query, near))
}

/** Every element that fits, perhaps none. */
export async function findElements(
  session: TestSession,
  query: ElementQuery,
  inside?: HeldElement,
): Promise<HeldElement[]> {
  const { elements } = await lookFor(session, query, inside)
  return elements.map((facts) => hold(session, facts, undefined, inside))
}

export function lookFor(session: TestSession, query: ElementQuery, inside: HeldElement | undefined) {
  session.lastDone = `look for ${describeQuery(query)}`
  return session.app.step<'find'>({ kind: 'find', query, ...(inside && { inside: inside.target }) })
}

/** Why there is no such element, and what there is. */
export async function describeMissing(
  session: TestSession,
  query: ElementQuery,
  near: readonly string[],
): Promise<string> {
  const { path, nowMs, nextTimerMs } = await session.app.step<'screen'>({ kind: 'screen' })
  const lines = [`There is no ${describeQuery(query)} on ${path}`]
  if (near.length > 0) lines.push(`Near it: ${near.join('\n         ')}`)
  if (nextTimerMs !== null)
    lines.push(`A timer waits: its time comes with app:advance(${Math.ceil(nextTimerMs - nowMs)})`)
  return lines.join('\n')
}

function hold(
  session: TestSession,
  facts: ElementFacts,
  query: ElementQuery | undefined,
  inside: HeldElement | undefined,
): HeldElement {
  const { number: own, described } = facts
  return {
    session,
    described,
    target: { number: own, ...(query && { query }), ...(inside && { inside: inside.target }) },
  }
}

/** What is known of an element now. */
export function readElement({ session, target }: HeldElement): Promise<ElementFacts> {
  return session.app.step<'read'>({ kind: 'read', target })
}

/** Does something that a person does. */
export async function doStep(
  session: TestSession,
  step: Exclude<
    TestStep,
    { kind: 'find' | 'read' | 'style' | 'screen' | 'now' | 'tree' | 'calls' | 'usage' | 'handlers' }
  >,
  what: string,
) {
  session.lastDone = what
  return session.app.step(step)
}
