import type { ScreenInput, ScreenUpdate } from '@mosis/screen'

/** What a page and the program that serves it say to each other. Both sides are ours and come from the same folder. */

export type Network = 'online' | 'slow' | 'offline'

/** What is around the app and can be chosen. */
export interface Surroundings {
  /** Of the app's screen, in px. */
  width: number
  height: number
  dpRatio: number
  theme: 'light' | 'dark'
  textScale: number
  locale: string
  network: Network
  battery: { percent: number; isCharging: boolean }
}

export type PermissionAnswer = 'granted' | 'denied' | 'ask'

/** A permission of the app's manifest as the person sees it. */
export interface PermissionView {
  name: string
  risk: 'normal' | 'dangerous' | 'signature'
  /** What it allows. */
  description: string
  answer: PermissionAnswer
}

export interface AppView {
  id: string
  name: string
  version: string
  description: string
  /** The address of its icon, if it brings one. */
  icon: string | null
  /** Behind the screen while it loads. */
  background: string
  orientation: 'portrait' | 'landscape' | 'any'
  locales: string[]
}

/** How an app ended that nobody ended. */
export interface StopView {
  /** What a person would be told. */
  title: string
  code: string
  message: string
  trace: string
  screen: string
}

/** A mistake in the project, with the lines around it. */
export interface ProblemView {
  message: string
  path: string | null
  line: number | null
  column: number | null
  excerpt: { number: number; text: string; isFault: boolean }[]
}

/** What a reload did. */
export interface ReloadView {
  /** Counts up, so that two alike are two. */
  number: number
  paths: string[]
  kept: string[]
  /** What could not be kept, and why. */
  lost: string[]
  isRestart: boolean
  tookMs: number
}

export interface NotificationView {
  id: number
  title: string
  body: string
  atMs: number
  isUnread: boolean
}

/** What the phone sees, hears and feels. */
export interface SourcesView {
  isCameraOn: boolean
  isMicrophoneOn: boolean
  position: { latitude: number; longitude: number; accuracy: number } | null
  readings: Partial<Record<'accelerometer' | 'gyroscope' | 'magnetometer', { x: number; y: number; z: number }>> & {
    heartrate?: { bpm: number }
  }
  clipboard: string | null
  contacts: { id: string; name: string; phone: string; email: string }[]
  devices: { address: string; name: string; isConnected: boolean }[]
}

/** Everything about the phone that pages show; sent whole whenever any of it changes. */
export interface PhoneView {
  /** Watched and reloaded (`mosis dev`), or only run. */
  mode: 'dev' | 'run'
  source: string
  app: AppView | null
  /** `home`: the app is behind the home screen; `stopped`: it ended by itself; `broken`: it could not be started. */
  status: 'starting' | 'running' | 'home' | 'closed' | 'stopped' | 'broken'
  /** The path of the document on the screen. */
  screen: string
  surroundings: Surroundings
  question: { id: number; app: string; permission: string; description: string } | null
  permissions: PermissionView[]
  notifications: NotificationView[]
  sources: SourcesView
  stop: StopView | null
  problem: ProblemView | null
  reload: ReloadView | null
}

/** One row of the console. */
export interface ConsoleEntry {
  number: number
  atMs: number
  kind: 'log' | 'warning' | 'error' | 'reload' | 'input' | 'answer' | 'system'
  text: string
  path?: string
  line?: number
  trace?: string
  code?: string
}

/** From the program to a page. */
export type ToPage =
  | { type: 'phone'; phone: PhoneView }
  | { type: 'screen'; update: ScreenUpdate }
  /** The page's boxes are the ones that count now, or not any more. */
  | { type: 'leader'; isLeader: boolean }
  /** What the camera sees while an app shows it; null when it is off. */
  | { type: 'video'; source: string; picture: { type: string; base64: string } | null }
  /** Everything up to now, or what is new. */
  | { type: 'console'; entries: ConsoleEntry[]; isWhole: boolean }
  | { type: 'answer'; id: number; ok: true; value: unknown }
  | { type: 'answer'; id: number; ok: false; code: string; message: string; fix?: string }
  /** The program ends. */
  | { type: 'bye' }

/** From a page to the program. */
export type FromPage =
  | { type: 'input'; input: ScreenInput }
  | { type: 'snapshot' }
  /** One of the verbs that `mosis sim` has too. */
  | { type: 'do'; id: number; verb: string; args: Record<string, unknown> }
