import { defineTexts } from '../../texts.ts'

export const identityTexts = defineTexts({
  en: {
    title: 'Is it you?',
    lead: (email: string) =>
      `What comes next is for ${email} alone. Show once more that it is you; it counts for 15 minutes.`,
    password: 'Password',
    wrongPassword: 'This is not the password of this account.',
    code: 'Code',
    codeHint: 'Six digits from your authenticator app, or one of your recovery codes.',
    confirm: 'Confirm',
    useCode: 'Use a code instead',
    usePassword: 'Use the password instead',
    failed: 'Not confirmed yet',
    nothing: 'This account has no way to show that here. Sign out, sign in again, and come back.',
    waiting: 'Looking up how you sign in…',
    or: 'or',
    withPasskey: 'Use a passkey',
    withProvider: (name: string) => `Continue with ${name}`,
    leaves: 'The browser goes there and comes back to this page.',
    notNow: 'Not now',
  },
  de: {
    title: 'Identität bestätigen',
    lead: (email: string) =>
      `Der nächste Schritt ist allein für ${email}. Noch einmal zeigen, dass Sie es sind; das gilt 15\u00a0Minuten lang.`,
    password: 'Passwort',
    wrongPassword: 'Das ist nicht das Passwort dieses Kontos.',
    code: 'Code',
    codeHint: '6 Ziffern aus der Authenticator-App oder einer Ihrer Wiederherstellungscodes.',
    confirm: 'Bestätigen',
    useCode: 'Stattdessen einen Code verwenden',
    usePassword: 'Stattdessen das Passwort verwenden',
    failed: 'Noch nicht bestätigt',
    nothing: 'Dieses Konto kann sich hier nicht ausweisen. Abmelden, neu anmelden und wiederkommen.',
    waiting: 'Ihre Anmeldewege werden geladen\u00a0…',
    or: 'oder',
    withPasskey: 'Passkey verwenden',
    withProvider: (name: string) => `Weiter mit ${name}`,
    leaves: 'Der Browser geht dorthin und kommt auf diese Seite zurück.',
    notNow: 'Nicht jetzt',
  },
})
