import type { Role, TeamAction, TeamRole } from '@mosis/api'
import { words } from 'virtual:contract'
import { column } from './family.ts'
import type { Family } from './family.ts'

/** The roles in a team. */
export const teamRoles: Family<TeamRole> = {
  en: { viewer: 'Viewer', developer: 'Developer', maintainer: 'Maintainer', owner: 'Owner' },
  de: { viewer: 'Betrachter', developer: 'Entwickler', maintainer: 'Betreuer', owner: 'Inhaber' },
}

/** What a role in a team is for, to choose one by. */
export const teamRoleSentences: Family<TeamRole> = {
  en: {
    viewer: 'Sees apps, versions and findings, and changes nothing.',
    developer: 'Also uploads and submits versions, and writes to the reviewers.',
    maintainer: 'Also creates apps, publishes and halts versions, and looks after listings, testers and webhooks.',
    owner: 'Also manages members and trusted workflows, transfers and deletes apps, and deletes the team.',
  },
  de: {
    viewer: 'Sieht Apps, Versionen und Befunde, ändert aber nichts.',
    developer: 'Lädt außerdem Versionen hoch, reicht sie ein und schreibt dem Prüfteam.',
    maintainer:
      'Legt außerdem Apps an, veröffentlicht Versionen und hält sie an, betreut Store-Einträge, Tester und Webhooks.',
    owner:
      'Verwaltet außerdem Mitglieder und vertraute CI-Workflows, überträgt und löscht Apps und kann das Team löschen.',
  },
}

/** What members of a team do. */
export const teamActions: Family<TeamAction> = {
  en: column(words.teamActions, 'about'),
  de: {
    'app.view': 'Die Apps des Teams, ihre Versionen und die Befunde der Prüfung sehen.',
    'app.create': 'Eine App anlegen, die dem Team gehört.',
    'app.edit': 'Ändern, was der Store über eine App sagt.',
    'listing.edit': 'Den Store-Eintrag einer App in jeder Sprache schreiben, mit Screenshots.',
    'app.delete': 'Eine App löschen, die nie veröffentlicht wurde.',
    'app.transfer': 'Eine App an ein anderes Team übertragen, sie anbieten oder das Angebot zurücknehmen.',
    'app.receive': 'Apps sehen, die andere Teams anbieten, und sie annehmen oder ablehnen.',
    'version.upload': 'Ein Paket hochladen, aus dem ein Entwurf wird.',
    'version.sign': 'Pakete annehmen lassen, die mit einem eigenen Signaturschlüssel signiert sind.',
    'version.delete': 'Einen Entwurf löschen.',
    'version.submit': 'Einen Entwurf zur Prüfung einreichen.',
    'version.cancel': 'Eine eingereichte Version wieder zum Entwurf machen.',
    'version.publish': 'Eine freigegebene Version veröffentlichen oder zu einer früheren zurückkehren.',
    'version.halt': 'Eine veröffentlichte Version anhalten.',
    'version.resume': 'Eine angehaltene Version fortsetzen.',
    'version.schedule': 'Eine Zeit für die Veröffentlichung einer freigegebenen Version festlegen.',
    'version.unschedule': 'Die geplante Zeit einer Version aufheben.',
    'version.raise': 'Eine stufenweise veröffentlichte Version mehr Geräten anbieten.',
    'version.promote': 'Die Version der Tester für alle veröffentlichen.',
    'version.withdraw': 'Eine Version endgültig zurückziehen.',
    'version.appeal': 'Einmal Widerspruch gegen die Ablehnung einer Version einlegen.',
    'telemetry.view': 'Sehen, wie oft eine App genutzt wird und wo sie abstürzt.',
    'review.read': 'Die Nachrichten mit dem Prüfteam zu einer Version lesen.',
    'review.write': 'Dem Prüfteam zu einer Version schreiben.',
    'tester.manage': 'Tester einer App sehen, einladen und entfernen.',
    'trusted_publisher.manage': 'Sehen und wählen, welche CI-Workflows ohne hinterlegtes Geheimnis veröffentlichen.',
    'webhook.manage': 'Sehen und wählen, welche Adressen von Änderungen erfahren.',
    'team.view': 'Das Team und seine Mitglieder sehen.',
    'team.leave': 'Das Team verlassen; der letzte Inhaber kann das nicht.',
    'team.view_log': 'Lesen, wer im Team und an seinen Apps was geändert hat.',
    'team.rename': 'Das Team umbenennen.',
    'team.invite': 'Personen einladen, offene Einladungen sehen und zurücknehmen.',
    'team.change_role': 'Einem Mitglied eine andere Rolle geben; mindestens ein Inhaber bleibt.',
    'team.remove_member': 'Ein Mitglied aus dem Team entfernen; mindestens ein Inhaber bleibt.',
    'team.delete': 'Ein Team löschen, das keine Apps hat.',
  },
}

/** The roles on the portal. */
export const portalRoles: Family<Role> = {
  en: { developer: 'Developer', reviewer: 'Reviewer', admin: 'Admin' },
  de: { developer: 'Entwickler', reviewer: 'Prüfer', admin: 'Admin' },
}

/** What a role on the portal is for. */
export const portalRoleSentences: Family<Role> = {
  en: words.portalRoles,
  de: {
    developer: 'Hat ein Konto, legt Apps und Teams an und tut in jedem Team, was die Rolle dort erlaubt.',
    reviewer: 'Entscheidet außerdem über Versionen, die auf Prüfung warten, nicht aber über die eigener Teams.',
    admin:
      'Vergibt außerdem Rollen, sperrt Konten, legt Apps mit reservierten Kennungen an und darf auch Apps eigener Teams prüfen.',
  },
}

/** Whether a transfer has happened or waits for the other team. */
export const transferStates: Family<'done' | 'offered'> = {
  en: { done: 'Transferred', offered: 'Offered' },
  de: { done: 'Übertragen', offered: 'Angeboten' },
}
