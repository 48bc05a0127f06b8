import { useEffect } from 'react'
import { useLanguage } from '../language.tsx'
import { preloadWords } from '../words/use-words.ts'

const idleAfterMs = 2000

/** Fetches the words of refusals once the page stands, so that the first refusal has them. */
export function usePreloadedWords(): void {
  const { language } = useLanguage()
  useEffect(() => {
    const timer = setTimeout(preloadWords, idleAfterMs, language)
    return () => clearTimeout(timer)
  }, [language])
}
