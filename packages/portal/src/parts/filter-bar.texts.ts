import { defineTexts } from '../texts.ts'

export const filterBarTexts = defineTexts({
  en: { clear: 'Clear filters', nothingFits: 'Nothing fits', lessMayShowMore: 'A filter less may show more.' },
  de: {
    clear: 'Filter zurücksetzen',
    nothingFits: 'Nichts gefunden',
    lessMayShowMore: 'Ein Filter weniger zeigt vielleicht mehr.',
  },
})
