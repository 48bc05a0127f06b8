import { defineTexts } from '../../texts.ts'

export const setupTexts = defineTexts({
  en: {
    title: 'Set up this portal',
    lead: 'This makes the admin account. The link works once; afterwards this page is closed.',
    create: 'Make the admin account',
    failed: 'The admin account was not made',
    broken:
      'The one-time admin link was used already, or is not complete. As long as there is no admin, the portal prints the link each time it starts.',
    doneTitle: 'The portal is yours',
    doneLead: 'The admin account is made. Guard it well: it decides what every device may install.',
    secure: 'Protect it now',
    secureHint: 'A passkey or an authenticator app, so that the password alone opens nothing.',
    look: 'Look at the portal',
    terminal: 'From a terminal you sign in with',
  },
  de: {
    title: 'Dieses Portal einrichten',
    lead: 'Hier entsteht das Konto des Admins. Der Link gilt einmal; danach ist diese Seite geschlossen.',
    create: 'Admin-Konto anlegen',
    failed: 'Das Admin-Konto wurde nicht angelegt',
    broken:
      'Der einmalige Admin-Link wurde schon benutzt oder ist nicht vollständig. Solange es keinen Admin gibt, gibt das Portal den Link bei jedem Start aus.',
    doneTitle: 'Das Portal gehört Ihnen',
    doneLead: 'Das Admin-Konto ist angelegt. Gut hüten: Es entscheidet, was jedes Gerät installieren darf.',
    secure: 'Jetzt absichern',
    secureHint: 'Ein Passkey oder eine Authenticator-App, damit das Passwort allein nichts öffnet.',
    look: 'Das Portal ansehen',
    terminal: 'Im Terminal anmelden mit',
  },
})
