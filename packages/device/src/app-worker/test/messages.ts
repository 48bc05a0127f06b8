import type { Usage } from '@mosis/sandbox'
import type { HandlerRun } from '../../inspect.ts'
import type { Role } from '@mosis/screen'

/** What an element is looked for by; all that is given must hold. */
export interface ElementQuery {
  id?: string
  /** What stands in it, or its name: all of it where such an element is there, else a part of it. */
  text?: string
  role?: Role
  /** Its name as people say it: label, text, placeholder, alternative text. */
  name?: string
  /** As RCSS selects it. */
  selector?: string
  /** Which of several, from 1. */
  index?: number
}

/** An element that a test holds: its number, and how it was looked for, should it have been replaced meanwhile. */
export interface ElementTarget {
  number: number
  query?: ElementQuery
  /** In which element it was looked for. */
  inside?: ElementTarget
}

/** What a test may know of an element. */
export interface ElementFacts {
  number: number
  tag: string
  id: string
  classes: readonly string[]
  role: Role | null
  name: string
  text: string
  value: string | null
  isVisible: boolean
  isChecked: boolean
  isDisabled: boolean
  isFocused: boolean
  isSelected: boolean
  attributes: Record<string, string>
  /** As messages name it: `button#add "New note"`. */
  described: string
}

export interface TestModifiers {
  ctrl?: boolean
  shift?: boolean
  alt?: boolean
  meta?: boolean
}

export type Direction = 'left' | 'right' | 'up' | 'down'

/** One step of a test, done in the app's thread. */
export type TestStep =
  | { kind: 'find'; query: ElementQuery; inside?: ElementTarget }
  | { kind: 'read'; target: ElementTarget }
  | { kind: 'style'; target: ElementTarget; property: string }
  | { kind: 'tap'; target: ElementTarget; times?: number }
  | { kind: 'long-press'; target: ElementTarget; ms: number }
  | { kind: 'type'; target?: ElementTarget; text: string; isReplacing: boolean }
  | { kind: 'choose'; target: ElementTarget; option: string }
  | { kind: 'slide'; target: ElementTarget; value: number }
  | { kind: 'swipe'; target?: ElementTarget; direction: Direction; distance: number }
  | { kind: 'key'; key: string; modifiers: TestModifiers; target?: ElementTarget }
  /** By so much, or onto another element. */
  | { kind: 'drag'; target: ElementTarget; x: number; y: number; onto?: ElementTarget }
  | { kind: 'back' }
  /** Waits only until everything that has begun has come to its end. */
  | { kind: 'calm' }
  /** Numbers of elements begin there: an app that was started again must not take them for those of before. */
  | { kind: 'begin'; firstNumber: number }
  | { kind: 'advance'; ms: number }
  /** Lets time go by until no timer waits any more, or so much of it has gone. */
  | { kind: 'settle'; maxMs: number }
  | { kind: 'screen' }
  /** The app's own time. */
  | { kind: 'now' }
  | { kind: 'tree'; inside?: ElementTarget }
  | { kind: 'calls' }
  | { kind: 'usage' }
  /** The last handlers that ran. */
  | { kind: 'handlers' }

export interface ScreenFacts {
  /** As the app itself names it, such as `main.rml`. */
  path: string
  title: string
  text: string
  nowMs: number
  /** When the next timer of the app is due; null without one. */
  nextTimerMs: number | null
}

export interface TestUsage extends Usage {
  /** Instructions of everything that the last action of the test set going. */
  lastAction: number
}

export interface FoundElements {
  elements: ElementFacts[]
  /** What comes near, when nothing was found. */
  near: string[]
}

/** Results by the kind of the step; every other kind answers nothing. */
export interface TestResults {
  find: FoundElements
  read: ElementFacts
  style: string | null
  back: boolean
  screen: ScreenFacts
  now: number
  tree: string
  calls: Record<string, number>
  usage: TestUsage
  handlers: HandlerRun[]
}

export type TestResultOf<Kind extends TestStep['kind']> = Kind extends keyof TestResults ? TestResults[Kind] : undefined

/** What a step came to; a failure is an answer too, so that its code is kept. */
export type TestAnswer =
  | { kind: 'test'; ok: true; value: TestResults[keyof TestResults] | undefined }
  | { kind: 'test'; ok: false; code: string; message: string }
