import { defineTexts } from '../../texts.ts'

export const releaseTexts = defineTexts({
  en: {
    title: 'Release',
    waiting: 'The release is on its way\u00a0…',
    failed: 'The release could not be loaded',
    everybody: 'Everybody',

    summaries: {
      planned: 'It goes out once it is approved, as chosen at submission.',
      manual: 'Once it is approved, it waits here until somebody publishes it.',
      approved: 'Approved. Nobody is offered it yet.',
      scheduled: (when: string, whom: string) => `Will be published on ${when} for ${whom}.`,
      full: 'Every device is offered it.',
      part: (share: string) => `${share} of all devices are offered it.`,
      beta: 'Only testers are offered it.',
      halted: 'Halted: nobody is offered it.',
      superseded: 'A newer version took its place.',
    },
    whom: {
      everybody: 'everybody',
      part: (share: string) => `${share} of all devices`,
      testers: 'testers',
    },
    rollout: 'Rollout',
    rolloutNote: (share: string) => `${share} of devices`,

    who: 'Who is offered it',
    tracks: { production: 'Everybody in the store', beta: 'Only testers' },
    first: 'How many devices at first',
    when: 'When',
    whens: { now: 'Now', at: 'At a set time' },
    at: 'Day and time',
    atHint: (zone: string) => `Your time: ${zone}. At most a year ahead.`,
    atMissing: 'Give the day and the time of the release',
    noStages: 'A rollout in stages begins beside a lower version that everybody is offered; there is none here.',

    effects: {
      firstEver: (version: string) => `${version} appears in the store, and every device can install it.`,
      full: (version: string, old: string) =>
        `Every device is offered ${version} at its next check, and new installations get it. It takes the place of ${old}.`,
      fullAgain: (version: string) =>
        `Every device is offered ${version} at its next check, and new installations get it.`,
      part: (version: string, share: string, old: string) =>
        `${share} of all devices, chosen by chance, are offered ${version} at their next check. The others stay with ${old} until you raise the rollout. You can halt it at any time.`,
      beta: (version: string, old: string) =>
        old === ''
          ? `The testers of the app are offered ${version}. Everybody else keeps what they have.`
          : `The testers of the app are offered ${version} instead of ${old}. Everybody else keeps what they have.`,
      raise: (version: string, share: string) =>
        `${share} of all devices are offered ${version} at their next check, among them all that have it. A rollout never goes back; it can be halted.`,
    },

    publishAll: 'Publish for everybody',
    publishPart: (share: string) => `Publish for ${share}`,
    publishBeta: 'Publish for testers',
    schedule: 'Schedule',
    reschedule: 'Save the new time',
    unschedule: 'Take the time back',
    publishFailed: 'The version was not published',
    scheduleFailed: 'The time was not set',
    raise: (share: string) => `Raise to ${share}`,
    raiseAll: 'Publish for everybody',
    raiseTo: 'Raise to',
    raiseFailed: 'The rollout was not raised',
    halt: 'Halt',
    haltLead: 'Nobody new gets it, at once; devices that have it keep it.',
    haltFailed: 'The version was not halted',
    resume: 'Resume',
    resumeLead: (whom: string) => `It is offered again to ${whom}. Devices that got it before keep it either way.`,
    resumeFailed: 'The version was not resumed',
    promoteTitle: 'Publish it beyond the testers',
    back: (version: string) => `Return to ${version}`,
    backLead: 'The store can offer this version again, without a new review.',
    backTitle: (version: string) => `Return to ${version}?`,
    backGets: (version: string, old: string) =>
      old === ''
        ? `New installations, and devices with a lower version, get ${version}.`
        : `New installations, and devices with a lower version, get ${version} instead of ${old}.`,
    backTesters: (version: string) => `Testers are offered ${version} instead of their present version.`,
    backKeeps:
      'What is not rolled back: devices that have a newer version keep it with its data, because a device never goes back.',
    backInstead: 'To replace it there too, upload a correction with a higher version code.',
    backFailed: 'The version was not published again',

    publishedNow: (version: string, whom: string) => `${version} is published for ${whom}`,
    scheduledNow: (version: string, when: string) => `${version} will be published on ${when}`,
    unscheduledNow: (version: string) => `${version} is approved and waits`,
    raisedNow: (version: string, whom: string) => `${version} is offered to ${whom}`,
    haltedNow: (version: string) => `${version} is halted`,
    resumedNow: (version: string) => `${version} is offered again`,

    onlyMaintainers: 'Only maintainers and owners of the team release versions.',
    suspended: 'The app is suspended: nothing of it can be published until an admin restores it.',
  },
  de: {
    title: 'Veröffentlichung',
    waiting: 'Die Veröffentlichung wird geladen\u00a0…',
    failed: 'Die Veröffentlichung konnte nicht geladen werden',
    everybody: 'Alle',

    summaries: {
      planned: 'Erscheint nach der Freigabe so, wie bei der Einreichung gewählt.',
      manual: 'Wartet nach der Freigabe hier, bis jemand sie veröffentlicht.',
      approved: 'Freigegeben. Noch wird sie niemandem angeboten.',
      scheduled: (when: string, whom: string) => `Erscheint am ${when} für ${whom}.`,
      full: 'Wird allen Geräten angeboten.',
      part: (share: string) => `Wird ${share} aller Geräte angeboten.`,
      beta: 'Wird nur Testern angeboten.',
      halted: 'Angehalten: Niemandem wird sie angeboten.',
      superseded: 'Eine neuere Version ist an ihre Stelle getreten.',
    },
    whom: {
      everybody: 'alle',
      part: (share: string) => `${share} aller Geräte`,
      testers: 'Tester',
    },
    rollout: 'Rollout',
    rolloutNote: (share: string) => `${share} der Geräte`,

    who: 'Wem sie angeboten wird',
    tracks: { production: 'Allen im Store', beta: 'Nur Testern' },
    first: 'Wie vielen Geräten zuerst',
    when: 'Wann',
    whens: { now: 'Jetzt', at: 'Zu einer festen Zeit' },
    at: 'Tag und Uhrzeit',
    atHint: (zone: string) => `In Ihrer Zeit: ${zone}. Höchstens ein Jahr im Voraus.`,
    atMissing: 'Tag und Uhrzeit der Veröffentlichung angeben',
    noStages: 'Stufenweise geht es nur neben einer niedrigeren Version, die allen angeboten wird; hier gibt es keine.',

    effects: {
      firstEver: (version: string) => `${version} erscheint im Store, und jedes Gerät kann sie installieren.`,
      full: (version: string, old: string) =>
        `Jedem Gerät wird ${version} bei der nächsten Abfrage angeboten, und neue Installationen erhalten sie. Sie tritt an die Stelle von ${old}.`,
      fullAgain: (version: string) =>
        `Jedem Gerät wird ${version} bei der nächsten Abfrage angeboten, und neue Installationen erhalten sie.`,
      part: (version: string, share: string, old: string) =>
        `${share} aller Geräte, zufällig gewählt, wird ${version} bei der nächsten Abfrage angeboten. Die anderen bleiben bei ${old}, bis der Rollout erhöht wird. Anhalten geht jederzeit.`,
      beta: (version: string, old: string) =>
        old === ''
          ? `Den Testern der App wird ${version} angeboten. Alle anderen behalten, was sie haben.`
          : `Den Testern der App wird ${version} statt ${old} angeboten. Alle anderen behalten, was sie haben.`,
      raise: (version: string, share: string) =>
        `${share} aller Geräte wird ${version} bei der nächsten Abfrage angeboten, darunter allen, die sie haben. Zurück geht ein Rollout nie; anhalten lässt er sich.`,
    },

    publishAll: 'Für alle veröffentlichen',
    publishPart: (share: string) => `Für ${share} veröffentlichen`,
    publishBeta: 'Für Tester veröffentlichen',
    schedule: 'Veröffentlichung planen',
    reschedule: 'Neue Zeit speichern',
    unschedule: 'Planung aufheben',
    publishFailed: 'Die Version wurde nicht veröffentlicht',
    scheduleFailed: 'Die Zeit wurde nicht gesetzt',
    raise: (share: string) => `Auf ${share} erhöhen`,
    raiseAll: 'Für alle veröffentlichen',
    raiseTo: 'Erhöhen auf',
    raiseFailed: 'Der Rollout wurde nicht erhöht',
    halt: 'Anhalten',
    haltLead: 'Ab sofort bekommt sie niemand mehr neu; Geräte, die sie haben, behalten sie.',
    haltFailed: 'Die Version wurde nicht angehalten',
    resume: 'Fortsetzen',
    resumeLead: (whom: string) =>
      `Wird wieder angeboten, wie zuvor: ${whom}. Geräte, die sie schon haben, behalten sie so oder so.`,
    resumeFailed: 'Die Version wurde nicht fortgesetzt',
    promoteTitle: 'Über die Tester hinaus veröffentlichen',
    back: (version: string) => `Zu ${version} zurückkehren`,
    backLead: 'Der Store kann diese Version wieder anbieten, ohne neue Prüfung.',
    backTitle: (version: string) => `Zu ${version} zurückkehren?`,
    backGets: (version: string, old: string) =>
      old === ''
        ? `Neue Installationen und Geräte mit einer niedrigeren Version erhalten ${version}.`
        : `Neue Installationen und Geräte mit einer niedrigeren Version erhalten ${version} statt ${old}.`,
    backTesters: (version: string) => `Testern wird ${version} statt ihrer jetzigen Version angeboten.`,
    backKeeps:
      'Was nicht zurückgeht: Geräte mit einer neueren Version behalten sie mit ihren Daten, denn ein Gerät geht nie zurück.',
    backInstead: 'Um sie auch dort zu ersetzen, eine Korrektur mit höherem Versionscode hochladen.',
    backFailed: 'Die Version wurde nicht wieder veröffentlicht',

    publishedNow: (version: string, whom: string) => `${version} veröffentlicht für ${whom}`,
    scheduledNow: (version: string, when: string) => `${version} erscheint am ${when}`,
    unscheduledNow: (version: string) => `Planung von ${version} aufgehoben`,
    raisedNow: (version: string, whom: string) => `${version} wird nun angeboten: ${whom}`,
    haltedNow: (version: string) => `${version} angehalten`,
    resumedNow: (version: string) => `${version} fortgesetzt`,

    onlyMaintainers: 'Versionen dürfen nur Betreuer und Inhaber des Teams veröffentlichen.',
    suspended: 'Die App ist gesperrt: Nichts von ihr kann veröffentlicht werden, bis ein Admin die Sperre aufhebt.',
  },
})
