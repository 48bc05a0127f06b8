import { controlKind, getValue } from '@mosis/screen'
import type { Modifiers, ScreenElement, ScreenInput } from '@mosis/screen'
import type { AppScreen } from '../screen/screen-host.ts'
import type { Direction, TestModifiers } from './messages.ts'

/** What the fingers of a person do on a screen: the same input that whoever paints it sends. */
export interface Hands {
  tap(element: ScreenElement, times: number): void
  /** Puts a finger on an element; it stays there until `lift`. */
  touch(element: ScreenElement): void
  /** Moves the finger by so much, to what lies there. */
  move(element: ScreenElement, x: number, y: number): void
  lift(element: ScreenElement): void
  /** Types into a field as one change, or, without one, where the focus is. */
  type(text: string, field: ScreenElement | undefined, isReplacing: boolean): void
  key(key: string, modifiers: TestModifiers): void
}

/** Further apart than two taps that are one double tap; nobody's finger is as quick as a test. */
const apartPx = 40

export function createHands(screen: () => AppScreen): Hands {
  let taps = 0
  let at = { x: 0, y: 0 }

  function send(input: ScreenInput): void {
    screen().handle(input)
  }

  function point(phase: 'move' | 'down' | 'up', element: ScreenElement): void {
    const target = screen().view()?.idOf(element) ?? null
    send({ kind: 'pointer', phase, ...at, target, button: 0, modifiers: toModifiers({}) })
  }

  /** Without a layout nothing has a place: one near the corner does, another one each time. */
  function reach(): void {
    taps += 1
    at = { x: apartPx * (1 + (taps % 8)), y: apartPx * (1 + (taps % 5)) }
  }

  function edit(field: ScreenElement, value: string): void {
    const target = screen().view()?.idOf(field)
    if (target === undefined) return
    const end = Array.from(value).length
    send({ kind: 'edit', target, value, selectionStart: end, selectionEnd: end })
  }

  return {
    tap(element, times) {
      reach()
      for (let time = 0; time < times && element.isConnected; time += 1) {
        point('down', element)
        point('up', element)
      }
    },
    touch(element) {
      reach()
      point('down', element)
    },
    move(element, x, y) {
      at = { x: at.x + x, y: at.y + y }
      point('move', element)
    },
    lift: (element) => point('up', element),
    type(text, field, isReplacing) {
      if (!field) send({ kind: 'text', text })
      else edit(field, isReplacing ? text : getValue(field) + text)
    },
    key(key, modifiers) {
      const focus = screen().current()?.document.holders.focus ?? undefined
      const before = focus && valueOf(focus)
      const held = toModifiers(modifiers)
      send({ kind: 'key', phase: 'down', key, modifiers: held })
      // Whoever reacted to the key by another focus or value has done what it does.
      const isLeft =
        (screen().current()?.document.holders.focus ?? undefined) === focus && focus && valueOf(focus) === before
      if (isLeft && !held.ctrl && !held.alt && !held.meta) write(key, focus)
      send({ kind: 'key', phase: 'up', key, modifiers: held })
    },
  }

  /** A painted field edits its text itself; anything else is told of the letter. */
  function write(key: string, focus: ScreenElement): void {
    const kind = controlKind(focus)
    const isLetter = Array.from(key).length === 1
    if (kind !== 'text' && kind !== 'password' && kind !== 'textarea') {
      if (isLetter) send({ kind: 'text', text: key })
      return
    }
    const value = getValue(focus)
    if (isLetter) edit(focus, value + key)
    else if (key === 'Backspace') edit(focus, Array.from(value).slice(0, -1).join(''))
    else if (key === 'Enter' && kind === 'textarea') edit(focus, `${value}\n`)
  }
}

const valueOf = (element: ScreenElement) => (controlKind(element) === null ? '' : getValue(element))

/** The way of a finger in px. */
export function wayOf(direction: Direction, distance: number): { x: number; y: number } {
  const x = direction === 'left' ? -distance : direction === 'right' ? distance : 0
  const y = direction === 'up' ? -distance : direction === 'down' ? distance : 0
  return { x, y }
}

function toModifiers({ ctrl = false, shift = false, alt = false, meta = false }: TestModifiers): Modifiers {
  return { ctrl, shift, alt, meta }
}

/** Names that people use for keys, and those of browsers. */
const keyNames: Readonly<Record<string, string>> = {
  enter: 'Enter',
  return: 'Enter',
  escape: 'Escape',
  esc: 'Escape',
  tab: 'Tab',
  space: ' ',
  backspace: 'Backspace',
  delete: 'Delete',
  up: 'ArrowUp',
  down: 'ArrowDown',
  left: 'ArrowLeft',
  right: 'ArrowRight',
  home: 'Home',
  end: 'End',
  pageup: 'PageUp',
  pagedown: 'PageDown',
}

/** The key that a test means: `enter` and `Enter` are the same. */
export function readKey(key: string): string {
  return keyNames[key.toLowerCase()] ?? key
}
