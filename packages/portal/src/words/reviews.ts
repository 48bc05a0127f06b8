import type {
  Behaviour,
  BehaviourChange,
  ChecklistItem,
  FileChange,
  ReviewReason,
  ReviewState,
  RiskReason,
} from '@mosis/api'
import { words } from 'virtual:contract'
import { column } from './family.ts'
import type { Family } from './family.ts'

/** How far a review has come. */
export const reviewStates: Family<ReviewState> = {
  en: {
    open: 'Open',
    approved: 'Approved',
    rejected: 'Rejected',
    changes_requested: 'Changes requested',
    cancelled: 'Cancelled',
  },
  de: {
    open: 'Offen',
    approved: 'Freigegeben',
    rejected: 'Abgelehnt',
    changes_requested: 'Änderungen nötig',
    cancelled: 'Zurückgenommen',
  },
}

/** Which part of the queue is shown. */
export const queueParts: Family<'mine' | 'free' | 'escalated' | 'appeals'> = {
  en: { mine: 'Claimed by me', free: 'Claimed by nobody', escalated: 'Left to an admin', appeals: 'Appeals' },
  de: {
    mine: 'Von mir übernommen',
    free: 'Von niemandem übernommen',
    escalated: 'An einen Admin weitergegeben',
    appeals: 'Widersprüche',
  },
}

/** Why a version is not approved, in a sentence for its developer. */
export const reviewReasons: Family<ReviewReason> = {
  en: column(words.reviewReasons, 'sentence'),
  de: {
    does_not_work: 'Die App bricht ab, zeigt einen Fehler oder tut nicht, was sie sagt.',
    misleading: 'Was der Store über die App sagt, stimmt nicht mit der App überein.',
    imitation: 'Die App ist mit einer fremden App zu verwechseln.',
    permission_not_needed: 'Die App verlangt eine Berechtigung, die nichts in ihr braucht.',
    permission_unexplained: 'Die App verlangt eine Berechtigung, ohne zu sagen, wofür.',
    data_without_consent: 'Die App sendet Daten über die Person, ohne gefragt zu haben.',
    hidden_behaviour: 'Die App verbirgt, was sie tut, oder tut etwas anderes, als sie zeigt.',
    remote_code: 'Die App holt aus dem Netz, was sie dann ausführt.',
    unsafe_network: 'Die App verbindet sich, wohin sie nicht sollte, oder unverschlüsselt.',
    harmful: 'Die App kann Menschen oder ihren Geräten schaden.',
    illegal_content: 'Die App zeigt oder verbreitet, was das Gesetz verbietet.',
    rights: 'Die App verwendet fremde Werke ohne das Recht dazu.',
    unsuitable_content: 'Die App zeigt, was die Regeln dieses Portals nicht erlauben.',
    spam: 'Die App wiederholt andere, hat keinen eigenen Inhalt oder wirbt nur.',
    hard_to_use: 'Texte oder Bedienelemente sind nicht lesbar, nicht erreichbar oder nicht verständlich.',
    missing_information: 'Für die Prüfung der App fehlt etwas.',
    other: 'Etwas anderes, in den Worten des Prüfteams.',
  },
}

/** What the developer does about a reason. */
export const reviewReasonFixes: Family<ReviewReason> = {
  en: column(words.reviewReasons, 'fix'),
  de: {
    does_not_work: 'Jeden Bildschirm mit mosis run ausprobieren und die Fehler beheben.',
    misleading: 'Name, Beschreibung, Screenshots und App in Einklang bringen.',
    imitation: 'Einen eigenen Namen, ein eigenes Symbol und eigene Worte wählen.',
    permission_not_needed:
      'Die Berechtigung aus dem Manifest nehmen oder sie dort verwenden, wo der Grund zu sehen ist.',
    permission_unexplained: 'Den Grund vor der Frage auf dem Bildschirm nennen, und in der Beschreibung.',
    data_without_consent: 'Erst fragen, ohne ein Ja nichts senden, und im Datenschutzhinweis sagen, was gesendet wird.',
    hidden_behaviour: 'Das Versteckte entfernen und Code schreiben, der sich lesen lässt.',
    remote_code: 'Die ganze App in das Paket legen und nur Daten laden.',
    unsafe_network: 'https verwenden und die Domains im Manifest aufführen.',
    harmful: 'Hier gibt es nichts zu beheben: Eine solche App wird nicht veröffentlicht.',
    illegal_content: 'Den Inhalt entfernen.',
    rights: 'Die Werke ersetzen oder die Erlaubnis in den Nachrichten zur Version zeigen.',
    unsuitable_content:
      'Den Inhalt entfernen oder, wo die Regeln es erlauben, nur denen zeigen, die ihn verlangt haben.',
    spam: 'Der App einen eigenen Nutzen geben oder sie mit der anderen zusammenlegen.',
    hard_to_use: 'Jeden Bildschirm in der kleinsten Größe und mit den längsten Texten ansehen.',
    missing_information:
      'In den Neuerungen oder den Nachrichten zur Version ergänzen: ein Konto zum Ausprobieren, einen Link, eine Erklärung.',
    other: 'Den Worten folgen oder in den Nachrichten nachfragen.',
  },
}

/** The same reasons in a few words, to choose from. */
export const reviewReasonNames: Family<ReviewReason> = {
  en: {
    does_not_work: 'Does not work',
    misleading: 'Misleading',
    imitation: 'Imitation',
    permission_not_needed: 'Permission not needed',
    permission_unexplained: 'Permission not explained',
    data_without_consent: 'Data without consent',
    hidden_behaviour: 'Hidden behaviour',
    remote_code: 'Code from the network',
    unsafe_network: 'Unsafe network use',
    harmful: 'Harmful',
    illegal_content: 'Against the law',
    rights: 'Rights of others',
    unsuitable_content: 'Content not allowed here',
    spam: 'Spam',
    hard_to_use: 'Hard to use',
    missing_information: 'Information missing',
    other: 'Something else',
  },
  de: {
    does_not_work: 'Funktioniert nicht',
    misleading: 'Irreführend',
    imitation: 'Nachahmung',
    permission_not_needed: 'Unnötige Berechtigung',
    permission_unexplained: 'Unerklärte Berechtigung',
    data_without_consent: 'Daten ohne Einwilligung',
    hidden_behaviour: 'Verborgenes Verhalten',
    remote_code: 'Code aus dem Netz',
    unsafe_network: 'Unsichere Verbindungen',
    harmful: 'Schädlich',
    illegal_content: 'Gegen das Gesetz',
    rights: 'Rechte anderer',
    unsuitable_content: 'Hier nicht erlaubter Inhalt',
    spam: 'Ohne eigenen Nutzen',
    hard_to_use: 'Schwer zu bedienen',
    missing_information: 'Angaben fehlen',
    other: 'Etwas anderes',
  },
}

/** Why a review comes earlier than others. */
export const riskReasons: Family<RiskReason> = {
  en: column(words.riskReasons, 'about'),
  de: {
    appeal: 'Gegen eine Entscheidung wurde Widerspruch eingelegt.',
    user_reports: 'Die App wurde gemeldet.',
    key_change: 'Ein anderer Schlüssel signiert die App.',
    look_alike: 'Kennung oder Name ähneln einer bekannten App eines anderen Teams.',
    behaviour: 'Die App tut, was ihre letzte freigegebene Version nicht getan hat.',
    first_app: 'Von diesem Team wurde noch nichts freigegeben.',
    unfinished: 'Die automatische Prüfung kam nicht zu einem Ende.',
    dangerous_permission: 'Die App verlangt sensible Berechtigungen, die sie bisher nicht hatte.',
    any_host: 'Die App darf sich jetzt überallhin verbinden: Ihr Manifest führt keine Domains auf.',
    random_sample: 'Von 100 Versionen wird eine zufällig ausgewählt und genau angesehen.',
    warnings: 'Die automatische Prüfung warnt.',
    new_domain: 'Die App darf sich mit Domains verbinden, die bisher nicht dabei waren.',
  },
}

/** The same in a few words, for the queue and its filter. */
export const riskReasonNames: Family<RiskReason> = {
  en: {
    appeal: 'Appeal',
    user_reports: 'Reported',
    key_change: 'Other key',
    look_alike: 'Look-alike',
    behaviour: 'New behaviour',
    first_app: 'First app',
    unfinished: 'Check unfinished',
    dangerous_permission: 'New permission',
    any_host: 'Any host',
    random_sample: 'Random sample',
    warnings: 'Warnings',
    new_domain: 'New domain',
  },
  de: {
    appeal: 'Widerspruch',
    user_reports: 'Gemeldet',
    key_change: 'Anderer Schlüssel',
    look_alike: 'Verwechslungsgefahr',
    behaviour: 'Neues Verhalten',
    first_app: 'Erste App',
    unfinished: 'Prüfung unvollständig',
    dangerous_permission: 'Neue Berechtigung',
    any_host: 'Beliebige Ziele',
    random_sample: 'Stichprobe',
    warnings: 'Warnungen',
    new_domain: 'Neue Domain',
  },
}

/** What a reviewer looks at before approving. */
export const checklist: Family<ChecklistItem> = {
  en: words.reviewChecklist,
  de: {
    difference: 'Der Unterschied zur letzten freigegebenen Version wurde gelesen.',
    started: 'Die App wurde gestartet, ihre Bildschirme wurden ausprobiert.',
    described: 'Name, Beschreibung und Screenshots sagen, was die App tut.',
    permissions: 'Jede Berechtigung wird gebraucht und dort verlangt, wo der Grund zu sehen ist.',
    network: 'Die App verbindet sich nur, wohin sie muss.',
    data: 'Die App sendet nichts über die Person, ohne gefragt zu haben.',
    content: 'Der Inhalt der App ist hier erlaubt.',
    findings: 'Jede Warnung der automatischen Prüfung wurde angesehen.',
  },
}

/** What happened to a file from one version to the next. */
export const fileChanges: Family<FileChange['change']> = {
  en: { added: 'Added', removed: 'Removed', changed: 'Changed' },
  de: { added: 'Neu', removed: 'Entfernt', changed: 'Geändert' },
}

/** Why the lines of a file are not shown. */
export const leftOutFiles: Family<NonNullable<FileChange['left_out']>> = {
  en: {
    not_text: 'This file is not text.',
    too_large: 'This file is too large to compare.',
    too_different: 'The two files have too little in common to compare.',
    too_much: 'So much has changed that this file is not compared.',
  },
  de: {
    not_text: 'Diese Datei ist kein Text.',
    too_large: 'Diese Datei ist zu groß für einen Vergleich.',
    too_different: 'Die beiden Dateien haben zu wenig gemeinsam für einen Vergleich.',
    too_much: 'So viel hat sich geändert, dass diese Datei nicht verglichen wird.',
  },
}

/** How the trial of a version in the sandbox ended. */
export const behaviourEndings: Family<Behaviour['ended']> = {
  en: {
    finished: 'Ran to the end of the trial',
    limit: 'Was cut off',
    crashed: 'Crashed',
    unfinished: 'Could not be tried to the end',
  },
  de: {
    finished: 'Lief bis zum Ende des Versuchs',
    limit: 'Wurde abgebrochen',
    crashed: 'Ist abgestürzt',
    unfinished: 'Konnte nicht bis zum Ende ausprobiert werden',
  },
}

/** What a version does that the last approved one did not; `what` of the change is named after it. */
export const behaviourChanges: Family<BehaviourChange['kind']> = {
  en: {
    call: 'Calls',
    permission: 'Asks for the permission',
    host: 'Tries to connect to',
    file: 'Writes the file',
    database: 'Keeps the database',
    error: 'Runs into',
    end: 'Ended early:',
  },
  de: {
    call: 'Ruft auf:',
    permission: 'Verlangt die Berechtigung',
    host: 'Versucht eine Verbindung zu',
    file: 'Schreibt die Datei',
    database: 'Führt die Datenbank',
    error: 'Stößt auf den Fehler',
    end: 'Endete vorzeitig:',
  },
}
