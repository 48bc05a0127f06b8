import type { Release, Track, UploadState, VersionState } from '@mosis/api'
import type { Family } from './family.ts'

/** Where a version is on its way, for badges and lists. */
export const versionStates: Family<VersionState> = {
  en: {
    draft: 'Draft',
    submitted: 'Submitted',
    checking: 'Being checked',
    failed: 'Check failed',
    in_review: 'In review',
    changes_requested: 'Changes requested',
    rejected: 'Rejected',
    approved: 'Approved',
    scheduled: 'Scheduled',
    published: 'Published',
    halted: 'Halted',
    superseded: 'Superseded',
    quarantined: 'Quarantined',
    withdrawn: 'Withdrawn',
  },
  de: {
    draft: 'Entwurf',
    submitted: 'Eingereicht',
    checking: 'Wird geprüft',
    failed: 'Nicht bestanden',
    in_review: 'In Prüfung',
    changes_requested: 'Änderungen nötig',
    rejected: 'Abgelehnt',
    approved: 'Freigegeben',
    scheduled: 'Geplant',
    published: 'Veröffentlicht',
    halted: 'Angehalten',
    superseded: 'Ersetzt',
    quarantined: 'In Quarantäne',
    withdrawn: 'Zurückgezogen',
  },
}

/** What a state means for the team, and what comes next. */
export const versionStateSentences: Family<VersionState> = {
  en: {
    draft: 'Only your team sees it. Submit it for review, or delete it.',
    submitted: 'It waits for the automated review, which begins in a moment.',
    checking: 'The automated review runs. Most versions take less than a minute.',
    failed: 'The automated review found errors. Correct them and upload a new version.',
    in_review: 'It passed the automated review and waits for a reviewer.',
    changes_requested: 'A reviewer asks for changes. Make them and upload a new version.',
    rejected: 'A reviewer rejected it. Read the reasons; you can appeal once.',
    approved: 'It may be published whenever you want.',
    scheduled: 'It is approved and will be published at the time you chose.',
    published: 'Devices are offered this version.',
    halted: 'Nobody is offered it any more. Devices that have it keep it, and you can resume it.',
    superseded: 'A newer version took its place. You can return to it.',
    quarantined: 'It was taken out of the store because of a safety concern.',
    withdrawn: 'Your team withdrew it for good.',
  },
  de: {
    draft: 'Nur Ihr Team sieht diese Version. Sie können sie einreichen oder löschen.',
    submitted: 'Die Version wartet auf die automatische Prüfung, die gleich beginnt.',
    checking: 'Die automatische Prüfung läuft. Meist dauert sie weniger als 1\u00a0Minute.',
    failed: 'Die automatische Prüfung hat Fehler gefunden. Diese beheben und eine neue Version hochladen.',
    in_review: 'Die automatische Prüfung ist bestanden. Jetzt wartet die Version auf das Prüfteam.',
    changes_requested: 'Das Prüfteam verlangt Änderungen. Danach eine neue Version hochladen.',
    rejected: 'Das Prüfteam hat die Version abgelehnt. Die Gründe lesen; einmal ist ein Widerspruch möglich.',
    approved: 'Die Version kann jederzeit veröffentlicht werden.',
    scheduled: 'Die Version ist freigegeben und erscheint zur gewählten Zeit.',
    published: 'Die Version wird Geräten angeboten.',
    halted: 'Die Version wird niemandem mehr angeboten. Geräte behalten sie, und Sie können sie fortsetzen.',
    superseded: 'Eine neuere Version ist an ihre Stelle getreten. Sie können zu dieser zurückkehren.',
    quarantined: 'Die Version wurde wegen eines Sicherheitsverdachts aus dem Store genommen.',
    withdrawn: 'Ihr Team hat die Version endgültig zurückgezogen.',
  },
}

/** What a version was when something was done to it, as `version.wrong_state` says it: "A version that is … cannot be published". */
export const versionActions: Family = {
  en: {
    submitted: 'submitted',
    cancelled: 'taken back',
    checked: 'checked',
    failed: 'failed',
    passed: 'passed',
    approved: 'approved',
    rejected: 'rejected',
    'sent back': 'sent back',
    'appealed for': 'appealed for',
    scheduled: 'scheduled',
    unscheduled: 'unscheduled',
    published: 'published',
    'rolled out further': 'rolled out further',
    'given to everybody': 'given to everybody',
    superseded: 'superseded',
    halted: 'halted',
    resumed: 'resumed',
    quarantined: 'quarantined',
    'released from quarantine': 'released from quarantine',
    restored: 'restored',
    withdrawn: 'withdrawn',
    deleted: 'deleted',
  },
  de: {
    submitted: 'eingereicht',
    cancelled: 'zurückgenommen',
    checked: 'geprüft',
    failed: 'als nicht bestanden gewertet',
    passed: 'als bestanden gewertet',
    approved: 'freigegeben',
    rejected: 'abgelehnt',
    'sent back': 'zur Änderung zurückgegeben',
    'appealed for': 'durch einen Widerspruch neu geprüft',
    scheduled: 'geplant',
    unscheduled: 'von ihrem Termin genommen',
    published: 'veröffentlicht',
    'rolled out further': 'mehr Geräten angeboten',
    'given to everybody': 'für alle veröffentlicht',
    superseded: 'ersetzt',
    halted: 'angehalten',
    resumed: 'fortgesetzt',
    quarantined: 'unter Quarantäne gestellt',
    'released from quarantine': 'aus der Quarantäne entlassen',
    restored: 'wieder angeboten',
    withdrawn: 'zurückgezogen',
    deleted: 'gelöscht',
  },
}

/** When an approved version is published. */
export const releases: Family<Release> = {
  en: {
    manual: 'When I publish it',
    when_approved: 'As soon as it is approved',
    at: 'At a set time',
  },
  de: {
    manual: 'Wenn ich sie veröffentliche',
    when_approved: 'Sobald sie freigegeben ist',
    at: 'Zu einer festen Zeit',
  },
}

/** Who is offered a version. */
export const tracks: Family<Track> = {
  en: { production: 'Everybody', beta: 'Testers' },
  de: { production: 'Alle', beta: 'Tester' },
}

/** How far an upload has come. */
export const uploadStates: Family<UploadState> = {
  en: { open: 'Unfinished', done: 'Uploaded', refused: 'Refused' },
  de: { open: 'Unvollständig', done: 'Hochgeladen', refused: 'Nicht angenommen' },
}
