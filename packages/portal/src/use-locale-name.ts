import { useMemo } from 'react'
import { locales, useLanguage } from './language.tsx'

/** Names languages by their tags, in the language of the page: `pt-BR` is "Brazilian Portuguese"; what is no tag stays as it is. */
export function useLocaleName(): (tag: string) => string {
  const { language } = useLanguage()
  return useMemo(() => {
    const names = new Intl.DisplayNames(locales[language], { type: 'language' })
    return (tag) => {
      try {
        return names.of(tag) ?? tag
      } catch {
        return tag
      }
    }
  }, [language])
}
