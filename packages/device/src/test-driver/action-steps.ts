import type { Direction } from '../app-worker/test/messages.ts'
import { demand, judgeContains, judgeEqual, judgeFact, judgeScreen, judgeShown, judgeState } from './expectations.ts'
import { number, oneOf, pictureName, readPermission, text, wrong } from './given.ts'
import { readRule } from './network-script.ts'
import { normalClose } from './scripted-sockets.ts'
import { doStep, findElement, readQuery } from './session.ts'
import type { HeldElement, TestSession } from './session.ts'
import { isRecord, show } from './values.ts'
import type { Plain, PlainRecord } from './values.ts'
import { elementStates, permissionAnswers } from './words.ts'

/** Does one step of an action file; `where` names it in messages. */
type Step = (session: TestSession, value: Plain, where: string) => Promise<void>

const directions: readonly Direction[] = ['left', 'right', 'up', 'down']
const standardPressMs = 600
const standardSwipe = 200
const standardSettleMs = 5000
const longestMs = 366 * 24 * 3600 * 1000

/** Every step by its name. */
export const actionSteps: Readonly<Record<string, Step>> = {
  tap: async (session, value, where) => tap(session, await find(session, value, where), 1),
  double_tap: async (session, value, where) => tap(session, await find(session, value, where), 2),
  async long_press(session, value, where) {
    const { ms, ...query } = isRecord(value) ? value : { ms: undefined, text: value }
    const { target } = await find(session, query, where)
    const length = ms === undefined ? standardPressMs : number(ms, `${where}.ms`, 0, longestMs)
    await doStep(session, { kind: 'long-press', target, ms: length }, where)
  },
  async type(session, value, where) {
    if (typeof value === 'string') {
      await doStep(session, { kind: 'type', text: value, isReplacing: false }, where)
      return
    }
    const { into, text: typed } = fieldsOf(value, ['into', 'text'], where)
    const { target } = await find(session, into, `${where}.into`)
    await doStep(session, { kind: 'type', target, text: text(typed, `${where}.text`), isReplacing: false }, where)
  },
  async fill(session, value, where) {
    const { into, text: typed } = fieldsOf(value, ['into', 'text'], where)
    const { target } = await find(session, into, `${where}.into`)
    await doStep(session, { kind: 'type', target, text: text(typed, `${where}.text`), isReplacing: true }, where)
  },
  async choose(session, value, where) {
    const { in: select, option } = fieldsOf(value, ['in', 'option'], where)
    const { target } = await find(session, select, `${where}.in`)
    await doStep(session, { kind: 'choose', target, option: text(option, `${where}.option`) }, where)
  },
  async slide(session, value, where) {
    const { on, to } = fieldsOf(value, ['on', 'to'], where)
    const { target } = await find(session, on, `${where}.on`)
    await doStep(session, { kind: 'slide', target, value: number(to, `${where}.to`, -1e9, 1e9) }, where)
  },
  async swipe(session, value, where) {
    const { direction, on, distance } =
      typeof value === 'string' ? { direction: value } : fieldsOf(value, ['direction', 'on', 'distance'], where)
    const element = on === undefined ? undefined : await find(session, on, `${where}.on`)
    const way = oneOf(direction, directions, typeof value === 'string' ? where : `${where}.direction`)
    const length = distance === undefined ? standardSwipe : number(distance, `${where}.distance`, 1, 10_000)
    const target = element && { target: element.target }
    await doStep(session, { kind: 'swipe', direction: way, distance: length, ...target }, where)
  },
  async key(session, value, where) {
    await doStep(session, { kind: 'key', key: text(value, where), modifiers: {} }, where)
  },
  async press(session, value, where) {
    if (oneOf(value, ['back', 'home'], where) === 'home') await session.app.leave()
    else await doStep(session, { kind: 'back' }, where)
  },
  open: (session) => session.app.enter(),
  restart: (session) => session.app.restart(),
  async screenshot(session, value, where) {
    session.screens.set(pictureName(text(value, where), where), await session.app.picture())
  },
  advance,
  wait: advance,
  async settle(session, value, where) {
    const maxMs = value === true ? standardSettleMs : number(value, where, 0, longestMs)
    await doStep(session, { kind: 'settle', maxMs }, where)
  },
  network(session, value, where) {
    const rules = Object.entries(recordOf(value, where)).map(([key, answer]) =>
      readRule(key, answer, `${where}["${key}"]`),
    )
    session.app.addAnswers(rules)
    return Promise.resolve()
  },
  offline: (session, value) => session.app.setOffline(value !== false),
  async receive(session, value, where) {
    for (const [url, message] of Object.entries(recordOf(value, where))) {
      const texts = Array.isArray(message) ? (message as readonly Plain[]) : [message]
      for (const one of texts) await session.app.tellSocket(url, text(one, `${where}["${url}"]`))
    }
  },
  hang_up: (session, value, where) => session.app.hangUp(text(value, where), normalClose),
  permission(session, value, where) {
    for (const [name, answer] of Object.entries(recordOf(value, where))) {
      session.app.answerPermission(readPermission(name, where), oneOf(answer, permissionAnswers, `${where}.${name}`))
    }
    return Promise.resolve()
  },
  async expect(session, value, where) {
    const wanted = Object.entries(recordOf(value, where))
    if (wanted.length === 0) throw wrong(where, 'empty', `one of ${Object.keys(expectations).join(', ')}`)
    for (const [name, should] of wanted) await pick(expectations, name, where)(session, should, `${where}.${name}`)
  },
}

async function advance(session: TestSession, value: Plain, where: string): Promise<void> {
  await doStep(session, { kind: 'advance', ms: number(value, where, 0, longestMs) }, where)
}

/** What an `expect` may say. */
export const expectations: Readonly<Record<string, Step>> = {
  async shows(session, value, where) {
    for (const one of listOf(value)) demand(await judgeShown(session, readQuery(one, where)), true)
  },
  async hides(session, value, where) {
    for (const one of listOf(value)) demand(await judgeShown(session, readQuery(one, where)), false)
  },
  async screen(session, value, where) {
    demand(await judgeScreen(session, text(value, where)), true)
  },
  async element(session, value, where) {
    const { find: query, ...wanted } = fieldsOf(value, ['find', 'text', 'value', 'name', ...elementStates], where)
    const element = await find(session, query, `${where}.find`)
    for (const fact of ['text', 'value', 'name'] as const) {
      if (wanted[fact] !== undefined)
        demand(await judgeFact(element, fact, text(wanted[fact], `${where}.${fact}`)), true)
    }
    for (const state of elementStates) {
      if (wanted[state] !== undefined) demand(await judgeState(element, state), wanted[state] !== false)
    }
  },
  /** The whole file, as text or, for what is no text, as its JSON. */
  async storage(session, value, where) {
    for (const [path, should] of Object.entries(recordOf(value, where))) {
      const bytes = await session.app.readStorage(path)
      const is = bytes?.toString('utf8')
      demand(judgeEqual(should === null || typeof should === 'string' ? is : parse(is), should), true)
    }
  },
  log(session, value, where) {
    const lines = session.app.log.map((line) => (line.type === 'error' ? line.message : line.text))
    demand(judgeContains(lines.join('\n'), text(value, where)), true)
    return Promise.resolve()
  },
  async calls(session, value, where) {
    const calls = await session.app.step<'calls'>({ kind: 'calls' })
    for (const [name, should] of Object.entries(recordOf(value, where)))
      demand(judgeEqual(calls[name] ?? 0, should), true)
  },
  /** Everything that the app sent on WebSockets with an address. */
  sent(session, value, where) {
    for (const [url, should] of Object.entries(recordOf(value, where)))
      demand(judgeEqual(session.app.sent(url), [...listOf(should)]), true)
    return Promise.resolve()
  },
  async snapshot(session, value, where) {
    const name = value === true ? session.name : `${session.name} > ${text(value, where)}`
    session.snapshots.check(name, await session.app.step<'tree'>({ kind: 'tree' }))
  },
}

/** The entry of a table of steps, or a failure that says which there are. */
export function pick(table: Readonly<Record<string, Step>>, name: string, where: string): Step {
  const step = Object.hasOwn(table, name) ? table[name] : undefined
  if (step) return step
  throw wrong(where, `"${name}"`, `one of ${Object.keys(table).join(', ')}`)
}

async function tap(session: TestSession, { target, described }: HeldElement, times: number): Promise<void> {
  await doStep(session, { kind: 'tap', target, times }, `tap ${described}`)
}

async function find(session: TestSession, value: Plain, where: string): Promise<HeldElement> {
  return findElement(session, readQuery(value, where))
}

function fieldsOf(value: Plain, known: readonly string[], where: string): PlainRecord {
  const record = recordOf(value, where)
  const unknown = Object.keys(record).find((name) => !known.includes(name))
  if (unknown === undefined) return record
  throw wrong(where, `something with "${unknown}"`, `one with ${known.join(', ')}`)
}

function recordOf(value: Plain, where: string): PlainRecord {
  if (isRecord(value)) return value
  throw wrong(where, show(value), 'an object')
}

const listOf = (value: Plain): readonly Plain[] => (Array.isArray(value) ? (value as readonly Plain[]) : [value])

function parse(text: string | undefined): Plain {
  if (text === undefined) return undefined
  try {
    return JSON.parse(text) as Plain
  } catch {
    // Text that is no JSON is compared as what it is.
    return text
  }
}
