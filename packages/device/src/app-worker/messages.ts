import type { Manifest } from '@mosis/format'
import type { Limits, NetworkResponse, Usage } from '@mosis/sandbox'
import type { ScreenInput, ScreenUpdate, Viewport } from '@mosis/screen'
import type { RelayEnd } from '../brokers/database-relay.ts'
import type { Hop } from '../brokers/request.ts'
import type { InspectAnswers, InspectQuestion } from '../inspect.ts'
import type { LineBody } from '../lines.ts'
import type { ReloadReport } from '../reload.ts'
import type { TestAnswer, TestStep } from './test/messages.ts'
import type { SourceAnswer, SourceCall, SourceCommand, SourceEvent } from './source-messages.ts'

/** What a worker gets to know about its app, and nothing else of the device. */
export interface WorkerInit {
  manifest: Manifest
  packageRoot: string
  systemRoot: string
  folders: { data: string; cache: string; temp: string; db: string; staging: string }
  /** Dangerous permissions that hold from the start. */
  granted: readonly string[]
  isSystemApp: boolean
  /** The language of the device, such as `pt-BR`. */
  locale: string
  viewport: Viewport
  /** Its developer may run code in it and replace its files. */
  isDevelopment: boolean
  glue: WebAssembly.Module
  relay: RelayEnd
  limits: Partial<Limits>
  /** Set for a trial: chance and time are given, and nothing of the device is reached but the app's own folders. */
  trial: { nowMs: number; seed?: string; isScripted?: boolean } | undefined
}

/** Something a person does, or something about the app that is looked up. */
export type Action =
  | { kind: 'click'; selector: string }
  | { kind: 'type'; selector: string; text: string }
  | { kind: 'text' }
  | { kind: 'usage' }
  | { kind: 'back' }
  | { kind: 'home' }
  | { kind: 'inspect'; question: WorkerQuestion }
  /** Files of the package are others now. `manifest` is set when it is among them. */
  | { kind: 'reload'; paths: readonly string[]; manifest?: Manifest }
  | TrialAction
  | { kind: 'test'; step: TestStep }

/** What is looked up in the app's own thread. */
export type WorkerQuestion = Extract<
  InspectQuestion,
  { kind: 'tree' | 'styles' | 'audit' | 'budget' | 'events' | 'eval' }
>

/** What only a trial does with an app. */
export type TrialAction =
  /** Lets time go by: its timers run, as fast as they can. */
  | { kind: 'advance'; ms: number }
  | { kind: 'controls' }
  /** Uses a control as a person does, by its key. */
  | { kind: 'use'; key: string }
  | { kind: 'report' }

/** What is on the screen and can be used: the same key every time for the same control. */
export interface TrialScreen {
  path: string
  keys: string[]
}

/** What the app asked of the platform. */
export interface TrialReport {
  calls: Record<string, number>
  permissions: string[]
  hosts: string[]
}

export type ActionResult =
  | string
  | boolean
  | Usage
  | TrialScreen
  | TrialReport
  | InspectAnswers[WorkerQuestion['kind']]
  | ReloadReport
  | TestAnswer
  | undefined

export interface Failure {
  code: string
  message: string
}

export type SocketEvent =
  | { kind: 'open' }
  | { kind: 'message'; data: string | Uint8Array }
  | { kind: 'close'; code: number; reason: string }
  | ({ kind: 'error' } & Failure)
  /** So many bytes were handed to the network. */
  | { kind: 'sent'; bytes: number }

export type Question =
  | { kind: 'request'; hop: Hop }
  | { kind: 'permission'; permission: string }
  | { kind: 'source'; call: SourceCall }
export type Answer = NetworkResponse | boolean | SourceAnswer

export type ToWorker =
  | { type: 'ping' }
  /** In a test an answer may take so much of the app's own time. */
  | { type: 'answer'; id: number; delayMs?: number; answer: { ok: true; value: Answer } | ({ ok: false } & Failure) }
  | { type: 'socket'; socket: number; event: SocketEvent }
  /** Something of the phone that is open tells of itself. */
  | { type: 'source'; number: number; event: SourceEvent }
  | { type: 'do'; id: number; action: Action }
  | { type: 'input'; input: ScreenInput }
  /** Somebody paints the screen now, or nobody any more. */
  | { type: 'watched'; isWatched: boolean }
  /** Somebody who paints has nothing to begin with. */
  | { type: 'snapshot' }
  /** The last update has arrived. */
  | { type: 'taken' }
  /** The app is to be seen again, or not any more. */
  | { type: 'paused'; isPaused: boolean }
  | { type: 'surroundings'; viewport: Viewport; locale: string }
  | { type: 'permission'; permission: string; isGranted: boolean }
  | { type: 'stop' }

export type FromWorker =
  | { type: 'pong' }
  /** The code of the app runs now as a load, or not any more. */
  | { type: 'loading'; isLoading: boolean }
  /** The entry document is on the screen; `problem` is the first error that its scripts ran into. */
  | { type: 'started'; problem?: Failure }
  | { type: 'start-failed'; problem: Failure }
  | { type: 'must-stop'; problem: Failure }
  | { type: 'line'; line: LineBody }
  /** What is on the screen. With `isAsked` it is only for those who have nothing to begin with. */
  | { type: 'screen'; update: ScreenUpdate; isAsked: boolean }
  | { type: 'ask'; id: number; question: Question }
  | { type: 'cancel'; id: number }
  | { type: 'source'; command: SourceCommand }
  | { type: 'socket-open'; socket: number; url: string; maxMessageBytes: number }
  | { type: 'socket-send'; socket: number; data: string | Uint8Array }
  | { type: 'socket-close'; socket: number; code?: number; reason?: string }
  | { type: 'done'; id: number; result: { ok: true; value: ActionResult } | ({ ok: false } & Failure) }
  | { type: 'stopped'; usage: Usage }
