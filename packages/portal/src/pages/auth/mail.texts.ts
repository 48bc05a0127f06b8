import { defineTexts } from '../../texts.ts'

/** Words of the pages that mails lead to, and of those that send one. */
export const mailTexts = defineTexts({
  en: {
    checkTitle: 'Check your mail',
    checkLead: (email: string) =>
      `A mail is on its way to ${email}. Open the link in it within 24 hours: then the address is known to be yours, and you can publish.`,
    noServer: (email: string) =>
      `This portal has no mail server. The message to ${email} lies in its mail folder, where whoever runs the portal finds it.`,
    noServerWait: 'You need not wait for it: here everything works without.',
    sendAgain: 'Send it again',
    sentAgain: 'The mail was sent once more.',
    sendFailed: 'The mail was not sent',
    verified: 'The e-mail address is confirmed.',

    verifyTitle: 'Confirm your e-mail address',
    verifyLead: (email: string) => `One press, and ${email} is known to be yours.`,
    verify: 'Confirm the address',
    verifyBroken: 'It works once and for 24 hours. Sign in to have another one sent.',
    sendAnother: 'Send another one',

    changeTitle: 'Confirm your new e-mail address',
    changeLead: (email: string) => `From then on you sign in with ${email}, and mails go there.`,
    change: 'Use this address',
    changed: 'The new e-mail address counts from now on.',
    changeBroken: 'It works once and for 24 hours. Ask for the change again in your account.',
    changeAgain: 'Change the address',

    undoTitle: 'Take your account back',
    undoLead: (email: string) =>
      `This makes ${email} the address of the account again and ends every session. Then you set a new password.`,
    undo: 'Take it back',
    undoBroken: 'It works once and for 7 days. Whoever runs the portal can still help you.',

    taken: 'Another account has this e-mail address by now',
    takenLead: 'An address belongs to one account. Nothing was changed.',

    forgotTitle: 'Set a new password',
    forgotLead: 'Type the e-mail address of your account. A mail with a link comes to it.',
    undone: 'The old address is back, and every session was ended. Now set a new password.',
    sendLink: 'Send the link',
    linkFailed: 'The link was not sent',
    sentLead:
      'If there is an account with this address, a mail with a link is on its way to it. The link works once and for an hour.',
    sentNoServer:
      'This portal has no mail server. If there is an account with this address, the message with the link lies in its mail folder, where whoever runs the portal finds it.',

    resetTitle: 'Choose a new password',
    resetLead: (email: string) =>
      `For ${email}. It ends every session of the account; API keys go on working, and a second factor stays switched on.`,
    reset: 'Set the password',
    resetFailed: 'The password was not set',
    resetBroken: 'It works once and for an hour. Ask for another one.',
    resetAgain: 'Ask for another one',
  },
  de: {
    checkTitle: 'E-Mail öffnen',
    checkLead: (email: string) =>
      `Eine E-Mail an ${email} ist unterwegs. Den Link darin innerhalb von 24 Stunden öffnen: Dann ist bekannt, dass die Adresse Ihnen gehört, und Sie können veröffentlichen.`,
    noServer: (email: string) =>
      `Dieses Portal hat keinen Mailserver. Die Nachricht an ${email} liegt in seinem Mail-Ordner, wo der Betreiber sie findet.`,
    noServerWait: 'Warten ist nicht nötig: Hier geht alles auch ohne Bestätigung.',
    sendAgain: 'Erneut senden',
    sentAgain: 'Die E-Mail wurde erneut gesendet.',
    sendFailed: 'Die E-Mail wurde nicht gesendet',
    verified: 'Die E-Mail-Adresse ist bestätigt.',

    verifyTitle: 'E-Mail-Adresse bestätigen',
    verifyLead: (email: string) => `Ein Klick, und es steht fest, dass ${email} Ihnen gehört.`,
    verify: 'Adresse bestätigen',
    verifyBroken: 'Er gilt einmal und 24 Stunden lang. Nach dem Anmelden lässt sich ein neuer senden.',
    sendAnother: 'Neuen Link senden',

    changeTitle: 'Neue E-Mail-Adresse bestätigen',
    changeLead: (email: string) => `Danach melden Sie sich mit ${email} an, und E-Mails gehen dorthin.`,
    change: 'Diese Adresse verwenden',
    changed: 'Ab jetzt gilt die neue E-Mail-Adresse.',
    changeBroken: 'Er gilt einmal und 24 Stunden lang. Die Änderung im Konto neu anstoßen.',
    changeAgain: 'Adresse ändern',

    undoTitle: 'Konto zurückholen',
    undoLead: (email: string) =>
      `Damit gehört das Konto wieder zu ${email}, und alle Sitzungen enden. Danach setzen Sie ein neues Passwort.`,
    undo: 'Zurückholen',
    undoBroken: 'Er gilt einmal und 7 Tage lang. Der Betreiber des Portals kann trotzdem noch helfen.',

    taken: 'Ein anderes Konto hat diese E-Mail-Adresse inzwischen',
    takenLead: 'Eine Adresse gehört zu einem Konto. Es wurde nichts geändert.',

    forgotTitle: 'Neues Passwort setzen',
    forgotLead: 'Die E-Mail-Adresse Ihres Kontos eingeben. Dorthin kommt eine E-Mail mit einem Link.',
    undone: 'Die alte Adresse gilt wieder, und alle Sitzungen sind beendet. Jetzt ein neues Passwort setzen.',
    sendLink: 'Link senden',
    linkFailed: 'Der Link wurde nicht gesendet',
    sentLead:
      'Gibt es ein Konto mit dieser Adresse, ist eine E-Mail mit einem Link dorthin unterwegs. Der Link gilt einmal und eine Stunde lang.',
    sentNoServer:
      'Dieses Portal hat keinen Mailserver. Gibt es ein Konto mit dieser Adresse, liegt die Nachricht mit dem Link in seinem Mail-Ordner, wo der Betreiber sie findet.',

    resetTitle: 'Neues Passwort wählen',
    resetLead: (email: string) =>
      `Für ${email}. Alle Sitzungen des Kontos enden; API-Schlüssel gelten weiter, und ein zweiter Faktor bleibt eingeschaltet.`,
    reset: 'Passwort setzen',
    resetFailed: 'Das Passwort wurde nicht gesetzt',
    resetBroken: 'Er gilt einmal und eine Stunde lang. Einen neuen anfordern.',
    resetAgain: 'Neuen Link anfordern',
  },
})
