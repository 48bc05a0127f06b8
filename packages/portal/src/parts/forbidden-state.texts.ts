import { defineTexts } from '../texts.ts'

export const forbiddenStateTexts = defineTexts({
  en: {
    title: 'This is not yours to see',
    lead: 'Ask an owner or admin of the team for a role that includes it.',
  },
  de: {
    title: 'Dafür fehlt die Berechtigung',
    lead: 'Ein Inhaber oder Admin des Teams kann eine passende Rolle vergeben.',
  },
})
