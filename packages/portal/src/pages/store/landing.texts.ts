import { defineTexts } from '../../texts.ts'

export const landingTexts = defineTexts({
  en: {
    title: '',
    headline: 'Apps for a phone made of software',
    lead: 'Mosis is a virtual smartphone. Its apps are written in RML, RCSS and Lua, signed by their developers, reviewed here, and run in a sandbox that gives them only what a person granted.',
    browse: 'Browse the store',
    create: 'Create an account',
    phones: 'Two Mosis apps: a weather report and a list of notes',
    featured: 'Featured',
    newest: 'New in the store',
    seeAll: 'See all apps',
    empty: 'Nothing is published yet',
    emptyLead: 'The first app could be yours: four commands, and it waits for review.',
    trust: 'What every app here has behind it',
    signed: 'Signed by its developer',
    signedLead: 'The private key never leaves the developer’s machine. A device takes updates from the same key only.',
    reviewed: 'Reviewed before it is offered',
    reviewedLead:
      'Rules read every screen and script; a person decides where the rules cannot. Every removal stands in a public log.',
    contained: 'Contained on the device',
    containedLead:
      'An app sees its own files and nothing else. Camera, location and contacts wait for your yes, within the moment you asked for them.',
    next: 'From nothing to a published app',
    nextLead: 'With Node on your machine, in about two minutes.',
    steps: {
      install: 'Get the command from this portal',
      init: 'Start an app that runs at once',
      login: 'Make an account, or sign in',
      publish: 'Build, sign, upload and submit it',
    },
  },
  de: {
    title: '',
    headline: 'Apps für ein Telefon aus Software',
    lead: 'Mosis ist ein virtuelles Smartphone. Seine Apps sind in RML, RCSS und Lua geschrieben, von ihren Entwicklern signiert, hier geprüft, und laufen in einer Sandbox, die ihnen nur gibt, was jemand erlaubt hat.',
    browse: 'Im Store stöbern',
    create: 'Konto anlegen',
    phones: '2 Mosis-Apps: ein Wetterbericht und eine Notizliste',
    featured: 'Empfohlen',
    newest: 'Neu im Store',
    seeAll: 'Alle Apps ansehen',
    empty: 'Noch ist nichts veröffentlicht',
    emptyLead: 'Die erste App könnte Ihre sein: 4 Befehle, und sie wartet auf die Prüfung.',
    trust: 'Was hinter jeder App steht',
    signed: 'Vom Entwickler signiert',
    signedLead:
      'Der private Schlüssel verlässt nie den Rechner des Entwicklers. Ein Gerät nimmt Updates nur vom selben Schlüssel an.',
    reviewed: 'Geprüft, bevor sie angeboten wird',
    reviewedLead:
      'Regeln lesen jeden Bildschirm und jedes Skript; wo sie nicht reichen, entscheidet eine Person. Jede Entfernung steht in einem öffentlichen Protokoll.',
    contained: 'Auf dem Gerät eingegrenzt',
    containedLead:
      'Eine App sieht ihre eigenen Dateien und sonst nichts. Kamera, Standort und Kontakte warten auf Ihr Ja, in dem Moment, in dem es gebraucht wird.',
    next: 'Von nichts zur veröffentlichten App',
    nextLead: 'Mit Node auf dem Rechner, in etwa 2\u00a0Minuten.',
    steps: {
      install: 'Den Befehl von diesem Portal holen',
      init: 'Eine App beginnen, die sofort läuft',
      login: 'Konto anlegen oder anmelden',
      publish: 'Bauen, signieren, hochladen und einreichen',
    },
  },
})
