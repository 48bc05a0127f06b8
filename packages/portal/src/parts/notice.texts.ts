import { defineTexts } from '../texts.ts'

export const noticeTexts = defineTexts({
  en: { info: 'Note:', good: 'Done:', warn: 'Warning:', bad: 'Error:' },
  de: { info: 'Hinweis:', good: 'Erledigt:', warn: 'Warnung:', bad: 'Fehler:' },
})
