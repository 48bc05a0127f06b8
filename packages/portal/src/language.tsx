import { createContext, use, useEffect, useMemo, useState } from 'react'
import type { ReactNode } from 'react'
import { writeChoice } from './choices.ts'

export const languages = ['en', 'de'] as const
export type Language = (typeof languages)[number]

interface LanguageChoice {
  language: Language
  choose: (language: Language) => void
}

const Context = createContext<LanguageChoice | undefined>(undefined)

/** Gives everything inside it the language of the page; the server has written it into `<html lang>`. */
export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(() => languageOf(document.documentElement.lang))
  const choice = useMemo(() => {
    const choose = (chosen: Language) => {
      writeChoice('mosis_lang', chosen)
      setLanguage(chosen)
    }
    return { language, choose }
  }, [language])
  useEffect(() => {
    document.documentElement.lang = language
  }, [language])
  return <Context value={choice}>{children}</Context>
}

/** The language of the page, and the way to another one. */
export function useLanguage(): LanguageChoice {
  const choice = use(Context)
  if (!choice) throw new Error('useLanguage needs a LanguageProvider around it')
  return choice
}

/** How dates and numbers are written in each language. */
export const locales: Readonly<Record<Language, string>> = { en: 'en-US', de: 'de-DE' }

const languageOf = (tag: string): Language => (tag.startsWith('de') ? 'de' : 'en')
