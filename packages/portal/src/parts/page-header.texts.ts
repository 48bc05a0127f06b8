import { defineTexts } from '../texts.ts'

export const pageHeaderTexts = defineTexts({
  en: { crumbs: 'You are here' },
  de: { crumbs: 'Sie sind hier' },
})
