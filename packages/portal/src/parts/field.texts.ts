import { defineTexts } from '../texts.ts'

export const fieldTexts = defineTexts({
  en: {
    optional: 'optional',
    show: 'Show the password',
    hide: 'Hide the password',
    clear: 'Empty the search',
    countLeft: (left: string) => `${left} characters left`,
    countOver: (over: string) => `${over} characters too many`,
    less: (label: string) => `${label}: less`,
    more: (label: string) => `${label}: more`,
  },
  de: {
    optional: 'optional',
    show: 'Passwort zeigen',
    hide: 'Passwort verbergen',
    clear: 'Suche leeren',
    countLeft: (left: string) => `Noch ${left} Zeichen`,
    countOver: (over: string) => `${over} Zeichen zu viel`,
    less: (label: string) => `${label}: weniger`,
    more: (label: string) => `${label}: mehr`,
  },
})
