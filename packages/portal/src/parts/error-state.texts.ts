import { defineTexts } from '../texts.ts'

export const errorStateTexts = defineTexts({
  en: {
    title: 'This could not be loaded',
    retry: 'Try again',
    requestId: (id: string) => `Request ${id}`,
  },
  de: {
    title: 'Das konnte nicht geladen werden',
    retry: 'Erneut versuchen',
    requestId: (id: string) => `Anfrage ${id}`,
  },
})
