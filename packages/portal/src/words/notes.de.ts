import type { PortalNoteCode } from '@mosis/api'

/** What the portal itself gives as a reason or says of a failure, in German; what stands in square brackets may be left out. */
export const germanNotes: Readonly<Record<PortalNoteCode, string>> = {
  'session.password_changed': 'Das Passwort wurde geändert',
  'session.password_reset': 'Das Passwort wurde zurückgesetzt',
  'session.email_change_undone': 'Die Änderung der E-Mail-Adresse wurde rückgängig gemacht',
  'session.address_taken_back': 'Die Adresse wurde von der Person, der sie gehört, zurückgeholt',
  'session.account_locked': 'Das Konto wurde gesperrt',
  'session.second_factor_removed': 'Der zweite Faktor wurde entfernt',
  'passkey.counter_back': 'Sein Zähler lief rückwärts',
  'key.handed_over': 'Für {app_id} ab version_code {version_code}',

  'tester.by_link': 'Jemand, der über einen Test-Link kam',
  'tester_link.made': 'Für {max_testers}, bis {expires_at}',
  'tester_link.taken_back': '{joined} waren beigetreten',

  'version.errors_found': 'Die automatische Prüfung hat Fehler gefunden',
  'version.no_errors': 'Die automatische Prüfung hat keinen Fehler gefunden',
  'version.refused': '{error}',
  'version.decided': '{reasons} {words}',
  'version.planned': 'Geplant für {release_at}',
  'version.when_approved': 'Soll mit der Freigabe veröffentlicht werden',
  'version.at_its_time': 'Soll am {release_at} veröffentlicht werden',
  'version.not_published': 'Die Veröffentlichung war nicht möglich: {error}',
  'version.raised': 'Von {before}\u00a0% auf {after}\u00a0%',
  'version.replaced': 'Stattdessen ist {version} veröffentlicht',

  'review.too_slow': 'Die automatische Prüfung hat {times}-mal zu lange gedauert',
  'review.failed': 'Die automatische Prüfung ist {times}-mal gescheitert',
  'review.permissions': 'Verlangt sensible Berechtigungen: {permissions}',
  'review.warnings': 'Die automatische Prüfung warnt: {rules}',
  'trial.limit': 'Wurde beim Ausprobieren abgebrochen: {problem}',
  'trial.crashed': 'Ist beim Ausprobieren abgestürzt: {problem}',
  'trial.unfinished': 'Konnte nicht bis zum Ende ausprobiert werden: {problem}',

  'quarantine.reported':
    '{networks} Netze haben die App binnen {days}\u00a0Tagen als schädlich oder betrügerisch gemeldet.',
  'quarantine.not_confirmed': 'Niemand hat die Quarantäne rechtzeitig bestätigt.',
  'quarantine.ended': 'Die Quarantäne ist beendet: {words}',
  'quarantine.block_gone': 'Die Blockierung, aus der sie folgte, wurde aufgehoben.',
  'block.gone': 'Die Blockierung wurde aufgehoben.',

  'webhook.off': 'Der Webhook ist ausgeschaltet',
  'webhook.secret_lost': 'Sein Geheimnis wurde mit einem anderen JWT_SECRET versiegelt: Den Webhook neu anlegen',
  'webhook.answered': 'Die Antwort war {status}',
  'webhook.untrusted': 'Dem Zertifikat von {host} ist nicht zu trauen',
  'webhook.unreachable': 'Keine Verbindung zu {host}',
  'webhook.blocked': '{host} liegt nicht im öffentlichen Internet',
  'webhook.timeout': '{host} hat binnen {seconds}\u00a0s nicht geantwortet',
  'webhook.answer_too_large': 'Die Antwort von {host} ist größer als {max_bytes}',

  'job.retried': '{job}',
  'job.refused': '{error}',
  'job.cut_off': 'Der Prozess endete jedes Mal während dieser Aufgabe',
  'mail.not_sent': 'Die E-Mail {mail} konnte nicht gesendet werden: {said}',
}
