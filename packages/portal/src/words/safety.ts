import type { BlockKind, Decision, Quarantine, ReportCategory, SafetyReason } from '@mosis/api'
import { words } from 'virtual:contract'
import { column } from './family.ts'
import type { Family } from './family.ts'

/** What people report apps for, to choose from. */
export const reportCategories: Family<ReportCategory> = {
  en: column(words.reportCategories, 'about'),
  de: {
    malware: 'Die App schadet dem Gerät oder der Person.',
    fraud: 'Die App erschleicht sich Geld, Passwörter oder eine Identität.',
    private_data: 'Die App sammelt oder teilt persönliche Daten, ohne zu fragen.',
    imitation: 'Die App gibt sich als eine andere App oder Person aus.',
    illegal_content: 'Die App zeigt oder verbreitet, was das Gesetz verbietet.',
    unsuitable_content: 'Die App zeigt, was nicht für alle geeignet ist.',
    rights: 'Die App verwendet fremde Werke ohne das Recht dazu.',
    broken: 'Die App funktioniert nicht.',
    other: 'Etwas anderes, in eigenen Worten.',
  },
}

/** The same in a word or two, for counts and filters. */
export const reportCategoryNames: Family<ReportCategory> = {
  en: {
    malware: 'Harmful',
    fraud: 'Fraud',
    private_data: 'Personal data',
    imitation: 'Imitation',
    illegal_content: 'Against the law',
    unsuitable_content: 'Unsuitable content',
    rights: 'Rights of others',
    broken: 'Does not work',
    other: 'Something else',
  },
  de: {
    malware: 'Schädlich',
    fraud: 'Betrug',
    private_data: 'Persönliche Daten',
    imitation: 'Nachahmung',
    illegal_content: 'Gegen das Gesetz',
    unsuitable_content: 'Ungeeigneter Inhalt',
    rights: 'Rechte anderer',
    broken: 'Funktioniert nicht',
    other: 'Etwas anderes',
  },
}

/** Why something published is taken away or comes back, to choose from. */
export const safetyReasons: Family<SafetyReason> = {
  en: words.safetyReasons,
  de: {
    malware: 'Schadet Geräten oder Menschen.',
    fraud: 'Erschleicht sich Geld, Passwörter oder Identitäten.',
    private_data: 'Sammelt oder teilt persönliche Daten, ohne zu fragen.',
    imitation: 'Gibt sich als eine andere App oder Person aus.',
    vulnerable: 'Durch einen Fehler können andere den Nutzenden schaden.',
    stolen_key: 'Der Signaturschlüssel ist in fremden Händen.',
    illegal_content: 'Zeigt oder verbreitet, was das Gesetz verbietet.',
    rights: 'Verwendet fremde Werke ohne das Recht dazu.',
    policy: 'Hält die Regeln dieses Portals nicht ein.',
    mistake: 'Die vorige Entscheidung war falsch.',
    resolved: 'Was falsch war, ist behoben.',
    other: 'Etwas anderes, in den öffentlichen Worten daneben.',
  },
}

type PortalReason = keyof typeof words.portalReasons

/** What the portal itself gives as a reason. */
const portalReasons: Family<PortalReason> = {
  en: words.portalReasons,
  de: {
    user_reports: 'So viele haben die App gemeldet, dass das Portal von selbst gehandelt hat.',
    blocked: 'Enthält etwas, das hier blockiert ist, oder ist damit signiert.',
    not_confirmed: 'Niemand hat die Quarantäne rechtzeitig bestätigt.',
  },
}

/** Every reason that the public log and quarantines name: those that people choose and the portal's own. */
export const decisionReasons: Family<SafetyReason | PortalReason> = {
  en: { ...safetyReasons.en, ...portalReasons.en },
  de: { ...safetyReasons.de, ...portalReasons.de },
}

/** What was done, as the public log says it. */
export const decisionActions: Family = {
  en: {
    reject: 'A version was rejected',
    quarantine: 'A version was put into quarantine',
    confirm_quarantine: 'A quarantine was confirmed',
    lift_quarantine: 'A quarantine was ended',
    lapse_quarantine: 'A quarantine ended by itself',
    uphold_quarantine: 'An appeal was turned down: the quarantine stays',
    suspend_app: 'An app was suspended',
    restore_app: 'The suspension of an app was ended',
    block: 'Something was blocked',
    unblock: 'A block was taken back',
  },
  de: {
    reject: 'Eine Version wurde abgelehnt',
    quarantine: 'Eine Version wurde unter Quarantäne gestellt',
    confirm_quarantine: 'Eine Quarantäne wurde bestätigt',
    lift_quarantine: 'Eine Quarantäne wurde aufgehoben',
    lapse_quarantine: 'Eine Quarantäne ist von selbst abgelaufen',
    uphold_quarantine: 'Ein Widerspruch wurde abgewiesen: Die Quarantäne bleibt',
    suspend_app: 'Eine App wurde gesperrt',
    restore_app: 'Die Sperre einer App wurde aufgehoben',
    block: 'Etwas wurde blockiert',
    unblock: 'Eine Blockierung wurde aufgehoben',
  },
}

/** Who decided: the role, never the person. */
export const decidedBy: Family<Decision['by']> = {
  en: { reviewer: 'By a reviewer', admin: 'By an admin', portal: 'By the portal itself' },
  de: { reviewer: 'Vom Prüfteam', admin: 'Von einem Admin', portal: 'Vom Portal selbst' },
}

/** How far a quarantine has come. */
export const quarantineStates: Family<Quarantine['state']> = {
  en: { open: 'Not confirmed yet', confirmed: 'Confirmed', lapsed: 'Ended by itself', lifted: 'Ended' },
  de: { open: 'Noch nicht bestätigt', confirmed: 'Bestätigt', lapsed: 'Von selbst abgelaufen', lifted: 'Aufgehoben' },
}

/** What can be blocked. */
export const blockKinds: Family<BlockKind> = {
  en: { file: 'File', package: 'Package', key: 'Signing key' },
  de: { file: 'Datei', package: 'Paket', key: 'Signaturschlüssel' },
}

/** Whether anybody has looked at reports yet. */
export const reportStates: Family<'open' | 'closed'> = {
  en: { open: 'Open', closed: 'Closed' },
  de: { open: 'Offen', closed: 'Abgeschlossen' },
}
