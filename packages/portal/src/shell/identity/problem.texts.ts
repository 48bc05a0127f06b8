import { defineTexts } from '../../texts.ts'

/** What went wrong at a provider of sign-in, by the code in the address that it led back to. */
export const problemTexts = defineTexts({
  en: {
    problems: {
      'oauth.not_configured': (provider: string) => `Signing in with ${provider} is not set up on this portal.`,
      'oauth.invalid_state': () =>
        'That way back did not begin in this browser, took longer than 10 minutes, or was used before. Begin again here.',
      'oauth.denied': (provider: string) => `${provider} did not confirm who you are: it was refused there.`,
      'oauth.provider_failed': (provider: string) =>
        `${provider} did not answer as it should. Try again in a moment, or sign in another way.`,
      'oauth.email_unverified': (provider: string) =>
        `${provider} has not verified an e-mail address of yours. Verify your primary address there, then sign in again.`,
      'oauth.email_taken': (provider: string) =>
        `There is an account with the e-mail address that ${provider} gave. Sign in the usual way, then link ${provider} in your account.`,
      'oauth.identity_taken': (provider: string) =>
        `This account at ${provider} is linked with another account here. Sign in with ${provider} and unlink it there first.`,
      'oauth.already_linked': (provider: string) =>
        `Another account at ${provider} is linked with yours. Unlink that one first.`,
      'auth.invalid_ticket': () => 'That took too long, or had too many wrong codes. Sign in again.',
      'auth.account_locked': () =>
        'This account is locked. The mail about it says why; write to whoever runs the portal if you think that it is a mistake.',
      'auth.required': () => 'Sign in first.',
    },
    problem: 'That did not work. Try again in a moment, or sign in another way.',
    provider: 'the provider',
  },
  de: {
    problems: {
      'oauth.not_configured': (provider: string) =>
        `Die Anmeldung über ${provider} ist auf diesem Portal nicht eingerichtet.`,
      'oauth.invalid_state': () =>
        'Dieser Rückweg begann nicht in diesem Browser, dauerte länger als 10 Minuten oder wurde schon benutzt. Hier neu beginnen.',
      'oauth.denied': (provider: string) => `${provider} hat nicht bestätigt, wer Sie sind: Dort wurde abgelehnt.`,
      'oauth.provider_failed': (provider: string) =>
        `${provider} hat nicht wie erwartet geantwortet. Gleich noch einmal versuchen oder anders anmelden.`,
      'oauth.email_unverified': (provider: string) =>
        `${provider} hat keine E-Mail-Adresse von Ihnen bestätigt. Dort die Hauptadresse bestätigen, dann neu anmelden.`,
      'oauth.email_taken': (provider: string) =>
        `Zu der E-Mail-Adresse, die ${provider} genannt hat, gibt es schon ein Konto. Wie gewohnt anmelden und ${provider} dann im Konto verknüpfen.`,
      'oauth.identity_taken': (provider: string) =>
        `Dieses Konto bei ${provider} ist hier mit einem anderen Konto verknüpft. Über ${provider} anmelden und es dort zuerst lösen.`,
      'oauth.already_linked': (provider: string) =>
        `Ein anderes Konto bei ${provider} ist mit Ihrem verknüpft. Dieses zuerst lösen.`,
      'auth.invalid_ticket': () => 'Das hat zu lange gedauert oder es gab zu viele falsche Codes. Neu anmelden.',
      'auth.account_locked': () =>
        'Dieses Konto ist gesperrt. Warum, steht in der E-Mail dazu; bei einem Irrtum an den Betreiber des Portals schreiben.',
      'auth.required': () => 'Zuerst anmelden.',
    },
    problem: 'Das hat nicht geklappt. Gleich noch einmal versuchen oder anders anmelden.',
    provider: 'der Anbieter',
  },
})
