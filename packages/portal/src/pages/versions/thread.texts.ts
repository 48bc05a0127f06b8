import { defineTexts } from '../../texts.ts'

export const threadTexts = defineTexts({
  en: {
    title: 'Messages with the reviewers',
    lead: 'For questions and answers about this version. The whole team reads them; reviewers write without a name.',
    reviewer: 'Reviewer',
    emptyTitle: 'No messages yet',
    empty:
      'A reviewer asks here when something is unclear. You can write first: what to try, a test account, why a permission is needed.',
    notReviewedTitle: 'Nobody would read it yet',
    notReviewed: 'Messages go to the reviewers of a version. They can be written as soon as it is submitted.',
    forbidden: 'Members with the role Developer or above answer.',
    text: 'Your message',
    hint: 'Do not send passwords of your own: make a test account.',
    send: 'Send',
    sent: 'Sent',
  },
  de: {
    title: 'Nachrichten mit dem Prüfteam',
    lead: 'Für Fragen und Antworten zu dieser Version. Das ganze Team liest mit; das Prüfteam schreibt ohne Namen.',
    reviewer: 'Prüfteam',
    emptyTitle: 'Noch keine Nachrichten',
    empty:
      'Ist etwas unklar, fragt das Prüfteam hier. Sie können auch zuerst schreiben: was auszuprobieren ist, ein Testkonto, wofür eine Berechtigung da ist.',
    notReviewedTitle: 'Noch liest hier niemand mit',
    notReviewed: 'Nachrichten gehen an das Prüfteam einer Version. Schreiben lässt sich, sobald sie eingereicht ist.',
    forbidden: 'Es antworten Mitglieder ab der Rolle Entwickler.',
    text: 'Ihre Nachricht',
    hint: 'Keine eigenen Passwörter senden: ein Testkonto anlegen.',
    send: 'Senden',
    sent: 'Gesendet',
  },
})
