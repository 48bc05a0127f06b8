import { defineTexts } from './texts.ts'

/** Why no passkey came, by `PasskeyFailure`. */
export const passkeyFailureTexts = defineTexts({
  en: {
    insecure: 'Passkeys need a portal that is reached over https.',
    old_browser: 'This browser is too old for passkeys. Update it, or use another way.',
    cancelled: 'The device gave no passkey: it was cancelled, took too long, or has none.',
    known: 'This device already has a passkey of your account.',
    wrong_address: 'The address of this page is not the one the portal was set up with.',
    unknown: 'The device could not use a passkey.',
  },
  de: {
    insecure: 'Passkeys gibt es nur, wenn das Portal über https erreicht wird.',
    old_browser: 'Dieser Browser ist zu alt für Passkeys. Aktualisieren oder einen anderen Weg nehmen.',
    cancelled: 'Das Gerät hat keinen Passkey geliefert: abgebrochen, zu lange gewartet, oder es hat keinen.',
    known: 'Dieses Gerät hat schon einen Passkey Ihres Kontos.',
    wrong_address: 'Die Adresse dieser Seite ist nicht die, mit der das Portal eingerichtet wurde.',
    unknown: 'Das Gerät konnte keinen Passkey verwenden.',
  },
})
