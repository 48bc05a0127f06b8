import { defineTexts } from '../../texts.ts'

export const secondFactorTexts = defineTexts({
  en: {
    title: 'Second step',
    lead: 'This account asks for more than the password.',
    hint: 'Six digits from your authenticator app, or one of your recovery codes.',
    failed: 'You are not signed in yet',
    again: 'Begin again',
    expired: 'This took too long, or had too many wrong codes',
    expiredLead: 'A sign-in waits 5 minutes and 5 tries for its second step. Nothing is wrong with your account.',
  },
  de: {
    title: 'Zweiter Schritt',
    lead: 'Dieses Konto verlangt mehr als das Passwort.',
    hint: '6 Ziffern aus der Authenticator-App oder einer Ihrer Wiederherstellungscodes.',
    failed: 'Noch nicht angemeldet',
    again: 'Neu beginnen',
    expired: 'Das hat zu lange gedauert, oder es gab zu viele falsche Codes',
    expiredLead:
      'Eine Anmeldung wartet 5 Minuten und 5 Versuche auf ihren zweiten Schritt. Mit Ihrem Konto ist alles in Ordnung.',
  },
})
