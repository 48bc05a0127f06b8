import { sayPortalNote } from '@mosis/api'
import type { ApiError, NoteFacts, PortalNote, PortalNoteCode } from '@mosis/api'

/** Why something was done: in somebody's own words, or a note of the portal itself. */
export type Reason = string | PortalNote

/** A sentence of the portal itself, which pages say in their own language. */
export const note = (code: PortalNoteCode, facts: NoteFacts = {}): PortalNote => ({ code, facts })

/** What a refusal says, as a part of a note. */
export const refusalFacts = ({ code, details }: ApiError): NoteFacts => ({ ...(details as NoteFacts), error: code })

/** A reason in English. */
export const textOf = (reason: Reason): string => (typeof reason === 'string' ? reason : sayPortalNote(reason))

/** A note as a column keeps it; null for a person's words. */
export const noteOf = (reason: Reason | null | undefined): string | null =>
  reason === null || reason === undefined || typeof reason === 'string' ? null : JSON.stringify(reason)

/** A note as a column has kept it. */
export const readNote = (kept: string | null): PortalNote | null =>
  // Written by noteOf alone.
  kept === null ? null : (JSON.parse(kept) as PortalNote)

/** Notes as a column has kept them. */
export const readNotes = (kept: string | null): PortalNote[] =>
  kept === null ? [] : (JSON.parse(kept) as PortalNote[])

/** A failure that a page can say in its own language. */
export class NotedError extends Error {
  override readonly name = 'NotedError'
  readonly note: PortalNote
  constructor(note: PortalNote, options?: ErrorOptions) {
    super(sayPortalNote(note), options)
    this.note = note
  }
}
