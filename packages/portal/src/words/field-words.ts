import type { Language } from '../language.tsx'
import { createPhraseBook } from './phrases.ts'
import type { Phrase } from './phrases.ts'

/** What the server's schemas say of a field, in words for people: the pattern, English, German. */
const faults: readonly (readonly [said: string, en: string, de: string])[] = [
  ['Missing: it should be {what}', 'This is needed', 'Diese Angabe fehlt'],
  ['Too small: expected string to have >=1 characters', 'This is needed', 'Diese Angabe fehlt'],
  ['Too small: expected string to have >={min} characters', 'At least {min} characters', 'Mindestens {min} Zeichen'],
  ['Too big: expected string to have <={max} characters', 'At most {max} characters', 'Höchstens {max} Zeichen'],
  ['Too small: expected number to be >={min}', 'At least {min}', 'Mindestens {min}'],
  ['Too small: expected int to be >={min}', 'At least {min}', 'Mindestens {min}'],
  ['Too big: expected number to be <={max}', 'At most {max}', 'Höchstens {max}'],
  ['Too big: expected int to be <={max}', 'At most {max}', 'Höchstens {max}'],
  ['Too small: expected array to have >=1 items', 'Choose at least one', 'Mindestens 1 auswählen'],
  ['Too small: expected array to have >={min} items', 'At least {min} of them', 'Mindestens {min} davon'],
  ['Too big: expected array to have <={max} items', 'At most {max} of them', 'Höchstens {max} davon'],
  ['Invalid input: expected int, received {what}', 'A whole number is needed', 'Hier ist eine ganze Zahl nötig'],
  ['Invalid input: expected number, received {what}', 'A number is needed', 'Hier ist eine Zahl nötig'],
  ['Invalid option: expected one of {options}', 'Choose one of the options', 'Eine der Möglichkeiten wählen'],
  ['Invalid email address', 'This is not an e-mail address', 'Das ist keine E-Mail-Adresse'],
  [
    'Invalid URL',
    'This is not a web address such as https://example.com',
    'Das ist keine Webadresse wie https://example.com',
  ],
  ['Invalid ISO date', 'This is not a date', 'Das ist kein Datum'],
  ['Invalid ISO datetime', 'This is not a date with a time', 'Das ist kein Datum mit Uhrzeit'],
  ['Invalid {what}', 'This cannot be used here', 'Das ist hier nicht verwendbar'],
  ['Unrecognized key{keys}', 'This cannot be used here', 'Das ist hier nicht verwendbar'],
]

/** What the contract and the server say themselves; English stays as it comes. */
const sentences: readonly Phrase[] = [
  [
    'must be an e-mail address in ASCII, such as dana@example.com',
    'Nötig ist eine E-Mail-Adresse ohne Umlaute, etwa dana@example.com',
  ],
  ['must have at most 64 characters before the @', 'Vor dem @ sind höchstens 64 Zeichen möglich'],
  ['must have {min} characters or more', 'Mindestens {min} Zeichen'],
  ['must have 1 to {max} characters', 'Nötig sind 1 bis {max} Zeichen'],
  ['must not hold an address or angle brackets', 'Eine Adresse oder spitze Klammern sind hier nicht möglich'],
  ['must not hold {character}, which cannot be seen', 'Das unsichtbare Zeichen {character} ist hier nicht möglich'],
  ['must hold a letter or a digit', 'Mindestens 1 Buchstabe oder 1 Ziffer ist nötig'],
  ['must not pile more than three marks upon a letter', 'Auf einem Buchstaben sind höchstens 3 Zusatzzeichen möglich'],
  ['must hold "{plain}" instead of "{styled}"', 'Statt „{styled}“ ist „{plain}“ nötig'],
  [
    'must not mix {scripts} letters, which look alike',
    'Ähnlich aussehende Buchstaben mehrerer Schriften sind nicht möglich: {scripts}',
  ],
  ['must be an https address', 'Nötig ist eine Adresse, die mit https:// beginnt'],
  ['must not carry a password', 'Die Adresse darf kein Passwort enthalten'],
  [
    'must be a reverse domain in lower case such as com.example.clock',
    'Nötig ist eine umgekehrte Domain in Kleinbuchstaben, etwa com.example.clock',
  ],
  ['must be an id that begins with {prefix}', 'Nötig ist eine Kennung, die mit {prefix} beginnt'],
  ['must be a language tag such as en, pt-BR or zh-Hant', 'Nötig ist ein Sprachkürzel wie en, pt-BR oder zh-Hant'],
  ['must be X.Y.Z', 'Nötig sind 3 Zahlen mit Punkten, etwa 1.0.0'],
  ['must be 64 lower-case hexadecimal digits', 'Nötig sind 64 hexadezimale Ziffern in Kleinbuchstaben'],
  ['must be the id of a job', 'Nötig ist die Kennung einer Hintergrundaufgabe'],
  ['must be base64url without padding', 'Nötig ist base64url ohne Füllzeichen'],
  ['must be the token that joining answered', 'Nötig ist das Token aus dem Beitritt'],
  ['must be an id or id@version_code', 'Nötig ist eine App-Kennung, auch mit @version_code'],
  ['must be OWNER/REPOSITORY', 'Nötig ist BESITZER/REPOSITORY'],
  ['must be GROUP/PROJECT', 'Nötig ist GRUPPE/PROJEKT'],
  [
    'must be the name of a file in .github/workflows, such as release.yml',
    'Nötig ist der Name einer Datei in .github/workflows, etwa release.yml',
  ],
  [
    'must be 1 to 60 letters, digits, spaces and . _ ( ) / + -',
    'Möglich sind 1 bis 60 Buchstaben, Ziffern, Leerzeichen und . _ ( ) / + -',
  ],
  ['must not be after "to"', 'Der Anfang darf nicht nach dem Ende liegen'],
  ['must not be more than {days} days before "to"', 'Der Anfang darf höchstens {days}\u00a0Tage vor dem Ende liegen'],
  ['must not name an app twice', 'Eine App kann nur einmal genannt werden'],
  [
    'must be refs/heads/NAME or refs/tags/NAME; * stands for any characters',
    'Nötig ist refs/heads/NAME oder refs/tags/NAME; * steht für beliebige Zeichen',
  ],
  ['must have at most {max} fields', 'Höchstens {max} Felder'],
  [
    'say why, in words or with a code other than "other"',
    'Einen Grund nennen, in Worten oder aus der Liste, aber nicht nur „Etwas anderes“',
  ],
  ['goes together with "release": "at"', 'Das gehört zu einer Veröffentlichung zu fester Zeit'],
  ['must be 100 on the track beta: every tester is offered it', 'Tester erhalten die Version immer alle: 100\u00a0%'],
  ['should have at most {max} items and has {count}', 'Höchstens {max} sind möglich, es sind {count}'],
  [
    "must be the account's e-mail address, to confirm that it is to be deleted",
    'Zur Bestätigung ist die E-Mail-Adresse des Kontos nötig',
  ],
  ['There is no app {id} of yours', 'Sie haben keine App {id}'],
  ['Send the file as the body', 'Die Datei fehlt'],
  ['It is not JSON at line {line}, column {column}', 'In Zeile {line}, Spalte {column} ist es kein JSON'],
  ['It is not JSON', 'Es ist kein JSON'],
  ['The body should be as long as Content-Length says', 'Es kamen nicht so viele Daten an wie angekündigt'],
  ['Text with the character U+0000 is not possible', 'Text mit dem Zeichen U+0000 ist nicht möglich'],
  ['The name "__proto__" is not possible', 'Der Name „__proto__“ ist nicht möglich'],
  // The same sentences as in refusals of weak passwords stand here for the field itself.
  ["it is the account's own name or e-mail address", 'Das Passwort ist Name oder E-Mail-Adresse des Kontos'],
  ['it has fewer than {number} different characters', 'Das Passwort hat weniger als {number} verschiedene Zeichen'],
  [
    'it goes on in the order of the alphabet, the digits or the keyboard',
    'Das Passwort folgt der Reihe des Alphabets, der Ziffern oder der Tastatur',
  ],
  ['it is one of the most common ones', 'Das Passwort ist eines der häufigsten'],
]

const inEnglish = createPhraseBook(faults.map(([said, en]) => [said, en] as const))
const inGerman = createPhraseBook([...faults.map(([said, , de]) => [said, de] as const), ...sentences])

/** What is wrong with a field; undefined when there are no words in this language but those of the server. */
export function sayFieldFault(message: string, language: Language): string | undefined {
  if (language === 'de') return inGerman(message)
  return inEnglish(message) ?? message.charAt(0).toUpperCase() + message.slice(1)
}

/** Every sentence of the contract that has German words, to compare with what it says. */
export const knownFieldSentences: readonly string[] = sentences.map(([english]) => english)
