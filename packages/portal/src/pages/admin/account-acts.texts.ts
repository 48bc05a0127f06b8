import { defineTexts } from '../../texts.ts'

/** What an admin does to the account of somebody else; each line of `…Effects` is one thing that happens. */
export const accountActsTexts = defineTexts({
  en: {
    happens: 'What happens',
    reason: 'Reason',
    lockReasonHint:
      'The person reads it in the mail and at the next sign-in with the right password; other admins read it in the audit log.',
    factorReasonHint: 'The person reads it in the mail, other admins in the audit log: say how you made sure who asks.',
    failed: 'Nothing was changed',

    lock: 'Lock the account',
    lockTitle: (name: string) => `Lock the account of ${name}?`,
    lockEffects: (email: string) =>
      [
        'Every session ends at once, in browsers and on the command line.',
        'No way of signing in works: password, passkey, GitHub, Google, devices that wait for an approval.',
        'API keys and CI workflows that the person has trusted are refused.',
        'Teams stay as they are, and their apps stay in the store.',
        `${email} gets a mail with the reason.`,
        'You can unlock the account at any time: API keys then work again, sessions do not come back.',
      ].join('\n'),
    locked: (name: string) => `${name} is locked`,

    unlock: 'Unlock the account',
    unlockTitle: (name: string) => `Unlock the account of ${name}?`,
    unlockEffects: (email: string) =>
      [
        'The person can sign in again, in every way that worked before.',
        'API keys and trusted CI workflows work again. Sessions that the lock ended do not come back.',
        `${email} gets a mail.`,
      ].join('\n'),
    unlocked: (name: string) => `${name} is unlocked`,
    undo: 'Unlock',

    factor: 'Take the second factor away',
    factorTitle: (name: string) => `Take the second factor of ${name} away?`,
    factorWarning: 'Make sure that it is the owner who asks, for example with a call',
    factorWarningText: 'Whoever can talk you into this needs only the password from then on.',
    factorEffects: (email: string) =>
      [
        'The authenticator app and all recovery codes of the account stop working.',
        'The password alone signs in, until the person sets an app up anew. Passkeys stay.',
        'Every session ends at once, in browsers and on the command line.',
        `${email} gets a mail with the reason.`,
        'This cannot be undone.',
      ].join('\n'),
    factorAct: 'Take it away',
    factorGone: (name: string) => `The second factor of ${name} is taken away`,
  },
  de: {
    happens: 'Was geschieht',
    reason: 'Grund',
    lockReasonHint:
      'Die Person liest ihn in der E-Mail und bei der nächsten Anmeldung mit dem richtigen Passwort, andere Admins im Protokoll.',
    factorReasonHint:
      'Die Person liest ihn in der E-Mail, andere Admins im Protokoll: angeben, wie die Identität geprüft wurde.',
    failed: 'Nichts wurde geändert',

    lock: 'Konto sperren',
    lockTitle: (name: string) => `Konto von ${name} sperren?`,
    lockEffects: (email: string) =>
      [
        'Jede Sitzung endet sofort, in Browsern und auf der Kommandozeile.',
        'Keine Anmeldung gelingt mehr: Passwort, Passkey, GitHub, Google, Geräte, die auf Bestätigung warten.',
        'API-Schlüssel und CI-Workflows, denen die Person vertraut hat, werden abgelehnt.',
        'Teams bleiben, wie sie sind, und ihre Apps bleiben im Store.',
        `${email} erhält eine E-Mail mit dem Grund.`,
        'Die Sperre lässt sich jederzeit aufheben: API-Schlüssel gelten dann wieder, Sitzungen kommen nicht zurück.',
      ].join('\n'),
    locked: (name: string) => `Konto von ${name} gesperrt`,

    unlock: 'Sperre aufheben',
    unlockTitle: (name: string) => `Sperre des Kontos von ${name} aufheben?`,
    unlockEffects: (email: string) =>
      [
        'Die Person kann sich wieder anmelden, auf jedem Weg wie zuvor.',
        'API-Schlüssel und vertraute CI-Workflows gelten wieder. Sitzungen, die mit der Sperre endeten, kommen nicht zurück.',
        `${email} erhält eine E-Mail.`,
      ].join('\n'),
    unlocked: (name: string) => `Sperre des Kontos von ${name} aufgehoben`,
    undo: 'Sperre aufheben',

    factor: 'Zweiten Faktor entfernen',
    factorTitle: (name: string) => `Zweiten Faktor von ${name} entfernen?`,
    factorWarning: 'Sicherstellen, dass die Person selbst darum bittet, zum Beispiel mit einem Anruf',
    factorWarningText: 'Wer Sie dazu überredet, braucht danach nur noch das Passwort.',
    factorEffects: (email: string) =>
      [
        'Die Authenticator-App und alle Wiederherstellungscodes des Kontos gelten nicht mehr.',
        'Das Passwort allein genügt zur Anmeldung, bis die Person eine neue App einrichtet. Passkeys bleiben.',
        'Jede Sitzung endet sofort, in Browsern und auf der Kommandozeile.',
        `${email} erhält eine E-Mail mit dem Grund.`,
        'Das lässt sich nicht rückgängig machen.',
      ].join('\n'),
    factorAct: 'Entfernen',
    factorGone: (name: string) => `Zweiter Faktor von ${name} entfernt`,
  },
})
