import { defineTexts } from '../../texts.ts'

export const notesTexts = defineTexts({
  en: {
    title: 'What is new, by language',
    lead: 'People read it in the store and before an update, in their language. It can be changed at any time.',
    failed: 'The release notes could not be loaded',
    saveFailed: 'The release notes could not be saved',
    save: 'Save',
    saved: 'Saved',
    submittedTitle: 'Handed in with the version',
    submittedLead: 'The reviewers read this, and people for whose language there is nothing above.',
    emptyTitle: 'Nothing is said about this version',
    empty: 'Members with the role Maintainer or above write what is new, in each language.',
  },
  de: {
    title: 'Neuerungen nach Sprachen',
    lead: 'Im Store und vor einer Aktualisierung zu lesen, in der Sprache der Person. Lässt sich jederzeit ändern.',
    failed: 'Die Neuerungen konnten nicht geladen werden',
    saveFailed: 'Die Neuerungen konnten nicht gespeichert werden',
    save: 'Speichern',
    saved: 'Gespeichert',
    submittedTitle: 'Mit der Version eingereicht',
    submittedLead: 'Das liest das Prüfteam, und wer oben in seiner Sprache nichts findet.',
    emptyTitle: 'Zu dieser Version steht nichts',
    empty: 'Mitglieder ab der Rolle Betreuer können in jeder Sprache schreiben, was neu ist.',
  },
})
