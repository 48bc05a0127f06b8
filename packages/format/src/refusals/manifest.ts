import type { Refusal } from './refusal.ts'

const correct = 'Correct the field in manifest.json'

/** Refusals of manifest.json. */
export const manifestRefusals = {
  'manifest-missing': {
    refusal: 'Cannot find manifest.json',
    explanation: 'manifest.json stands at the top of the package and says what the app is.',
    fix: 'Put manifest.json at the top, not inside a folder; `mosis init` writes one',
  },
  'manifest-too-large': {
    refusal: 'Cannot accept a manifest this large',
    explanation: 'manifest.json has at most 65,536 bytes (64 KiB).',
    fix: 'Move data out of the manifest into files of the app',
  },
  'manifest-encoding': {
    refusal: 'Cannot read manifest.json as text',
    explanation: 'manifest.json is UTF-8 without a byte order mark.',
    fix: 'Save the file as "UTF-8 without BOM"',
  },
  'manifest-syntax': {
    refusal: 'Cannot read manifest.json as JSON',
    explanation: 'manifest.json is JSON as RFC 8259 has it: double quotes, no comments, no comma after the last item.',
    fix: 'Correct manifest.json at this place',
  },
  'manifest-not-object': {
    refusal: 'Cannot read the manifest',
    explanation: 'The top of manifest.json is one object in braces.',
    fix: 'Put all fields in braces',
  },
  'manifest-duplicate-key': {
    refusal: 'Cannot accept a field that stands twice',
    explanation: 'Some readers take the first, others the last.',
    fix: 'Remove one of them',
  },
  'manifest-reserved-key': {
    refusal: 'Cannot accept this field name',
    explanation: '"__proto__", "constructor" and "prototype" change how some programs behave.',
    fix: 'Remove the field',
  },
  'manifest-too-deep': {
    refusal: 'Cannot accept a manifest nested this deep',
    explanation: 'Objects and lists are nested at most 8 deep.',
    fix: 'Flatten the value',
  },
  'manifest-surrogate': {
    refusal: 'Cannot accept half a character',
    explanation: 'A \\u escape of a surrogate must be followed by its second half; alone it is no character.',
    fix: 'Write the character itself',
  },
  'manifest-unknown-field': {
    refusal: 'Cannot accept an unknown field',
    explanation:
      'Unknown fields are most often misspelt ones, which would be ignored silently. Fields of your tools start with "x-".',
    fix: 'Correct the name or remove the field; names that start with "x-" are free',
  },
  'manifest-missing-field': {
    refusal: 'Cannot accept a manifest without a required field',
    explanation: 'id, name, version, version_code, entry and min_mosis_version are required.',
    fix: 'Add the field to manifest.json',
  },
  'manifest-type': {
    refusal: 'Cannot accept a value of this type',
    explanation: 'Each field has one type; numbers in quotes are text.',
    fix: correct,
  },
  'manifest-schema': {
    refusal: 'Cannot accept this $schema',
    explanation: '$schema may be left out; if it is there, it names the one schema of this format.',
    fix: 'Write "https://mosis.dev/schemas/manifest-v1.json", or remove the field',
  },
  'manifest-id': {
    refusal: 'Cannot accept this app id',
    explanation:
      'The id is a reverse domain: lower-case letters and digits in two or more parts, each beginning with a letter, at most 128 characters, and not beginning with the name of a Windows device.',
    fix: 'Write it like "com.yourname.appname"',
  },
  'manifest-name': {
    refusal: 'Cannot accept this display name',
    explanation: 'The name has 1 to 30 characters, none of them invisible, and no space at its edges.',
    fix: correct,
  },
  'manifest-description': {
    refusal: 'Cannot accept this description',
    explanation: 'The description has 1 to 80 characters on one line.',
    fix: 'Shorten it, or leave the field out',
  },
  'manifest-version': {
    refusal: 'Cannot accept this version',
    explanation:
      'The version is X.Y.Z: three whole numbers of at most 9 digits, without leading zeros and without anything behind.',
    fix: 'Write it like "1.0.0"',
  },
  'manifest-version-code': {
    refusal: 'Cannot accept this version_code',
    explanation: 'version_code is a whole number from 1 to 2,147,483,647, written with digits only.',
    fix: 'Count up by one with each release: 1, 2, 3',
  },
  'manifest-entry': {
    refusal: 'Cannot accept this entry',
    explanation: 'entry is the path of the first screen inside the package and ends in ".rml".',
    fix: 'Write it like "assets/main.rml"',
  },
  'manifest-mosis-version': {
    refusal: 'Cannot accept this Mosis version',
    explanation: 'min_mosis_version and target_mosis_version are X.Y.Z, and the target is not below the minimum.',
    fix: 'Write it like "1.0.0"',
  },
  'manifest-author': {
    refusal: 'Cannot accept this author',
    explanation: 'author has name, email and url, each optional: text, an e-mail address, an http or https address.',
    fix: correct,
  },
  'manifest-permission': {
    refusal: 'Cannot accept this permission',
    explanation: 'permissions lists known permission names, each once.',
    fix: 'Write a name from the list of permissions, such as "network.internet"',
  },
  'manifest-icons': {
    refusal: 'Cannot accept these icons',
    explanation: 'icons has the keys "32", "64" and "128", each optional, with the path of a .png file in the package.',
    fix: 'Write it like "icons": { "64": "icons/icon-64.png" }',
  },
  'manifest-category': {
    refusal: 'Cannot accept this category',
    explanation: 'The store has ten fixed categories.',
    fix: 'Choose one of the ten, or leave the field out',
  },
  'manifest-tags': {
    refusal: 'Cannot accept these tags',
    explanation: 'tags lists at most 20 words of 1 to 30 characters, each once.',
    fix: correct,
  },
  'manifest-orientation': {
    refusal: 'Cannot accept this orientation',
    explanation: 'orientation is "portrait", "landscape" or "any".',
    fix: correct,
  },
  'manifest-background-color': {
    refusal: 'Cannot accept this colour',
    explanation: 'background_color is "#" and six hexadecimal digits.',
    fix: 'Write it like "#FFFFFF"',
  },
  'manifest-locales': {
    refusal: 'Cannot accept these locales',
    explanation: 'locales lists codes such as "en", "pt-BR" or "zh-Hant", each once; default_locale is one of them.',
    fix: correct,
  },
  'manifest-network': {
    refusal: 'Cannot accept these network rules',
    explanation:
      'network has allowed_domains (host names, "*." in front for all below; no addresses and no bare "*"), allow_http (true or false) and max_connections (1 to 100).',
    fix: correct,
  },
  'entry-missing': {
    refusal: 'Cannot find the first screen',
    explanation: 'The file named by entry must be in the package.',
    fix: 'Add the file, or correct entry in manifest.json; upper and lower case matter',
  },
  'icon-missing': {
    refusal: 'Cannot find an icon',
    explanation: 'Every path in icons must be in the package.',
    fix: 'Add the file, or remove the key from icons',
  },
} as const satisfies Record<string, Refusal>
