import { defineTexts, plural } from '../texts.ts'

export const needsTexts = defineTexts({
  en: {
    title: 'Needs you',
    none: 'Nothing waits for you',
    noneLead: 'Findings, decisions of the reviewers and invitations appear here.',
    more: (count: number) => plural(count, { one: 'Show one more', other: 'Show # more' }),
    less: 'Show fewer',

    verifyEmail: (email: string) => `${email} is not confirmed`,
    verifyEmailLead:
      'Open the link in the mail that the portal sent. Until then you cannot make teams or invite people.',
    verifyEmailDo: 'Send the mail again',
    verifyEmailDone: (email: string) => `Mail sent to ${email}`,

    quarantine: (app: string, version: string) => `${app} ${version} is in quarantine`,
    quarantineUntil: (when: string) =>
      `The store does not offer it. It ends ${when}, unless a second person confirms it.`,
    quarantineConfirmed: 'The store does not offer it, and devices stop it. A second person has confirmed this.',
    quarantineDo: 'Read the reason',
    quarantineAppealDo: 'Read and appeal',

    suspended: (app: string) => `${app} is suspended`,
    suspendedLead: 'The store does not show it and uploads are refused. What is installed goes on working.',
    suspendedDo: 'What it means',

    failed: (app: string, version: string) => `${app} ${version} did not pass the automated review`,
    changesRequested: (app: string, version: string) => `Reviewers ask for changes in ${app} ${version}`,
    rejected: (app: string, version: string) => `${app} ${version} was rejected`,
    rejectedLead: 'Read the reasons. You can appeal once, or upload a corrected version.',
    changesLead: 'Correct what they name and upload a new version; your place in the queue stays.',
    errors: (count: number) => plural(count, { one: '# error', other: '# errors' }),
    warnings: (count: number) => plural(count, { one: '# warning', other: '# warnings' }),
    findingsLead: (findings: string) => `${findings}. Each names the file, the line and the fix.`,
    findingsDo: 'See the findings',
    reasonsDo: 'Read the reasons',

    reply: (app: string, version: string) => `The reviewers of ${app} ${version} wrote to you`,
    replyDo: 'Read and answer',

    publish: (app: string, version: string) => `${app} ${version} is approved`,
    publishLead: 'Nobody gets it before you publish it: to everybody, or to a part of all devices first.',
    publishDo: (version: string) => `Publish ${version}…`,

    submit: (app: string, version: string) => `${app} ${version} is a draft`,
    submitLead: 'It was uploaded and not submitted for review.',
    submitDo: 'Submit for review…',

    rollout: (app: string, version: string, percent: string) => `${app} ${version} goes to ${percent} of devices`,
    rolloutLead: 'Look at crashes and usage, then raise it or halt it.',
    rolloutDo: 'See the rollout',
    halted: (app: string, version: string) => `${app} ${version} is halted`,
    haltedLead: 'Nobody is offered it. Resume it, or publish a corrected version.',
    haltedDo: 'Decide how it goes on',

    invitation: (team: string) => `You are invited to the team ${team}`,
    invitationLead: (by: string, role: string, when: string) => `By ${by}, as ${role}. The invitation ends ${when}.`,
    answerDo: 'Answer…',

    transfer: (app: string) => `${app} is offered to you`,
    transferLead: (from: string, to: string, when: string) =>
      `From ${from} to your team ${to}. The offer ends ${when}.`,

    apiKey: (name: string) => `The API key “${name}” ends soon`,
    apiKeyLead: (when: string) =>
      `It stops working ${when}. Make another one before, and put it where this one is used.`,
    apiKeyDo: 'Go to the API keys',
  },
  de: {
    title: 'Zu tun',
    none: 'Nichts wartet auf Sie',
    noneLead: 'Befunde, Entscheidungen des Prüfteams und Einladungen erscheinen hier.',
    more: (count: number) => plural(count, { one: '1 weiteres zeigen', other: '# weitere zeigen' }),
    less: 'Weniger zeigen',

    verifyEmail: (email: string) => `${email} ist nicht bestätigt`,
    verifyEmailLead:
      'Den Link in der E-Mail des Portals öffnen. Bis dahin können Sie keine Teams anlegen und niemanden einladen.',
    verifyEmailDo: 'E-Mail erneut senden',
    verifyEmailDone: (email: string) => `E-Mail an ${email} gesendet`,

    quarantine: (app: string, version: string) => `${app} ${version} ist in Quarantäne`,
    quarantineUntil: (when: string) =>
      `Der Store bietet die Version nicht an. Die Quarantäne endet ${when}, wenn keine zweite Person sie bestätigt.`,
    quarantineConfirmed:
      'Der Store bietet die Version nicht an, und Geräte starten sie nicht. Eine zweite Person hat das bestätigt.',
    quarantineDo: 'Grund lesen',
    quarantineAppealDo: 'Lesen und widersprechen',

    suspended: (app: string) => `${app} ist gesperrt`,
    suspendedLead: 'Der Store zeigt die App nicht, Uploads sind nicht möglich. Installierte Apps laufen weiter.',
    suspendedDo: 'Was das bedeutet',

    failed: (app: string, version: string) => `${app} ${version} hat die automatische Prüfung nicht bestanden`,
    changesRequested: (app: string, version: string) => `Das Prüfteam verlangt Änderungen an ${app} ${version}`,
    rejected: (app: string, version: string) => `${app} ${version} wurde abgelehnt`,
    rejectedLead: 'Die Gründe lesen. Einmal ist ein Widerspruch möglich; sonst eine neue Version hochladen.',
    changesLead: 'Das Genannte beheben und eine neue Version hochladen; Ihr Platz in der Warteschlange bleibt.',
    errors: (count: number) => plural(count, { one: '# Fehler', other: '# Fehler' }),
    warnings: (count: number) => plural(count, { one: '# Warnung', other: '# Warnungen' }),
    findingsLead: (findings: string) => `${findings}. Jeder Befund nennt Datei, Zeile und Abhilfe.`,
    findingsDo: 'Befunde ansehen',
    reasonsDo: 'Gründe lesen',

    reply: (app: string, version: string) => `Das Prüfteam hat Ihnen zu ${app} ${version} geschrieben`,
    replyDo: 'Lesen und antworten',

    publish: (app: string, version: string) => `${app} ${version} ist freigegeben`,
    publishLead: 'Niemand erhält die Version, bevor Sie sie veröffentlichen: für alle oder zuerst für einen Teil.',
    publishDo: (version: string) => `${version} veröffentlichen\u00a0…`,

    submit: (app: string, version: string) => `${app} ${version} ist ein Entwurf`,
    submitLead: 'Die Version wurde hochgeladen, aber nicht zur Prüfung eingereicht.',
    submitDo: 'Zur Prüfung einreichen\u00a0…',

    rollout: (app: string, version: string, percent: string) => `${app} ${version} geht an ${percent} der Geräte`,
    rolloutLead: 'Abstürze und Nutzung ansehen, dann den Rollout erhöhen oder anhalten.',
    rolloutDo: 'Rollout ansehen',
    halted: (app: string, version: string) => `${app} ${version} ist angehalten`,
    haltedLead: 'Niemandem wird die Version angeboten. Sie können sie fortsetzen oder eine neue veröffentlichen.',
    haltedDo: 'Entscheiden, wie es weitergeht',

    invitation: (team: string) => `Sie sind in das Team ${team} eingeladen`,
    invitationLead: (by: string, role: string, when: string) =>
      `Von ${by}, Rolle: ${role}. Die Einladung endet ${when}.`,
    answerDo: 'Antworten\u00a0…',

    transfer: (app: string) => `${app} wird Ihnen angeboten`,
    transferLead: (from: string, to: string, when: string) =>
      `Von ${from} für Ihr Team ${to}. Das Angebot endet ${when}.`,

    apiKey: (name: string) => `Der API-Schlüssel „${name}“ läuft bald ab`,
    apiKeyLead: (when: string) =>
      `Er endet ${when}. Vorher einen neuen anlegen und dort eintragen, wo dieser verwendet wird.`,
    apiKeyDo: 'Zu den API-Schlüsseln',
  },
})
