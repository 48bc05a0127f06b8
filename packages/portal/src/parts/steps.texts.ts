import { defineTexts } from '../texts.ts'

export const stepsTexts = defineTexts({
  en: { done: 'done', current: 'now', failed: 'failed', next: 'to come' },
  de: { done: 'erledigt', current: 'jetzt', failed: 'fehlgeschlagen', next: 'steht noch aus' },
})
