import type { Arguments, HostAnswer, LuaInput, Sandbox } from '@mosis/sandbox'
import type { Direction } from '../app-worker/test/messages.ts'
import {
  demand,
  judgeContains,
  judgeEqual,
  judgeFact,
  judgeLength,
  judgeNumber,
  judgeScreen,
  judgeShown,
  judgeState,
} from './expectations.ts'
import type { ElementState, Verdict } from './expectations.ts'
import { TestFailure } from './failures.ts'
import { oneOf, readGiven, readPermission, standardNowMs } from './given.ts'
import { elementAt, guard, guardMethods, heldAt, plainAt } from './lua-arguments.ts'
import { readRule } from './network-script.ts'
import { closeCodes, normalClose } from './scripted-sockets.ts'
import { pictureName } from './given.ts'
import { doStep, findElement, findElements, lookFor, readElement, readQuery } from './session.ts'
import type { HeldElement, TestSession } from './session.ts'
import { readSources } from './sources-script.ts'
import { show, toPlain } from './values.ts'
import type { Plain } from './values.ts'
import { elementStates, permissionAnswers } from './words.ts'

/** Functions of a class by name. */
type Methods<T extends object> = Record<string, (object: T, call: Arguments) => HostAnswer | Promise<HostAnswer>>

/** What a test expects something of. */
interface Expectation {
  value: Plain
  element: HeldElement | undefined
  session: TestSession | undefined
  isNever: boolean
}

const directions: readonly Direction[] = ['left', 'right', 'up', 'down']
const standardPressMs = 600
const standardSwipe = 200
const standardSettleMs = 5000
const longestMs = 366 * 24 * 3600 * 1000

/** Gives a test's Lua the app, its elements and what can be expected of them. */
export function defineTestClasses(sandbox: Sandbox, files: ReadonlyMap<string, Uint8Array>): void {
  sandbox.defineClass<HeldElement>({
    name: 'Element',
    tostring: ({ described }) => described,
    get: (element, key) => guard(() => readProperty(element, String(key))),
    methods: guardMethods(elementMethods(sandbox)),
  })
  sandbox.defineClass<TestSession>({
    name: 'App',
    get: (session, key) => guard(() => readAppProperty(session, String(key))),
    methods: guardMethods(appMethods(sandbox, files)),
  })
  sandbox.defineClass<Expectation>({
    name: 'Expectation',
    get: (_, key) => guard(() => unknown('expect(…)', String(key))),
    methods: guardMethods(expectationMethods()),
  })
  sandbox.setGlobal('expect', (call) => sandbox.toLua('Expectation', readExpectation(call, false)))
  sandbox.setGlobal('expect_not', (call) => sandbox.toLua('Expectation', readExpectation(call, true)))
}

/** What a test does with an element. */
export function elementMethods(sandbox: Sandbox): Methods<HeldElement> {
  const toElement = (element: HeldElement): LuaInput => sandbox.toLua('Element', element)

  return {
    tap: (element) => tap(element, 1),
    double_tap: (element) => tap(element, 2),
    long_press: (element, call) => longPress(element, millisecondsAt(call, 1, standardPressMs)),
    type: (element, call) => type(element.session, element, call.text(1, 'text'), false),
    fill: (element, call) => type(element.session, element, call.text(1, 'text'), true),
    clear: (element) => type(element.session, element, '', true),
    choose: (element, call) => choose(element, call.text(1, 'option')),
    slide: (element, call) => slide(element, call.number(1, 'value')),
    swipe: (element, call) => swipe(element.session, element, call),
    drag_to: (element, call) => dragTo(element, elementAt(element.session, call, 1)),
    key: (element, call) => pressKey(element.session, element, call),
    async attribute(element, call) {
      const name = call.text(1, 'name')
      return (await readElement(element)).attributes[name]
    },
    async style(element, call) {
      const property = call.text(1, 'property')
      return element.session.app.step<'style'>({ kind: 'style', target: element.target, property })
    },
    async find(element, call) {
      const query = readQuery(plainAt(call, 1), 'element:find')
      return toElement(await findElement(element.session, query, element))
    },
    async find_all(element, call) {
      const query = readQuery(plainAt(call, 1), 'element:find_all')
      return (await findElements(element.session, query, element)).map(toElement)
    },
    async has(element, call) {
      const query = readQuery(plainAt(call, 1), 'element:has')
      return (await lookFor(element.session, query, element)).elements.some(({ isVisible }) => isVisible)
    },
  }
}

/** What a test does with its app. */
export function appMethods(sandbox: Sandbox, files: ReadonlyMap<string, Uint8Array>): Methods<TestSession> {
  const toElement = (element: HeldElement): LuaInput => sandbox.toLua('Element', element)
  return {
    async find(session, call) {
      const query = readQuery(plainAt(call, 1), 'app:find')
      return toElement(await findElement(session, query))
    },
    async find_all(session, call) {
      const query = readQuery(plainAt(call, 1), 'app:find_all')
      return (await findElements(session, query)).map(toElement)
    },
    async has(session, call) {
      const query = readQuery(plainAt(call, 1), 'app:has')
      return (await lookFor(session, query, undefined)).elements.some(({ isVisible }) => isVisible)
    },
    async tap(session, call) {
      await tap(await elementAt(session, call, 1)(), 1)
    },
    async double_tap(session, call) {
      await tap(await elementAt(session, call, 1)(), 2)
    },
    async long_press(session, call) {
      const find = elementAt(session, call, 1)
      const ms = millisecondsAt(call, 2, standardPressMs)
      await longPress(await find(), ms)
    },
    /** With one argument where the focus is, with two into an element. */
    async type(session, call) {
      if (call.count < 2) return type(session, undefined, call.text(1, 'text'), false)
      const find = elementAt(session, call, 1)
      const text = call.text(2, 'text')
      return type(session, await find(), text, false)
    },
    async fill(session, call) {
      const find = elementAt(session, call, 1)
      const text = call.text(2, 'text')
      await type(session, await find(), text, true)
    },
    async choose(session, call) {
      const find = elementAt(session, call, 1)
      const option = call.text(2, 'option')
      await choose(await find(), option)
    },
    async slide(session, call) {
      const find = elementAt(session, call, 1)
      const value = call.number(2, 'value')
      await slide(await find(), value)
    },
    swipe: (session, call) => swipe(session, undefined, call),
    key: (session, call) => pressKey(session, undefined, call),
    press: (session, call) => pressButton(session, call),
    async advance(session, call) {
      const ms = millisecondsAt(call, 1)
      await doStep(session, { kind: 'advance', ms }, `app:advance(${ms})`)
    },
    async settle(session, call) {
      const maxMs = millisecondsAt(call, 1, standardSettleMs)
      await doStep(session, { kind: 'settle', maxMs }, 'app:settle()')
    },
    async tree(session) {
      return session.app.step<'tree'>({ kind: 'tree' })
    },
    async screenshot(session, call) {
      const name = pictureName(call.text(1, 'name'), 'app:screenshot: argument 1')
      session.screens.set(name, await session.app.picture())
    },
    log: ({ app }, call) => readLog(app, call),
    errors: ({ app }) => app.takeErrors().map(({ code, message, path, line }) => ({ code, message, path, line })),
    requests: ({ app }) => app.requests.map((request) => ({ ...request })),
    asked: ({ app }) => [...app.askedPermissions],
    async storage({ app }, call) {
      if (call.isAbsent(1)) return app.listStorage()
      const path = call.text(1, 'path')
      const contents = await app.readStorage(path)
      return contents && new Uint8Array(contents)
    },
    rows: ({ app }, call) => app.rows(call.text(1, 'database'), call.text(2, 'table')),
    async calls({ app }, call) {
      const name = call.isAbsent(1) ? undefined : call.text(1, 'name')
      const calls = await app.step<'calls'>({ kind: 'calls' })
      return name === undefined ? calls : (calls[name] ?? 0)
    },
    async usage({ app }) {
      const usage = await app.step<'usage'>({ kind: 'usage' })
      return {
        instructions: usage.instructions,
        last_action: usage.lastAction,
        memory_bytes: usage.memoryBytes,
        peak_memory_bytes: usage.peakMemoryBytes,
        waiting: usage.waiting,
        cut_offs: usage.cutOffs,
      }
    },
    async handlers({ app }) {
      const runs = await app.step<'handlers'>({ kind: 'handlers' })
      return runs.map(({ name, kind, instructions, limit, path, line, error }) => {
        return { name, kind, instructions, limit, path, line, error }
      })
    },
    async set({ app }, call) {
      await app.change(readGiven(plainAt(call, 1), 'app:set', files))
    },
    async provide({ app }, call) {
      await app.provide(readSources(plainAt(call, 1), 'app:provide', files))
    },
    phone({ app }) {
      const { clipboard, notifications, contacts, cameras, microphones } = app.phone()
      return {
        clipboard,
        notifications: notifications.map(({ title, body }) => ({ title, body })),
        contacts: contacts?.map(({ name, phone, email }) => ({ name, phone, email })),
        cameras,
        microphones,
      }
    },
    restart: ({ app }) => app.restart(),
    open: ({ app }) => app.enter(),
    network({ app }, call) {
      const key = call.text(1, 'request')
      app.addAnswers([readRule(key, plainAt(call, 2), `app:network("${key}")`)])
    },
    offline: ({ app }, call) => app.setOffline(call.isAbsent(1) || call.truth(1)),
    receive: ({ app }, call) => app.tellSocket(call.text(1, 'url'), call.text(2, 'message')),
    hang_up: ({ app }, call) =>
      app.hangUp(call.text(1, 'url'), call.isAbsent(2) ? normalClose : call.integer(2, 'code', closeCodes)),
    sent: ({ app }, call) => app.sent(call.isAbsent(1) ? undefined : call.text(1, 'url')),
    permission({ app }, call) {
      const name = readPermission(call.text(1, 'permission'), 'app:permission: argument 1')
      app.answerPermission(name, oneOf(call.text(2, 'answer'), permissionAnswers, 'app:permission: argument 2'))
    },
  }
}

function readExpectation(call: Arguments, isNever: boolean): Expectation {
  const element = heldAt(call, 1)
  const value = call.value(1)
  const isApp = typeof value === 'object' && value !== null && 'className' in value && value.className === 'App'
  const session = isApp ? call.object<TestSession>(1, 'app', 'App') : element?.session
  return { value: toPlain(value), element, session: isApp ? session : undefined, isNever }
}

/** What a test may expect. */
export function expectationMethods(): Methods<Expectation> {
  const judged =
    (judge: (expectation: Expectation, call: Arguments) => Verdict | Promise<Verdict>): Methods<Expectation>[string] =>
    (expectation, call) => {
      const verdict = judge(expectation, call)
      if (verdict instanceof Promise) return verdict.then((one) => demand(one, !expectation.isNever))
      demand(verdict, !expectation.isNever)
      return undefined
    }
  const methods: Methods<Expectation> = {
    equals: judged(({ value }, call) => judgeEqual(value, plainAt(call, 1))),
    contains: judged((expectation, call) => contains(expectation, plainAt(call, 1))),
    is_nil: judged(({ value }) => judgeEqual(value, undefined)),
    is_true: judged(({ value }) => judgeEqual(value, true)),
    is_false: judged(({ value }) => judgeEqual(value, false)),
    is_above: judged(({ value }, call) => {
      const limit = call.number(1, 'limit')
      return judgeNumber(value, (is) => is > limit, `above ${limit}`)
    }),
    is_below: judged(({ value }, call) => {
      const limit = call.number(1, 'limit')
      return judgeNumber(value, (is) => is < limit, `below ${limit}`)
    }),
    is_between: judged(({ value }, call) => {
      const [low, high] = [call.number(1, 'low'), call.number(2, 'high')]
      return judgeNumber(value, (is) => is >= low && is <= high, `from ${low} to ${high}`)
    }),
    has_length: judged(({ value }, call) => judgeLength(value, call.integer(1, 'length', { min: 0 }))),
    has_text: judged((expectation, call) => judgeFact(elementOf(expectation), 'text', call.text(1, 'text'))),
    has_value: judged((expectation, call) => judgeFact(elementOf(expectation), 'value', call.text(1, 'value'))),
    has_name: judged((expectation, call) => judgeFact(elementOf(expectation), 'name', call.text(1, 'name'))),
    shows: judged((expectation, call) => judgeShown(appOf(expectation), readQuery(plainAt(call, 1), 'shows'))),
    is_on: judged((expectation, call) => judgeScreen(appOf(expectation), call.text(1, 'screen'))),
    async matches_snapshot(expectation, call) {
      const name = call.isAbsent(1) ? undefined : call.text(1, 'name')
      const { element } = expectation
      const session = element?.session ?? appOf(expectation)
      const text = await session.app.step<'tree'>({ kind: 'tree', ...(element && { inside: element.target }) })
      session.snapshots.check(name === undefined ? session.name : `${session.name} > ${name}`, text)
    },
  }
  for (const state of elementStates) {
    methods[`is_${state}`] = judged((expectation) => judgeState(elementOf(expectation), state satisfies ElementState))
  }
  return methods
}

async function contains({ value, element }: Expectation, part: Plain): Promise<Verdict> {
  if (!element) return judgeContains(value, part)
  const facts = await readElement(element)
  return judgeContains(facts.value ?? facts.text, part)
}

function elementOf({ element, value }: Expectation): HeldElement {
  if (element) return element
  throw new TestFailure(
    'test.usage',
    `This is expected of an element, such as expect(app:find("Save")); it is ${show(value)}`,
  )
}

function appOf({ session, value, element }: Expectation): TestSession {
  if (session) return session
  const is = element ? element.described : show(value)
  throw new TestFailure('test.usage', `This is expected of the app: expect(app):shows("Saved"); it is ${is}`)
}

async function tap(element: HeldElement, times: number): Promise<void> {
  const { session, target, described } = element
  await doStep(session, { kind: 'tap', target, times }, `tap ${described}`)
}

async function longPress({ session, target, described }: HeldElement, ms: number): Promise<void> {
  await doStep(session, { kind: 'long-press', target, ms }, `press ${described} long`)
}

async function type(session: TestSession, element: HeldElement | undefined, text: string, isReplacing: boolean) {
  await doStep(
    session,
    { kind: 'type', text, isReplacing, ...(element && { target: element.target }) },
    `type ${show(text)}`,
  )
}

async function choose({ session, target, described }: HeldElement, option: string): Promise<void> {
  await doStep(session, { kind: 'choose', target, option }, `choose "${option}" in ${described}`)
}

async function slide({ session, target, described }: HeldElement, value: number): Promise<void> {
  await doStep(session, { kind: 'slide', target, value }, `slide ${described}`)
}

async function swipe(session: TestSession, element: HeldElement | undefined, call: Arguments): Promise<void> {
  const direction = oneOf(call.text(1, 'direction'), directions, `${call.functionName}: argument 1`)
  const distance = call.isAbsent(2) ? standardSwipe : call.number(2, 'distance')
  const target = element && { target: element.target }
  await doStep(session, { kind: 'swipe', direction, distance, ...target }, `swipe ${direction}`)
}

async function dragTo({ session, target, described }: HeldElement, find: () => Promise<HeldElement>): Promise<void> {
  const onto = await find()
  await doStep(session, { kind: 'drag', target, x: standardSwipe, y: 0, onto: onto.target }, `drag ${described}`)
}

async function pressKey(session: TestSession, element: HeldElement | undefined, call: Arguments): Promise<void> {
  const key = call.text(1, 'key')
  const names = ['ctrl', 'shift', 'alt', 'meta'] as const
  const given = call.isAbsent(2) ? [] : plainAt(call, 2)
  const list: readonly Plain[] = Array.isArray(given) ? given : [given]
  const modifiers = Object.fromEntries(list.map((one) => [oneOf(one, names, `${call.functionName}: argument 2`), true]))
  await doStep(session, { kind: 'key', key, modifiers, ...(element && { target: element.target }) }, `key ${key}`)
}

async function pressButton(session: TestSession, call: Arguments): Promise<HostAnswer> {
  const button = oneOf(call.text(1, 'button'), ['back', 'home'], 'app:press: argument 1')
  if (button === 'back') return session.app.step<'back'>({ kind: 'back' })
  await session.app.leave()
  return undefined
}

function millisecondsAt(call: Arguments, index: number, otherwise?: number): number {
  if (otherwise !== undefined && call.isAbsent(index)) return otherwise
  const ms = call.number(index, 'milliseconds')
  if (ms >= 0 && ms <= longestMs) return ms
  return call.wrong(index, 'milliseconds', String(ms), 'from 0 to a year')
}

function readLog(app: TestSession['app'], call: Arguments): HostAnswer {
  const level = call.isAbsent(1)
    ? undefined
    : oneOf(call.text(1, 'level'), ['info', 'warning', 'error'], 'app:log: argument 1')
  const lines = app.log.map((line) =>
    line.type === 'error'
      ? { level: 'error', text: line.message, path: line.path, line: line.line }
      : { level: line.level, text: line.text, path: line.path, line: line.line },
  )
  return lines.filter((line) => level === undefined || line.level === level)
}

export const elementProperties =
  'id tag role name text value class visible checked selected enabled disabled focused exists'

async function readProperty(element: HeldElement, key: string): Promise<HostAnswer> {
  if (!elementProperties.split(' ').includes(key)) return unknown('An element', key, elementProperties)
  if (key === 'exists') return exists(element)
  const facts = await readElement(element)
  const values: Record<string, LuaInput> = {
    id: facts.id,
    tag: facts.tag,
    role: facts.role,
    name: facts.name,
    text: facts.text,
    value: facts.value,
    class: facts.classes.join(' '),
    visible: facts.isVisible,
    checked: facts.isChecked,
    selected: facts.isSelected,
    enabled: !facts.isDisabled,
    disabled: facts.isDisabled,
    focused: facts.isFocused,
  }
  return values[key]
}

async function exists(element: HeldElement): Promise<boolean> {
  try {
    await readElement(element)
    return true
  } catch (error) {
    if (error instanceof TestFailure && error.code === 'test.element_gone') return false
    throw error
  }
}

export const appProperties = 'screen title text now ended'

async function readAppProperty(session: TestSession, key: string): Promise<HostAnswer> {
  if (!appProperties.split(' ').includes(key)) return unknown('The app', key, appProperties)
  if (key === 'ended') {
    const end = session.app.takeEnd()
    return end && { reason: end.reason, code: end.code ?? end.crash?.type, message: end.message ?? end.crash?.message }
  }
  const facts = await session.app.step<'screen'>({ kind: 'screen' })
  if (key === 'screen') return facts.path
  if (key === 'title') return facts.title
  if (key === 'text') return facts.text
  return facts.nowMs - (session.given.nowMs ?? standardNowMs)
}

function unknown(what: string, key: string, known?: string): never {
  const list = known === undefined ? 'See docs/guides/test-an-app.md' : `There are ${known.split(' ').join(', ')}`
  throw new TestFailure('test.usage', `${what} has no "${key}". ${list}; methods are called with a colon`)
}
