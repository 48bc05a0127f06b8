import { defineTexts, plural } from '../../texts.ts'

/** The words that the pages of the administration share. */
export const adminTexts = defineTexts({
  en: {
    all: 'All',
    search: 'Search',
    sort: 'Sort by',
    state: 'State',
    noneTitle: 'Nothing fits',
    none: 'None',
    never: 'Never',
    save: 'Save',
    saved: 'Saved',
    reason: 'Reason',
    details: 'Details',
    close: 'Close',
    count: (count: number, shown: string) => plural(count, { one: '# entry', other: '# entries' }, shown),
    actionsOf: (name: string) => `Actions of ${name}`,
  },
  de: {
    all: 'Alle',
    search: 'Suchen',
    sort: 'Sortieren nach',
    state: 'Status',
    noneTitle: 'Nichts gefunden',
    none: 'Keine',
    never: 'Nie',
    save: 'Speichern',
    saved: 'Gespeichert',
    reason: 'Grund',
    details: 'Einzelheiten',
    close: 'Schließen',
    count: (count: number, shown: string) => plural(count, { one: '# Eintrag', other: '# Einträge' }, shown),
    actionsOf: (name: string) => `Aktionen für ${name}`,
  },
})
