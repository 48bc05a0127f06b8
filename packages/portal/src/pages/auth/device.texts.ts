import type { Scope } from '@mosis/api'
import { defineTexts } from '../../texts.ts'

/** What each right allows a device, as the continuation of "It will be able to". */
const rights = {
  en: {
    'apps:read': 'see your apps and their versions',
    'apps:write': 'create apps and change what the store says about them',
    'versions:upload': 'upload new versions',
    'versions:publish': 'submit versions for review and publish them',
    'telemetry:read': 'see how your apps are used and how they crash',
    'keys:manage': 'register and revoke your signing keys',
  },
  de: {
    'apps:read': 'Ihre Apps und deren Versionen sehen',
    'apps:write': 'Apps anlegen und ändern, was der Store über sie sagt',
    'versions:upload': 'neue Versionen hochladen',
    'versions:publish': 'Versionen zur Prüfung einreichen und veröffentlichen',
    'telemetry:read': 'sehen, wie Ihre Apps benutzt werden und wo sie abstürzen',
    'keys:manage': 'Ihre Signaturschlüssel registrieren und widerrufen',
  },
} as const satisfies Record<'en' | 'de', Record<Scope, string>>

export const deviceTexts = defineTexts({
  en: {
    askTitle: 'Sign in a device',
    askLead: 'Type the code that the other device or the terminal shows.',
    code: 'Code',
    codeHint: 'Eight letters, such as WDJB-MJHT',
    continue: 'Continue',
    failed: 'This code leads nowhere',
    waiting: 'Looking the code up…',
    title: 'Let this device in?',
    warning: 'Only if you started this yourself',
    warningText:
      'and your device shows the same code. Nobody from Mosis ever sends you a code or asks you to open this page.',
    program: 'Program',
    from: 'Asks from',
    notHere: (address: string) => `you are at ${address}`,
    at: 'Asked',
    as: 'Signs in as',
    able: 'It will be able to',
    everything: 'do everything else that you can do here',
    rights: rights.en,
    approve: 'Let it in',
    deny: 'Refuse',
    decideFailed: 'The device was neither let in nor refused',
    approvedTitle: 'The device is signed in',
    approvedLead: 'Go back to it: it goes on by itself within a few seconds. You may close this page.',
    mistake: 'Was it a mistake? End its session:',
    sessions: 'your sessions',
    deniedTitle: 'The device was refused',
    deniedLead:
      'It is not signed in. If you did not start this, somebody tried to get into your account: never type a code that somebody else sends you.',
    another: 'Type another code',
  },
  de: {
    askTitle: 'Ein Gerät anmelden',
    askLead: 'Den Code eingeben, den das andere Gerät oder das Terminal zeigt.',
    code: 'Code',
    codeHint: '8 Buchstaben, zum Beispiel WDJB-MJHT',
    continue: 'Weiter',
    failed: 'Dieser Code gilt nicht',
    waiting: 'Der Code wird nachgeschlagen\u00a0…',
    title: 'Dieses Gerät anmelden?',
    warning: 'Nur, wenn Sie das selbst begonnen haben',
    warningText:
      'und Ihr Gerät denselben Code zeigt. Niemand von Mosis schickt je einen Code oder bittet darum, diese Seite zu öffnen.',
    program: 'Programm',
    from: 'Anfrage von',
    notHere: (address: string) => `Sie sind bei ${address}`,
    at: 'Anfrage',
    as: 'Meldet sich an als',
    able: 'Es darf dann',
    everything: 'alles andere tun, was Sie hier tun dürfen',
    rights: rights.de,
    approve: 'Anmelden',
    deny: 'Ablehnen',
    decideFailed: 'Das Gerät wurde weder angemeldet noch abgelehnt',
    approvedTitle: 'Das Gerät ist angemeldet',
    approvedLead: 'Dort geht es in wenigen Sekunden von selbst weiter. Diese Seite kann geschlossen werden.',
    mistake: 'War das ein Versehen? Die Sitzung beenden:',
    sessions: 'Ihre Sitzungen',
    deniedTitle: 'Das Gerät wurde abgelehnt',
    deniedLead:
      'Es ist nicht angemeldet. Haben Sie das nicht selbst begonnen, wollte jemand in Ihr Konto gelangen: Nie einen Code eingeben, den jemand anderes schickt.',
    another: 'Anderen Code eingeben',
  },
})
