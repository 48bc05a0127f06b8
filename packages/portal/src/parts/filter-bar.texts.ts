import { defineTexts } from '../texts.ts'

export const filterBarTexts = defineTexts({ en: { clear: 'Clear filters' }, de: { clear: 'Filter zurücksetzen' } })
