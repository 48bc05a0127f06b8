import { defineTexts } from '../texts.ts'

export const forbiddenStateTexts = defineTexts({
  en: {
    title: 'This is not yours to see',
    lead: 'Ask an owner of the team for a role that includes it.',
  },
  de: {
    title: 'Dafür reicht Ihre Rolle nicht',
    lead: 'Inhaber des Teams können Ihre Rolle ändern.',
  },
})
