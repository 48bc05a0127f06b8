import { defineTexts } from '../texts.ts'

export const talkTexts = defineTexts({
  en: {
    waiting: 'What was written is on its way\u00a0…',
    failed: 'What was written could not be loaded',
    messages: 'The oldest first',
    more: 'Show more',
    sendFailed: 'It could not be sent',
  },
  de: {
    waiting: 'Die Beiträge werden geladen\u00a0…',
    failed: 'Die Beiträge konnten nicht geladen werden',
    messages: 'Die ältesten zuerst',
    more: 'Mehr zeigen',
    sendFailed: 'Das Senden ist nicht gelungen',
  },
})
