import type { LogEntry } from '@mosis/sandbox'
import type { EventParameters, NodeIds, Patch, ScreenDocument, ScreenInput, Snapshot, Viewport } from '@mosis/screen'
import type { EventEntry } from '../../inspect.ts'
import type { View } from './view.ts'

/** What the screen of an app needs of the device. */
export interface AppScreenHost {
  /**
   * The text of a file of the package, by its path from the package root such as `assets/main.rml`. A path that begins
   * with `/system/` is the platform's. Throws when there is no such file.
   */
  readText(path: string): string
  /** The bytes of a file, as `readText`. */
  readBytes(path: string): Uint8Array
  /** The text of a key in the person's language. */
  translate(key: string, values: Readonly<Record<string, unknown>>): string
  /** What the app's developer should see; paths are those of `readText`. */
  log(entry: LogEntry): void
  now(): number
  /** The screen that documents are laid out for. */
  viewport(): Viewport
  /** The colour behind documents, as the manifest says it. */
  background?: string
  /** Names for what is painted; one row for all documents of an app. */
  ids: NodeIds
  /** Something on the screen is different and wants to be brought up to date. */
  onChange(): void
  /** An event has been to its target and back. */
  onEvent(entry: Omit<EventEntry, 'atMs'>): void
}

/** What one press or event set going. */
export interface ScreenAction {
  /** Settled when every handler of the document has ended, those that waited too. */
  readonly settled: Promise<void>
}

/** The screen of a running app: at most one document, shown and reachable from Lua as `document`. */
export interface AppScreen {
  /**
   * Shows the document of a package file in the place of the current one: reads it with all it links, runs its scripts in
   * order and sends load and show. Scripts that fail are logged and the rest goes on. Rejects with a `DocumentError` when the
   * file cannot be read or is no document (then the current one stays), when the scripts together used up the budget of a
   * load (then no document is left), and when another document was opened meanwhile.
   */
  openDocument(path: string): Promise<void>
  current(): { path: string; document: ScreenDocument } | null
  /** Hides and unloads the current document; settled when none of its handlers runs any more. */
  close(): Promise<void>
  /** Presses the first element that matches, as a person does. It has run up to its handlers' ends or waits when this returns. */
  click(selector: string): ScreenAction
  /** Types into the first element that matches, as a person does. */
  type(selector: string, text: string): ScreenAction
  /** What a person would read, line by line. */
  text(): string
  /** Sends any event to the first element that matches. */
  dispatch(selector: string, type: string, parameters?: EventParameters): ScreenAction
  /** The current document as it looks. */
  view(): View | null

  /** Brings data bindings, styles and what moves up to date with this moment, in milliseconds of any clock. */
  update(nowMs: number): void
  /** Something moves by itself: `update` should be called again soon. */
  readonly isMoving: boolean
  /** Takes what a person did on a painted screen, or how it was laid out. */
  handle(input: ScreenInput): ScreenAction
  /** Somebody paints the screen now, or nobody any more: only then is there a layout. */
  setWatched(isWatched: boolean): void
  /** The whole screen for who paints it. */
  snapshot(number: number): Snapshot
  /** What became different since the last snapshot or patch, if anything. */
  takePatch(number: number): Patch | undefined

  /** The person's language is another, or its texts are. */
  retranslate(): void
  /** The viewport is another. */
  applyViewport(): void
  /** Reads the style sheets of the current document again; everything else stays. */
  restyle(): void
  /** Another app is on top: the document is hidden until `resume`. */
  pause(): void
  resume(): void
}

/** Why a document could not be opened. */
export type DocumentErrorCode =
  | 'document.not_readable'
  | 'document.not_a_document'
  | 'document.cut_off'
  | 'document.replaced'

/** A document that could not be opened. */
export class DocumentError extends Error {
  readonly code: DocumentErrorCode
  constructor(code: DocumentErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'DocumentError'
    this.code = code
  }
}
