import type { Phrase } from './phrases.ts'

/** Sentences that the server fills refusals with. */
export const germanReasons: readonly Phrase[] = [
  // Why a password is weak
  ["it is the account's own name or e-mail address", 'Es ist Name oder E-Mail-Adresse des Kontos'],
  ['it has fewer than {number} different characters', 'Es hat weniger als {number} verschiedene Zeichen'],
  [
    'it goes on in the order of the alphabet, the digits or the keyboard',
    'Es folgt der Reihe des Alphabets, der Ziffern oder der Tastatur',
  ],
  ['it is one of the most common ones', 'Es ist eines der häufigsten'],

  // What would be needed
  ["the role {role} in the app's team", 'die Rolle {role} im Team der App'],
  ['the role {role} in the team', 'die Rolle {role} im Team'],
  ['the role {role}', 'die Rolle {role}'],
  ['viewer', 'Betrachter'],
  ['developer', 'Entwickler'],
  ['maintainer', 'Betreuer'],
  ['owner', 'Inhaber'],
  ['reviewer', 'Prüfer'],
  ['admin', 'Admin'],
  ['reviewer or admin', 'Prüfer oder Admin'],
  ['the scope {scope}', 'das Recht {scope}'],
  ['the scopes {scopes}', 'die Rechte {scopes}'],
  ['an API key that is not limited to apps', 'ein API-Schlüssel, der nicht auf Apps beschränkt ist'],
  [
    'a sign-in that is not limited; this one lacks {scopes}',
    'eine Anmeldung ohne Einschränkung; dieser fehlt {scopes}',
  ],
  [' before {time}', 'erst ab {time}'],

  // What a request is
  ['it is not JSON', 'Es ist kein JSON'],
  ['its length is not what Content-Length says', 'Die Länge stimmt nicht mit Content-Length überein'],
  ['Upload-Metadata is too long', 'Upload-Metadata ist zu lang'],

  // Sign-in elsewhere
  ['the e-mail address it gave cannot be used here', 'Die genannte E-Mail-Adresse ist hier nicht verwendbar'],
  ['it sent the browser back with an error', 'Die Rückkehr von dort brachte einen Fehler mit'],
  ['it refused the code', 'Der Code wurde dort abgelehnt'],
  ['it did not answer in time', 'Die Antwort kam nicht rechtzeitig'],
  ['its answer cannot be trusted', 'Der Antwort ist nicht zu trauen'],
  ['it does not answer', 'Von dort kommt keine Antwort'],
  ['it did not answer as it should', 'Die Antwort war nicht die erwartete'],
  ['its answer cannot be used', 'Die Antwort ist nicht verwendbar'],

  // Keys and CI runs
  ['it was revoked at {time}', 'Er wurde am {time} widerrufen'],
  ['it has no handover in it', 'Es ist keine Übergabe darin'],
  ['its issuer is not a CI that this portal knows', 'Sein Aussteller ist keine CI, die dieses Portal kennt'],
  ['it has none', 'Die App hat keinen'],
  ['who added it may not do so any more', 'Wer den Workflow hinzugefügt hat, hat das Recht dazu nicht mehr'],
  ['it describes another issuer', 'Die Beschreibung nennt einen anderen Aussteller'],
  ['its keys lie at an address of another kind', 'Die Schlüssel liegen unter einer Adresse anderer Art'],
  ['it answered {status}', 'Die Antwort war {status}'],

  // Versions
  ['on the track beta every tester is offered it', 'Tester erhalten die Version immer alle zugleich'],
  [
    'the store offers everybody no version of the app, beside which a part of the devices could get this one',
    'Der Store bietet noch keine Version für alle an, neben der ein Teil der Geräte diese erhalten könnte',
  ],
  [
    'version_code {number} is not higher than {other}, which everybody is offered',
    'version_code {number} ist nicht höher als {other}, die Version für alle',
  ],

  // Reviews
  ['reading it takes too long', 'Das Lesen dauert zu lange'],
  ['reading it failed', 'Das Lesen ist gescheitert'],
  ['changed by somebody else', 'inzwischen von jemand anderem geändert'],
]

/** Reasons that the portal notes by itself in audit logs, decisions and answers; what people wrote themselves is never translated. */
export const germanNotes: readonly Phrase[] = [
  [
    'Devices that have {newer} keep it: a device never goes back. New installations and devices below get this version; to replace {same} on devices too, publish a correction with a higher version_code',
    'Geräte mit {newer} behalten diese Version: Ein Gerät geht nie zurück. Neue Installationen und Geräte mit älteren Versionen erhalten diese; um {same} auch auf Geräten zu ersetzen, eine Korrektur mit höherem version_code veröffentlichen',
  ],
  ['{version} is published instead', 'Stattdessen ist {version} veröffentlicht'],
  ['From {before} % to {after} %', 'Von {before}\u00a0% auf {after}\u00a0%'],
  ['It could not be published: {reason}', 'Die Veröffentlichung war nicht möglich: {reason}'],
  ['This app is suspended', 'Diese App ist gesperrt'],
  ['The automated review found errors', 'Die automatische Prüfung hat Fehler gefunden'],
  ['The automated review found no error', 'Die automatische Prüfung hat keinen Fehler gefunden'],
  ['The password was changed', 'Das Passwort wurde geändert'],
  ['The password was reset', 'Das Passwort wurde zurückgesetzt'],
  ['The change of the e-mail address was undone', 'Die Änderung der E-Mail-Adresse wurde rückgängig gemacht'],
  ['The address was taken back by its owner', 'Die Adresse wurde von der Person, der sie gehört, zurückgeholt'],
  ['its counter went back', 'Sein Zähler lief rückwärts'],
  ['for {app} from version_code {code} on', 'für {app} ab version_code {code}'],
  ['The quarantine has ended: {reason}', 'Die Quarantäne ist beendet: {reason}'],
  ['The block that it followed from was taken back.', 'Die Blockierung, aus der sie folgte, wurde aufgehoben.'],
  ['The block was taken back.', 'Die Blockierung wurde aufgehoben.'],
  [
    '{count} networks reported the app as malware or fraud within 14 days.',
    '{count} Netze haben die App binnen 14\u00a0Tagen als schädlich oder betrügerisch gemeldet.',
  ],
]

/** Why a person has to look at a version, as the automated review says it. */
export const germanManualReasons: readonly Phrase[] = [
  ['The automated review took too long, {count} times', 'Die automatische Prüfung hat {count}-mal zu lange gedauert'],
  ['The automated review failed, {count} times', 'Die automatische Prüfung ist {count}-mal gescheitert'],
  ['Asks for dangerous permissions: {names}', 'Verlangt sensible Berechtigungen: {names}'],
  ['The automated review warns: {codes}', 'Die automatische Prüfung warnt: {codes}'],
  ['Was cut off when it was tried: {message}', 'Wurde beim Ausprobieren abgebrochen: {message}'],
  ['Crashed when it was tried: {message}', 'Ist beim Ausprobieren abgestürzt: {message}'],
  ['Could not be tried to the end: {message}', 'Konnte nicht bis zum Ende ausprobiert werden: {message}'],
  ['Asks for the permission {name}', 'Verlangt die Berechtigung {name}'],
  ['Tries to connect to {host}', 'Versucht eine Verbindung zu {host}'],
  ['Calls {name}', 'Ruft {name} auf'],
  ['Writes the file {path}', 'Schreibt die Datei {path}'],
  ['Keeps the database {path}', 'Führt die Datenbank {path}'],
  ['Runs into {message}', 'Stößt auf den Fehler {message}'],
]
