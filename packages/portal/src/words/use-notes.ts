import { useCallback } from 'react'
import type { Finding, PortalNote } from '@mosis/api'
import { words } from 'virtual:contract'
import { useFormat } from '../format.ts'
import { useLanguage } from '../language.tsx'
import { showTimes } from './fill.ts'
import { sayInGerman } from './say-error.ts'
import { sayNote } from './say-note.ts'
import { useFindingWords, useGermanErrors } from './use-words.ts'
import type { Said } from './use-words.ts'

/** A reason as the API gives it: the words, and the same in parts where the portal itself gave it. */
export type SayReason = (text: string | null, note: PortalNote | null) => string

/** A reason that the portal noted by itself in the language of the page; what a person wrote stays as it is. */
export function useNotes(): SayReason {
  const { language } = useLanguage()
  const format = useFormat()
  const german = useGermanErrors()
  return useCallback(
    (text, note) => {
      if (note === null) return text ?? ''
      const said = sayNote(note, {
        language,
        format,
        notes: language === 'de' ? german?.notes : words.portalNotes,
        sayRefusal: (refused) => (german ? germanRefusal(sayInGerman(refused, { ...german, format })) : undefined),
      })
      return said ?? showTimes(text ?? '', format)
    },
    [language, format, german],
  )
}

const germanRefusal = ({ message, lang }: { message: string; lang?: 'en' }) =>
  lang === undefined ? message : undefined

interface Judged {
  readonly manual_reasons: readonly string[]
  readonly manual_notes: readonly PortalNote[]
  readonly findings: readonly Finding[] | null
}

/** Why a person has to look at a version; a rule that warns says so in the words of what it found. */
export function useManualReasons(): (judged: Judged) => readonly Said[] {
  const { language } = useLanguage()
  const sayReason = useNotes()
  const sayFinding = useFindingWords()
  return useCallback(
    ({ manual_reasons, manual_notes, findings }) =>
      manual_reasons.flatMap((text, index): readonly Said[] => {
        const note = manual_notes[index]
        if (note === undefined) return [language === 'en' ? { text } : { text, lang: 'en' }]
        const { rules } = note.facts
        if (!Array.isArray(rules)) return [{ text: sayReason(text, note) }]
        return rules.map((rule) => {
          const found = findings?.find(({ code }) => code === rule)
          const { text: message, lang } = found ? sayFinding(found).message : { text: rule }
          const said = sayReason(text, { ...note, facts: { rules: [message] } })
          return lang === undefined ? { text: said } : { text: said, lang }
        })
      }),
    [language, sayReason, sayFinding],
  )
}
