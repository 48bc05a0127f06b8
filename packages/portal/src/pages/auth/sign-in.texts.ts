import { defineTexts } from '../../texts.ts'

export const signInTexts = defineTexts({
  en: {
    title: 'Sign in',
    forgot: 'Forgot the password?',
    failed: 'You are not signed in',
    done: {
      'signed-out': 'You are signed out.',
      'new-password': 'The new password counts from now on. Sign in with it.',
      verified: 'The e-mail address is confirmed.',
      email: 'The new e-mail address counts from now on. Sign in with it.',
      deleted: 'Your account is deleted. Thank you for having been here.',
    },
  },
  de: {
    title: 'Anmelden',
    forgot: 'Passwort vergessen?',
    failed: 'Nicht angemeldet',
    done: {
      'signed-out': 'Abgemeldet.',
      'new-password': 'Ab jetzt gilt das neue Passwort. Damit anmelden.',
      verified: 'Die E-Mail-Adresse ist bestätigt.',
      email: 'Ab jetzt gilt die neue E-Mail-Adresse. Damit anmelden.',
      deleted: 'Ihr Konto ist gelöscht. Danke, dass Sie hier waren.',
    },
  },
})
