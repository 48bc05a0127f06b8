import { defineTexts } from '../../texts.ts'

export const quickStartTexts = defineTexts({
  en: {
    title: 'Your first app',
    lead: 'Four commands lead from nothing to a version in review. All they need is Node 24.15 or newer.',
    install: 'Get the command',
    installLead: 'From this portal, in a few seconds; it brings everything along.',
    init: 'Make an app that runs',
    initLead: 'Screen, style, script, texts, icons and tests, on a phone in your browser with mosis dev my-app.',
    login: 'Sign in to this portal',
    loginLead: 'Shows an address and a code; you approve it in this browser.',
    publish: 'Build, sign, upload and submit',
    publishLead: 'Makes your signing key first. Then you see here what the review finds.',
    or: 'Or begin here: choose the id and the name now, and upload the package later.',
    create: 'Create an app',
  },
  de: {
    title: 'Die erste App',
    lead: '4 Befehle führen vom leeren Ordner zur Version in Prüfung. Nötig ist nur Node ab 24.15.',
    install: 'Den Befehl holen',
    installLead: 'Von diesem Portal, in wenigen Sekunden; er bringt alles mit.',
    init: 'Eine App anlegen, die läuft',
    initLead: 'Bildschirm, Stil, Skript, Texte, Symbole und Tests; mit mosis dev my-app auf einem Telefon im Browser.',
    login: 'An diesem Portal anmelden',
    loginLead: 'Zeigt eine Adresse und einen Code; die Freigabe geschieht in diesem Browser.',
    publish: 'Bauen, signieren, hochladen und einreichen',
    publishLead: 'Legt zuerst den Signaturschlüssel an. Danach stehen hier die Befunde der Prüfung.',
    or: 'Oder hier anfangen: jetzt Kennung und Namen wählen, das Paket später hochladen.',
    create: 'App anlegen',
  },
})
