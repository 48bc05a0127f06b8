import { defineTexts } from '../texts.ts'

export const loadedTexts = defineTexts({
  en: { loading: 'Loading…', stale: 'What is shown is from before: it could not be loaded again', retry: 'Try again' },
  de: {
    loading: 'Wird geladen\u00a0…',
    stale: 'Der Stand ist von vorhin: Das Laden ist fehlgeschlagen',
    retry: 'Erneut versuchen',
  },
})
