import { defineTexts, plural } from '../texts.ts'

export const tableTexts = defineTexts({
  en: {
    actions: 'Actions',
    choose: 'Choose',
    chooseAll: 'Choose all on this page',
    chosen: (count: number, shown: string) => plural(count, { one: '# chosen', other: '# chosen' }, shown),
    none: 'Choose none',
    newer: 'Newer',
    older: 'Older',
    pages: (label: string) => `Pages: ${label}`,
    total: (count: number, shown: string) => plural(count, { one: '# entry', other: '# entries' }, shown),
  },
  de: {
    actions: 'Aktionen',
    choose: 'Auswählen',
    chooseAll: 'Alle auf dieser Seite auswählen',
    chosen: (count: number, shown: string) => plural(count, { one: '# ausgewählt', other: '# ausgewählt' }, shown),
    none: 'Auswahl aufheben',
    newer: 'Neuere',
    older: 'Ältere',
    pages: (label: string) => `Seiten: ${label}`,
    total: (count: number, shown: string) => plural(count, { one: '# Eintrag', other: '# Einträge' }, shown),
  },
})
