import {
  chooseOption,
  controlKind,
  isDisabled,
  isShown,
  keyIdentifierOf,
  screenText,
  ScreenError,
  setValue,
} from '@mosis/screen'
import type { ScreenDocument, ScreenElement } from '@mosis/screen'
import type { HandlerRun } from '../../inspect.ts'
import { assetName } from '../package-files.ts'
import type { Ring } from '../ring.ts'
import type { Session } from '../session.ts'
import type { TrialBounds, TrialClock } from '../trial/clock.ts'
import type { OpenAsks } from './asks.ts'
import { describeElement, factsOf, findElements, findOption, nearElements } from './find.ts'
import { createHands, readKey, wayOf } from './hands.ts'
import type { ElementQuery, ElementTarget, FoundElements, TestAnswer, TestStep } from './messages.ts'
import { writeTree } from './tree.ts'

export interface TesterOptions {
  session: () => Session
  clock: TrialClock
  asks: OpenAsks
  /** Brings what is on the screen up to date with what the app did. */
  refresh: () => void
  handlers: Ring<HandlerRun>
}

/** Does the steps of a test in the app's thread. */
export interface Tester {
  take(step: TestStep): Promise<TestAnswer>
  /** While the first screen waits for what takes time, nobody can act: then time goes by itself. */
  passTimeUntil(opening: Promise<void>): Promise<void>
}

/** A test has a time limit of its own. */
export const testBounds: TrialBounds = { maxTimersRun: 500_000, maxRealMs: 3_600_000 }

/** Why a step cannot be done, for whoever wrote the test. */
class StepFailure extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

type StepValue = Extract<TestAnswer, { ok: true }>['value']

/** Steps that change nothing. */
const looking: ReadonlySet<TestStep['kind']> = new Set(
  'find read style screen now tree calls usage handlers'.split(' ') as TestStep['kind'][],
)

/** Turns without anything open after which nothing more comes by itself: opening a screen takes several. */
const calmTurns = 6
/** A finger on its way is seen so often. */
const moveMs = 16
const moves = 8

export function createTester({ session, clock, asks, refresh, handlers }: TesterOptions): Tester {
  const hands = createHands(() => session().screen)
  const elements = new Map<number, ScreenElement>()
  const numbers = new WeakMap<ScreenElement, number>()
  let nextNumber = 1
  let lastAction = 0

  return {
    passTimeUntil,
    async take(step) {
      try {
        refresh()
        return { kind: 'test', ok: true, value: looking.has(step.kind) ? look(step) : await measure(step) }
      } catch (error) {
        if (error instanceof StepFailure) return { kind: 'test', ok: false, code: error.code, message: error.message }
        if (error instanceof ScreenError) return { kind: 'test', ok: false, code: 'test.usage', message: error.message }
        throw error
      }
    },
  }

  async function passTimeUntil(opening: Promise<void>): Promise<void> {
    let isOpen = false
    const note = () => void (isOpen = true)
    opening.then(note, note)
    for (;;) {
      await calm()
      const nextMs = clock.nextMs()
      // Without a timer nothing will ever come; a test has its limit for that.
      if (isOpen || nextMs === null) return
      await clock.advance(nextMs - clock.now(), calm)
    }
  }

  async function measure(step: TestStep): Promise<StepValue> {
    const before = session().sandbox.usage().instructions
    const value = await act(step)
    lastAction = session().sandbox.usage().instructions - before
    return value
  }

  function look(step: TestStep): StepValue {
    switch (step.kind) {
      case 'find':
        return find(step.query, step.inside)
      case 'read': {
        const element = elementOf(step.target)
        return factsOf(element, numberOf(element))
      }
      case 'style':
        return styleOf(elementOf(step.target), step.property)
      case 'tree':
        return writeTree(step.inside ? elementOf(step.inside) : documentNow().body)
      case 'screen':
        return lookAtScreen()
      case 'now':
        return clock.now()
      case 'usage':
        return { ...session().sandbox.usage(), lastAction }
      case 'handlers':
        return handlers.entries()
      default:
        return Object.fromEntries(session().sandbox.calls())
    }
  }

  async function act(step: TestStep): Promise<StepValue> {
    switch (step.kind) {
      case 'calm':
        break
      case 'begin':
        nextNumber = step.firstNumber
        break
      case 'advance':
        await clock.advance(step.ms, calm)
        break
      case 'settle':
        await clock.advanceUntilIdle(step.maxMs, calm)
        break
      case 'back': {
        session().sandbox.noteGesture()
        const isBack = session().navigation.back()
        await calm()
        return isBack
      }
      default:
        // What a person does is the reason for which an app may ask for hardware.
        session().sandbox.noteGesture()
        await touch(step)
    }
    await calm()
    return undefined
  }

  async function touch(step: TestStep): Promise<void> {
    switch (step.kind) {
      case 'tap':
        hands.tap(usable(step.target, 'tap'), step.times ?? 1)
        break
      case 'long-press': {
        const element = usable(step.target, 'press')
        hands.touch(element)
        await clock.advance(step.ms, calm)
        hands.lift(element)
        break
      }
      case 'swipe': {
        const { x, y } = wayOf(step.direction, step.distance)
        await drag(step.target ? usable(step.target, 'swipe') : documentNow().body, x, y)
        break
      }
      case 'drag': {
        const element = usable(step.target, 'drag')
        await drag(element, step.x, step.y, step.onto && usable(step.onto, 'drag something onto'))
        break
      }
      case 'type':
        await type(step.text, step.target, step.isReplacing)
        break
      case 'choose':
        await choose(usable(step.target, 'choose in'), step.option)
        break
      case 'slide':
        slide(usable(step.target, 'slide'), step.value)
        break
      case 'key': {
        if (step.target) await focus(usable(step.target, 'press a key in'))
        pressKey(step.key, step.modifiers)
        break
      }
      default:
    }
  }

  async function drag(from: ScreenElement, x: number, y: number, onto = from): Promise<void> {
    hands.touch(from)
    for (let move = 1; move <= moves; move += 1) {
      await clock.advance(moveMs, calm)
      hands.move(move > moves / 2 ? onto : from, x / moves, y / moves)
    }
    hands.lift(onto)
  }

  async function type(text: string, target: ElementTarget | undefined, isReplacing: boolean): Promise<void> {
    const asked = target && usable(target, 'type into')
    if (asked && !isField(asked)) {
      throw new StepFailure('test.wrong_element', `Cannot type into ${describeElement(asked)}: it is no text field`)
    }
    if (asked) await focus(asked)
    const focused = asked ?? documentNow().holders.focus ?? undefined
    hands.type(text, focused && isField(focused) ? focused : undefined, isReplacing)
  }

  async function focus(element: ScreenElement): Promise<void> {
    if (element.document.holders.focus === element) return
    hands.tap(element, 1)
    await calm()
  }

  async function choose(select: ScreenElement, wanted: string): Promise<void> {
    if (controlKind(select) !== 'select') {
      throw new StepFailure('test.wrong_element', `Cannot choose in ${describeElement(select)}: it is no select`)
    }
    const option = findOption(select, wanted)
    if (!option) {
      const there = findElements(select, { role: 'option', selector: 'option' }).map(describeElement).join(', ')
      throw new StepFailure(
        'test.element_not_found',
        `There is no option "${wanted}" in ${describeElement(select)}: it has ${there === '' ? 'none' : there}`,
      )
    }
    hands.tap(select, 1)
    await calm()
    if (isShown(option)) hands.tap(option, 1)
    else chooseOption(select, option)
  }

  function pressKey(name: string, modifiers: Parameters<typeof hands.key>[1]): void {
    const key = readKey(name)
    if (Array.from(key).length > 1 && keyIdentifierOf(key) === 0) {
      throw new StepFailure('test.usage', `There is no key "${name}": name it like enter, escape, tab, left, F1 or a`)
    }
    hands.key(key, modifiers)
  }

  function usable(target: ElementTarget, verb: string): ScreenElement {
    const element = elementOf(target)
    if (!isShown(element)) {
      throw new StepFailure('test.not_visible', `Cannot ${verb} ${describeElement(element)}: a person does not see it`)
    }
    if (isDisabled(element)) {
      throw new StepFailure('test.disabled', `Cannot ${verb} ${describeElement(element)}: it is disabled`)
    }
    return element
  }

  function find(query: ElementQuery, inside: ElementTarget | undefined): FoundElements {
    const root = inside ? elementOf(inside) : documentNow().body
    const found = findElements(root, query)
    return {
      elements: found.map((element) => factsOf(element, numberOf(element))),
      near: found.length > 0 ? [] : nearElements(root, query),
    }
  }

  function styleOf(element: ScreenElement, property: string): string | null {
    return session().screen.view()?.styles.styleOf(element).get(property) ?? null
  }

  function lookAtScreen() {
    const document = documentNow()
    return {
      path: assetName(document.path),
      title: document.title,
      text: screenText(document),
      nowMs: clock.now(),
      nextTimerMs: clock.nextMs(),
    }
  }

  function documentNow(): ScreenDocument {
    const current = session().screen.current()
    if (current) return current.document
    throw new StepFailure('test.no_screen', 'No screen is open')
  }

  /** The element itself while it is on the screen, else the one that is now found where it was. */
  function elementOf({ number, query, inside }: ElementTarget): ScreenElement {
    const element = elements.get(number)
    if (element?.isConnected && element.document === session().screen.current()?.document) return element
    const again = query && findElements(inside ? elementOf(inside) : documentNow().body, query)[0]
    if (again) return again
    const name = element ? describeElement(element) : 'the element'
    throw new StepFailure('test.element_gone', `Cannot go on with ${name}: it is no longer on the screen`)
  }

  function numberOf(element: ScreenElement): number {
    let number = numbers.get(element)
    if (number === undefined) {
      number = nextNumber++
      numbers.set(element, number)
      elements.set(number, element)
    }
    return number
  }

  /** Settled when everything has come to its end that does not wait for time to go by. */
  async function calm(): Promise<void> {
    for (let turns = 0; turns < calmTurns;) {
      await nextTurn()
      turns = asks.count === 0 ? turns + 1 : 0
    }
    refresh()
  }
}

function slide(element: ScreenElement, value: number): void {
  if (controlKind(element) !== 'range') {
    throw new StepFailure('test.wrong_element', `Cannot slide ${describeElement(element)}: it is no range`)
  }
  setValue(element, String(value))
}

function isField(element: ScreenElement): boolean {
  const kind = controlKind(element)
  return kind === 'text' || kind === 'password' || kind === 'textarea'
}

const nextTurn = () => new Promise<void>((resolve) => void setImmediate(resolve))
