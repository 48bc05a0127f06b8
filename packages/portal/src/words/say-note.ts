import type { PortalNote } from '@mosis/api'
import type { Format } from '../format.ts'
import type { Language } from '../language.tsx'
import { wordFor } from './family.ts'
import type { Family } from './family.ts'
import { showTimes } from './fill.ts'
import { jobNames } from './jobs.ts'
import { permissions } from './permissions.ts'
import { reviewReasons } from './reviews.ts'
import type { Refused } from './say-error.ts'
import { trialProblems } from './trial.ts'

/** How notes of the portal are said in the language of the page. */
export interface NoteWords {
  language: Language
  format: Pick<Format, 'bytes' | 'dateTime' | 'list' | 'number'>
  /** The sentences by code; undefined until they are loaded. */
  notes: Readonly<Record<string, string>> | undefined
  /** A refusal in the language of the page; undefined where only the server has its words. */
  sayRefusal: (refused: Refused) => string | undefined
}

/** A note of the portal; undefined where it has no words here. */
export function sayNote({ code, facts }: PortalNote, words: NoteWords): string | undefined {
  const { language, format, notes = {}, sayRefusal } = words
  if (!Object.hasOwn(notes, code)) return undefined
  const { error } = facts
  const refusal =
    typeof error === 'string' ? sayRefusal({ code: error, message: '', fix: '', details: facts }) : undefined
  if (error !== undefined && refusal === undefined) return undefined
  const sayFact = (name: string): string => {
    const fact = facts[name] ?? ''
    if (name === 'error') return refusal ?? ''
    // What a person wrote, which is nobody's to change.
    if (name === 'words') return String(fact)
    if (typeof fact === 'number') return sayNumber(name, fact, format)
    const family = families[name]
    // What the app's own code said, behind the kind of its failure.
    const behind = name === 'problem' && facts['said'] !== undefined ? ` (${sayFact('said')})` : ''
    if (typeof fact === 'string')
      return family ? `${wordFor(family, language, fact)}${behind}` : showTimes(fact, format)
    const said = fact.map((one) => (family ? wordFor(family, language, one) : one))
    return name === 'reasons' ? said.filter((_, index) => fact[index] !== 'other').join(' ') : format.list(said)
  }
  return (notes[code] ?? '').replaceAll(/\{(\w+)\}/g, (_, name: string) => sayFact(name)).trim()
}

/** Facts that are codes, and the words for them. */
const families: Readonly<Record<string, Family>> = {
  job: jobNames,
  permissions,
  problem: trialProblems,
  reasons: reviewReasons,
}

function sayNumber(name: string, value: number, { bytes, number }: NoteWords['format']): string {
  if (name.endsWith('_bytes')) return bytes(value)
  // Names that happen to be numbers.
  return name === 'status' || name === 'version_code' ? String(value) : number(value)
}
