import type { Modifiers, ScreenInput } from '@mosis/screen'
import type { TreeElement } from '@mosis/device'
import { setTimeout } from 'node:timers/promises'
import { SimulatorError } from '../errors.ts'
import { choiceOf, findNumber, findText, numberOf, textOf } from './arguments.ts'
import type { Verb, VerbContext } from './verb.ts'

const noModifiers: Modifiers = { ctrl: false, shift: false, alt: false, meta: false }
/** Steps of a finger over the screen, one each frame. */
const swipeSteps = 12
const frameMs = 16

/** What a finger and a keyboard do on the app's screen. */
export const touchVerbs = {
  async tap(context, args) {
    const selector = findText(args, 'selector')
    if (selector !== undefined) return press(context, selector)
    return touch(context, numberOf(args, 'x'), numberOf(args, 'y'), findNumber(args, 'ms') ?? 0)
  },
  swipe: async (context, args) => {
    const direction = choiceOf(args, 'direction', ['up', 'down', 'left', 'right'])
    await swipe(context, direction, findNumber(args, 'distance'))
  },
  key: (context, args) => {
    const key = textOf(args, 'key')
    const { screen } = context.phone.app()
    screen.input({ kind: 'key', phase: 'down', key, modifiers: noModifiers })
    screen.input({ kind: 'key', phase: 'up', key, modifiers: noModifiers })
  },
  type: ({ phone }, args) =>
    // What has the focus, unless something is named.
    phone.app().type(findText(args, 'selector') ?? 'input:focus, textarea:focus', textOf(args, 'text')),
} satisfies Record<string, Verb>

/** Presses an element. Handlers that ask for a permission wait for the person: then what is asked is the answer. */
async function press({ phone }: VerbContext, selector: string): Promise<{ asked: string } | undefined> {
  const asked = Promise.withResolvers<{ asked: string }>()
  const unwatch = phone.permissions().watch(({ permission }) => asked.resolve({ asked: permission }))
  const pressed = phone.app().click(selector)
  try {
    return (await Promise.race([pressed, asked.promise])) ?? undefined
  } finally {
    unwatch()
    // How the handler ends later is told by the app itself.
    pressed.catch(() => undefined)
  }
}

async function touch(context: VerbContext, x: number, y: number, ms: number) {
  const { screen } = context.phone.app()
  const target = (await elementsAt(context, x, y)).at(-1)?.id ?? null
  const pointer = { kind: 'pointer', x, y, target, button: 0, modifiers: noModifiers } as const
  screen.input({ ...pointer, phase: 'move' })
  screen.input({ ...pointer, phase: 'down' })
  if (ms > 0) await setTimeout(Math.min(ms, 10_000))
  screen.input({ ...pointer, phase: 'up' })
  screen.input({ ...pointer, phase: 'leave' })
}

type Direction = 'up' | 'down' | 'left' | 'right'

async function swipe(context: VerbContext, direction: Direction, distance: number | undefined) {
  const { width, height } = context.phone.view().surroundings
  const isVertical = direction === 'up' || direction === 'down'
  const length = distance ?? (isVertical ? height : width) * 0.6
  const sign = direction === 'up' || direction === 'left' ? -1 : 1
  const [dx, dy] = isVertical ? [0, sign * length] : [sign * length, 0]
  const [x, y] = [width / 2 - dx / 2, height / 2 - dy / 2]
  const under = await elementsAt(context, x, y)
  const { screen } = context.phone.app()
  const at = (phase: 'move' | 'down' | 'up', share: number): ScreenInput => ({
    kind: 'pointer',
    phase,
    x: x + dx * share,
    y: y + dy * share,
    target: under.at(-1)?.id ?? null,
    button: 0,
    modifiers: noModifiers,
  })
  screen.input(at('down', 0))
  for (let step = 1; step <= swipeSteps; step++) {
    await setTimeout(frameMs)
    screen.input(at('move', step / swipeSteps))
  }
  screen.input(at('up', 1))
  // A finger scrolls what can be scrolled under it.
  const scrolled = under.findLast(
    ({ box }) => box && (isVertical ? box.scrollHeight > box.clientHeight : box.scrollWidth > box.clientWidth),
  )
  if (scrolled)
    screen.input({ kind: 'wheel', x, y, target: scrolled.id, deltaX: -dx, deltaY: -dy, modifiers: noModifiers })
}

/** The elements under a place, the innermost last. */
async function elementsAt({ phone }: VerbContext, x: number, y: number): Promise<TreeElement[]> {
  const { root } = await phone.app().inspect({ kind: 'tree' })
  const found: TreeElement[] = []
  const walk = (element: TreeElement) => {
    const { box } = element
    if (box && x >= box.x && y >= box.y && x < box.x + box.width && y < box.y + box.height) found.push(element)
    element.children.forEach(walk)
  }
  if (root) walk(root)
  if (root && found.length === 0) {
    throw new SimulatorError(
      'simulator.no_page',
      'Cannot touch a place: no browser shows the phone, so nothing has a place',
      {
        fix: 'Open its address in a browser, or name an element: mosis sim tap "#id"',
      },
    )
  }
  return found
}
