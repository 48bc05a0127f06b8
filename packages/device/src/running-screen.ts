import type { ScreenInput, ScreenUpdate, Viewport } from '@mosis/screen'

/**
 * Takes one update. Who answers with a promise gets nothing more until it is settled, and then a whole snapshot if something
 * was missed meanwhile: so a slow connection is never behind by more than one picture.
 */
export type UpdateListener = (update: ScreenUpdate) => void | Promise<void>

/** The screen of a running app, for whoever paints it. Any number may watch; nobody needs to. */
export interface RunningScreen {
  /** Begins with a snapshot; answers how to stop. */
  watch(listener: UpdateListener): () => void
  /**
   * Hands in what a person did on a painted screen, or how it was laid out. What is handed in here counts as the person's own
   * gesture: whoever paints passes on trusted input only.
   */
  input(input: ScreenInput): void
  /** Sends every watcher a whole snapshot. */
  requestSnapshot(): void
}

/** What surrounds an app: the device's screen, the person's settings and the state of the network. */
export interface Surroundings {
  viewport: Viewport
  locale: string
  theme: Viewport['theme']
  textScale: number
  network: NetworkState
}

/** `slow` is a bad mobile connection; `offline` reaches nothing. */
export type NetworkState = 'online' | 'slow' | 'offline'

/** A file of the package or of the platform that a screen shows: an image or a font. */
export interface Asset {
  bytes: Uint8Array
  /** The media type. */
  type: string
}
