import { defineTexts } from '../texts.ts'

export const dialogTexts = defineTexts({
  en: {
    close: 'Close',
    cancel: 'Cancel',
    typed: (word: string) => `Type “${word}” to confirm`,
  },
  de: {
    close: 'Schließen',
    cancel: 'Abbrechen',
    typed: (word: string) => `Zur Bestätigung „${word}“ eingeben`,
  },
})
