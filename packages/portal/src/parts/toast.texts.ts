import { defineTexts } from '../texts.ts'

export const toastTexts = defineTexts({
  en: { region: 'Messages', dismiss: 'Close this message' },
  de: { region: 'Meldungen', dismiss: 'Diese Meldung schließen' },
})
