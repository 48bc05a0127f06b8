import type { FailureCode } from './exits.ts'

export interface FailureDetails {
  /** What to do about it: a sentence, or better the command that fixes it. */
  fix?: string
  /** The file it is about, as the person named it. */
  path?: string
  line?: number
  column?: number
  /** The flag, setting or manifest field it is about. */
  field?: string
  cause?: unknown
  /** What people read below the failure; the same stands in `facts` for programs. */
  more?: string
  /** Further facts for the JSON document. */
  facts?: Readonly<Record<string, unknown>>
}

/** A failure that the command foresaw and can explain. */
export class Failure extends Error {
  readonly code: FailureCode
  readonly details: FailureDetails
  override readonly name = 'Failure'

  constructor(code: FailureCode, message: string, details: FailureDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause })
    this.code = code
    this.details = details
  }
}

/** The one failure of somebody who pressed Ctrl-C or left a question. */
export const interruption = () => new Failure('interrupted', 'Interrupted')
