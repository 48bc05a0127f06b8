import type { OAuthProvider, Proof, SecondFactorMethod, Session } from '@mosis/api'
import type { Family } from './family.ts'

/** What a sign-in may be finished with. */
export const secondFactorMethods: Family<SecondFactorMethod> = {
  en: { totp: 'Authenticator app', recovery_code: 'Recovery code', passkey: 'Passkey' },
  de: { totp: 'Authenticator-App', recovery_code: 'Wiederherstellungscode', passkey: 'Passkey' },
}

/** How somebody proves again who they are. */
export const proofMethods: Family<Proof['method']> = {
  en: { password: 'Password', totp: 'Authenticator app', passkey: 'Passkey' },
  de: { password: 'Passwort', totp: 'Authenticator-App', passkey: 'Passkey' },
}

/** How a session began. */
export const sessionMethods: Family<OAuthProvider | 'password' | 'passkey' | 'device'> = {
  en: {
    password: 'With a password',
    github: 'With GitHub',
    google: 'With Google',
    passkey: 'With a passkey',
    device: 'Approved in the browser',
  },
  de: {
    password: 'Mit Passwort',
    github: 'Über GitHub',
    google: 'Über Google',
    passkey: 'Mit einem Passkey',
    device: 'Im Browser bestätigt',
  },
}

/** What a session belongs to. */
export const sessionKinds: Family<Session['kind']> = {
  en: { browser: 'In a browser', client: 'A program' },
  de: { browser: 'In einem Browser', client: 'Ein Programm' },
}

/** What became of the question whether a device may sign in. */
export const deviceLoginStates: Family<'pending' | 'approved' | 'denied'> = {
  en: { pending: 'Waits for your answer', approved: 'Approved', denied: 'Refused' },
  de: { pending: 'Wartet auf Ihre Antwort', approved: 'Erlaubt', denied: 'Abgelehnt' },
}
