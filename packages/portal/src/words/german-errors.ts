import { germanAudit } from './audit.de.ts'
import { germanCodes } from './codes.de.ts'
import { germanErrors } from './errors.de.ts'
import { createPhraseBook } from './phrases.ts'
import { germanNotes } from './notes.de.ts'
import { germanReasons } from './reasons.de.ts'

/** What turns refusals and notes of the portal into German; loaded for pages in German only. */
export const german = {
  errors: germanErrors,
  codes: germanCodes,
  look: createPhraseBook(germanReasons),
  notes: germanNotes,
  sayAudit: (subject: string, action: string): string | undefined => {
    const words = Object.hasOwn(germanAudit, subject) ? germanAudit[subject] : undefined
    return words && Object.hasOwn(words, action) ? words[action] : undefined
  },
}

export type GermanWords = typeof german
