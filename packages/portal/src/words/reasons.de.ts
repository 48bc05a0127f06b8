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
  ['the account of who added it is locked', 'Das Konto, das den Workflow hinzugefügt hat, ist gesperrt'],
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
