import { useMemo } from 'react'
import { locales, useLanguage } from '../../language.tsx'

/** Names languages by their tags, in the language of the page: `pt-BR` is "Brazilian Portuguese". */
export function useLocaleName(): (tag: string) => string {
  const { language } = useLanguage()
  return useMemo(() => {
    const names = new Intl.DisplayNames(locales[language], { type: 'language' })
    return (tag) => names.of(tag) ?? tag
  }, [language])
}
