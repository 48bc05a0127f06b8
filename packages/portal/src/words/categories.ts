import { categories as list } from '@mosis/format/categories'
import type { Category } from '@mosis/format/categories'
import type { Family } from './family.ts'

/** The categories of the store. */
export const categories: Family<Category> = {
  en: Object.fromEntries(list.map(({ name, description }) => [name, description])) as Record<Category, string>,
  de: {
    utilities: 'Werkzeuge und Helfer',
    productivity: 'Arbeit und Organisation',
    communication: 'Nachrichten und Soziales',
    entertainment: 'Spiele und Unterhaltung',
    lifestyle: 'Gesundheit, Fitness, Alltag',
    finance: 'Bank und Finanzen',
    education: 'Lernen und Nachschlagen',
    news: 'Zeitungen und Magazine',
    travel: 'Reisen und Navigation',
    shopping: 'Einkaufen',
  },
}
