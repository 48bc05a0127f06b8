import { defineTexts, plural } from '../../texts.ts'

export const dataTexts = defineTexts({
  en: {
    title: 'Your data',
    export: 'Take your data along',
    exportLead:
      'One JSON file with everything that the portal holds about you: profile, sessions, ways to sign in, keys (never their secrets), teams, apps and your activity.',
    download: 'Download the file',
    exportFailed: 'The file could not be made',
    exported: 'The file is saved.',
    delete: 'Delete the account',
    deleteLead: 'For ever. You may want a copy of your data first.',
    gone: [
      'Your profile, sessions, ways to sign in and keys are deleted at once.',
      'You leave your teams. Teams that have other members keep their apps.',
      'What was published stays in the store. The log of changes stays too, without your name.',
    ].join('\n'),
    deleteAct: 'Delete my account',
    deleteTitle: 'Delete your account?',
    deleteText: 'This cannot be undone. Everything personal is deleted at once, and you are signed out everywhere.',
    lastAdmin: 'The portal has no other admin',
    lastAdminText: 'Make somebody else an admin first; without one nobody could ever become one.',
    toAccounts: 'To the accounts',
    ownsTeams: 'These teams would be left without an owner',
    ownsTeamsText: 'Make another member owner of them. Where there is none, withdraw, delete or transfer the apps.',
    members: (count: number) => plural(count, { one: '# other member', other: '# other members' }),
    noMembers: 'no other members',
  },
  de: {
    title: 'Ihre Daten',
    export: 'Daten mitnehmen',
    exportLead:
      'Eine JSON-Datei mit allem, was das Portal über Sie gespeichert hat: Profil, Sitzungen, Anmeldewege, Schlüssel (nie ihre Geheimnisse), Teams, Apps und Ihre Aktivität.',
    download: 'Datei herunterladen',
    exportFailed: 'Die Datei konnte nicht erstellt werden',
    exported: 'Die Datei ist gespeichert.',
    delete: 'Konto löschen',
    deleteLead: 'Für immer. Eine Kopie der Daten vorher ist eine gute Idee.',
    gone: [
      'Profil, Sitzungen, Anmeldewege und Schlüssel sind sofort gelöscht.',
      'Sie verlassen Ihre Teams. Teams mit anderen Mitgliedern behalten ihre Apps.',
      'Was veröffentlicht wurde, bleibt im Store. Auch das Protokoll bleibt, ohne Ihren Namen.',
    ].join('\n'),
    deleteAct: 'Mein Konto löschen',
    deleteTitle: 'Ihr Konto löschen?',
    deleteText:
      'Das lässt sich nicht rückgängig machen. Alles Persönliche ist sofort gelöscht, und Sie sind überall abgemeldet.',
    lastAdmin: 'Das Portal hat keinen anderen Admin',
    lastAdminText: 'Zuerst jemand anderen zum Admin machen; ohne einen könnte es nie wieder einen geben.',
    toAccounts: 'Zu den Konten',
    ownsTeams: 'Diese Teams hätten keinen Inhaber mehr',
    ownsTeamsText:
      'Ein anderes Mitglied zum Inhaber machen. Wo es keines gibt, die Apps zurückziehen, löschen oder übertragen.',
    members: (count: number) => plural(count, { one: '# anderes Mitglied', other: '# andere Mitglieder' }),
    noMembers: 'keine anderen Mitglieder',
  },
})
