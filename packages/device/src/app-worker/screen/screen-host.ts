import type { LogEntry } from '@mosis/sandbox'
import type { EventParameters, ScreenDocument } from '@mosis/screen'

/** What the screen of an app needs of the device. */
export interface AppScreenHost {
  /**
   * The text of a file of the package, by its path from the package root such as `assets/main.rml`. A path that begins
   * with `/system/` is the platform's. Throws when there is no such file.
   */
  readText(path: string): string
  /** What the app's developer should see; paths are those of `readText`. */
  log(entry: LogEntry): void
  now(): number
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
