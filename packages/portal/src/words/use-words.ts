import { useCallback, useMemo } from 'react'
import { useFormat } from '../format.ts'
import { useLanguage } from '../language.tsx'
import type { Language } from '../language.tsx'
import { wordFor } from './family.ts'
import type { Family } from './family.ts'
import { sayFieldFault } from './field-words.ts'
import type { GermanWords } from './german-errors.ts'
import { createLazy, useLazy } from './lazy.ts'
import { isRefused, sayInEnglish, sayInGerman } from './say-error.ts'
import type { ErrorWords } from './say-error.ts'
import type { FoundFault } from './say-finding.ts'

export type { ErrorWords } from './say-error.ts'
export { toRefused } from './say-error.ts'

/** Words to show. `lang` is there when they are not in the language of the page: put it on the element around them. */
export interface Said {
  text: string
  lang?: 'en'
}

/** The words for a code; codes that a newer portal invented are shown as they are. */
export type Say<Code extends string> = (code: Code | (string & {})) => string

// Each of these is a chunk of its own: a page in English never loads the German ones.
const errorsInGerman = createLazy(async () => (await import('./german-errors.ts')).german)
const findingsInGerman = createLazy(() => import('./say-finding.ts'))
const settingsInGerman = createLazy(async () => (await import('./settings.de.ts')).germanSettings)
const fixesInEnglish = createLazy(async () => (await import('./fixes.en.ts')).fixesHere)

/** Loads the words of refusals before one is there, so that none appears in English first. Call it when the page is idle. */
export function preloadWords(language: Language): void {
  if (language === 'de') errorsInGerman.want()
  else fixesInEnglish.want()
}

/** The words of a family in the language of the page: `const say = useWords(versionStates)`, then `say(version.state)`. */
export function useWords<Code extends string>(family: Family<Code>): Say<Code> {
  const { language } = useLanguage()
  return useCallback((code) => wordFor(family, language, code), [family, language])
}

/** A family as choices for a select, in the order of the API. */
export function useOptions<Code extends string>(family: Family<Code>): readonly { id: Code; name: string }[] {
  const { language } = useLanguage()
  return useMemo(
    () => (Object.keys(family.en) as Code[]).map((id) => ({ id, name: wordFor(family, language, id) })),
    [family, language],
  )
}

/** What failed and what to do about it, for whatever a call or the page itself threw. */
export function useErrorWords(): (failure: unknown) => ErrorWords {
  const { language } = useLanguage()
  const format = useFormat()
  const german = useGermanErrors()
  const fixes = useLazy(fixesInEnglish, language === 'en')
  return useCallback(
    (failure) => {
      if (!isRefused(failure)) return bugs[language]
      if (german) return sayInGerman(failure, { ...german, format })
      return { ...sayInEnglish(failure, fixes ?? {}, format), ...(language === 'de' && { lang: 'en' }) }
    },
    [language, format, german, fixes],
  )
}

const bugs: Readonly<Record<Language, ErrorWords>> = {
  en: { message: 'This page failed', fix: 'Load it again; if it stays, tell the operator what you did' },
  de: {
    message: 'Auf dieser Seite ist ein Fehler aufgetreten',
    fix: 'Die Seite neu laden; bleibt der Fehler, dem Betreiber sagen, was davor geschah',
  },
}

/** What is wrong with a field of a form, for each of `errors` of a refusal. */
export function useFieldWords(): (fault: FoundFault) => Said {
  const { language } = useLanguage()
  const findings = useLazy(findingsInGerman, language === 'de')
  return useCallback(
    ({ code, message, fix }) => {
      const text = sayFieldFault(message, language)
      if (text !== undefined) return { text }
      // A key that cannot be read is refused in the words of the package format.
      const said = findings?.sayFindingInGerman({ code, message, fix })
      return said?.message === undefined ? inEnglish(message, language) : { text: said.message }
    },
    [language, findings],
  )
}

/** What a finding of the review or a refusal of a package says, and what to do about it. */
export function useFindingWords(): (finding: FoundFault) => { message: Said; fix: Said } {
  const { language } = useLanguage()
  const findings = useLazy(findingsInGerman, language === 'de')
  return useCallback(
    ({ code, message, fix = '' }) => {
      const said = findings?.sayFindingInGerman({ code, message, fix })
      return {
        message: said?.message === undefined ? inEnglish(message, language) : { text: said.message },
        fix: said?.fix === undefined ? inEnglish(fix, language) : { text: said.fix },
      }
    },
    [language, findings],
  )
}

interface Explained {
  readonly code: string
  readonly explanation: string
  readonly fix: string
}

/** Why there is a rule and what to do when it finds something, for the list of rules. */
export function useRuleWords(): (rule: Explained) => { explanation: Said; fix: Said } {
  const { language } = useLanguage()
  const findings = useLazy(findingsInGerman, language === 'de')
  return useCallback(
    ({ code, explanation, fix }) => {
      const german = findings?.explainInGerman(code)
      if (german) return { explanation: { text: german.explanation }, fix: { text: german.fix } }
      return { explanation: inEnglish(explanation, language), fix: inEnglish(fix, language) }
    },
    [language, findings],
  )
}

interface Noted {
  readonly subject: { readonly type: string }
  readonly action: string
  readonly words: string
}

/** What was done, as a sentence for an event of an audit log. */
export function useAuditWords(): (event: Noted) => Said {
  const { language } = useLanguage()
  const german = useGermanErrors()
  return useCallback(
    ({ subject, action, words }) => {
      const text = german?.sayAudit(subject.type, action)
      return text === undefined ? inEnglish(words, language) : { text }
    },
    [language, german],
  )
}

interface Setting {
  readonly name: string
  readonly description: string
  readonly should: string
}

/** What a setting of the portal is for, and what a right value looks like. */
export function useSettingWords(): (setting: Setting) => { description: Said; should: Said } {
  const { language } = useLanguage()
  const german = useLazy(settingsInGerman, language === 'de')
  return useCallback(
    ({ name, description, should }) => {
      const words = german?.[name]
      if (words) return { description: { text: words.description }, should: { text: words.should } }
      return { description: inEnglish(description, language), should: inEnglish(should, language) }
    },
    [language, german],
  )
}

/** The German words of refusals and notes; undefined on a page in English, and until they are loaded. */
export function useGermanErrors(): GermanWords | undefined {
  const { language } = useLanguage()
  return useLazy(errorsInGerman, language === 'de')
}

const inEnglish = (text: string, language: Language): Said => (language === 'en' ? { text } : { text, lang: 'en' })
