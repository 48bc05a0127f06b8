import type { Phrase } from './phrases.ts'

/** What rules say of one place. */
export const germanRuleMessages: readonly Phrase[] = [
  ['This file is the same as {path}', 'Diese Datei ist dieselbe wie {path}'],
  ['This file has {size} bytes', 'Diese Datei hat {size}\u00a0Bytes'],
  ['The table of globals is used as a value', 'Die Tabelle der globalen Namen wird als Wert verwendet'],
  ['The name {name} is put together', 'Der Name {name} wird zusammengesetzt'],
  ['The environment of the code is replaced', 'Die Umgebung des Codes wird ersetzt'],
  ['This loop makes text out of computed character codes', 'Diese Schleife macht aus berechneten Zeichencodes Text'],
  ['The host {host} is not in allowed_domains', 'Der Host {host} steht nicht in allowed_domains'],
  [
    'This loop has no end and runs while the screen loads',
    'Diese Schleife hat kein Ende und läuft beim Laden des Bildschirms',
  ],
  ['This loop has no end', 'Diese Schleife hat kein Ende'],
  [
    '{count} characters of this text are written as numbers',
    '{count} Zeichen dieses Textes sind als Zahlen geschrieben',
  ],
  [
    'Cannot find {kind} {name}: the package has no file {target}',
    '{kind} {name} fehlt: Das Paket hat keine Datei {target}',
  ],
  ['Nothing in the app names this file', 'Nichts in der App nennt diese Datei'],
  [
    'The request for {permission} runs while the screen loads',
    'Die Frage nach {permission} läuft schon beim Laden des Bildschirms',
  ],
  [
    'The invisible character {character} turns the direction of this line',
    'Das unsichtbare Zeichen {character} kehrt die Richtung dieser Zeile um',
  ],
  ['The app may use connections that are not encrypted', 'Die App darf unverschlüsselte Verbindungen verwenden'],
  ['No icon of {sizes} pixels', 'Es fehlt ein Symbol mit {sizes}\u00a0Pixeln'],
  ['Write one object of texts', 'Ein einziges Objekt mit Texten schreiben'],
  ['Cannot use text {key}: {fault}', 'Der Text {key} ist nicht verwendbar: {fault}'],
  ['it is neither a text nor an object of plural forms', 'Er ist weder ein Text noch ein Objekt mit Pluralformen'],
  ['{form} is no plural form with a text', '{form} ist keine Pluralform mit einem Text'],
  ['the plural form "other" is missing', 'Die Pluralform „other“ fehlt'],
  ['it is there twice', 'Er steht zweimal da'],
  [
    'Cannot find the texts of locale {locale}: the package has no file {path}',
    'Die Texte der Sprache {locale} fehlen: Das Paket hat keine Datei {path}',
  ],
  ['Locale {locale} is not listed in manifest.json', 'Die Sprache {locale} steht nicht in manifest.json'],
  ['The app may talk to every host of the internet', 'Die App darf mit jedem Host im Internet sprechen'],
  ['More than {count} statements stand in this line', 'In dieser Zeile stehen mehr als {count} Anweisungen'],
  ['This text of {count} characters cannot be read', 'Dieser Text mit {count} Zeichen ist nicht lesbar'],
  ['Cannot use {kind} {name}: it leads out of the package', '{kind} {name}: Der Pfad führt aus dem Paket hinaus'],
  ['style sheet', 'Stylesheet'],
  ['template', 'Vorlage'],
  ['script', 'Skript'],
  ['image', 'Bild'],
  ['font', 'Schrift'],
  ['screen', 'Bildschirm'],
  ['file', 'Datei'],
  [
    'The permission {permission} is only for apps of the platform',
    'Die Berechtigung {permission} ist nur für Apps der Plattform',
  ],
  ['{name} needs the permission {one} or {other}', '{name} braucht die Berechtigung {one} oder {other}'],
  ['{name} needs the permission {permission}', '{name} braucht die Berechtigung {permission}'],
  ['No code asks for the permission {permission}', 'Kein Code fragt nach der Berechtigung {permission}'],
  ['No code uses the permission {permission}', 'Kein Code verwendet die Berechtigung {permission}'],
  ['The call to {address} is not encrypted', 'Der Aufruf von {address} ist nicht verschlüsselt'],
  ['A private key is in this file', 'In dieser Datei steht ein privater Schlüssel'],
  ['Cannot use {name}: it does not exist in Mosis', '{name} gibt es in Mosis nicht'],
  [
    'An access token of {owner} is in this file, beginning with {start}',
    'In dieser Datei steht ein Zugangstoken von {owner}, das mit {start} beginnt',
  ],
  ['Cannot find template {name}', 'Die Vorlage {name} fehlt'],
  ['Cannot judge this file: {reason}', 'Diese Datei ist nicht zu beurteilen: {reason}'],
  ['it has {size} bytes, at most {max} are allowed', 'Sie hat {size}\u00a0Bytes, möglich sind höchstens {max}'],
  [
    'the texts before it and it have more than {max} bytes together',
    'Mit den Texten davor sind es mehr als {max}\u00a0Bytes',
  ],
  [
    'the texts before it and it have more than {max} pieces together',
    'Mit den Texten davor sind es mehr als {max} Teile',
  ],
  [
    'This repeating timer is started again each time a repeating timer runs',
    'Dieser wiederkehrende Timer wird bei jedem Lauf eines wiederkehrenden Timers neu gestartet',
  ],
  ['This repeating timer can never be cancelled', 'Dieser wiederkehrende Timer lässt sich nie beenden'],
  [
    '{missing} of {count} texts are missing, such as {examples}',
    '{missing} von {count} Texten fehlen, etwa {examples}',
  ],
  ['Text {key} is in no file of texts', 'Der Text {key} steht in keiner Datei mit Texten'],
  ['Text {key} is not in {path}', 'Der Text {key} steht nicht in {path}'],
  ['{module} has no {member}', '{module} hat kein {member}'],
  ['{name} is set nowhere', '{name} wird nirgends gesetzt'],
]

/** What Mosis has instead of what it took out of Lua: the fixes of removed-global. */
export const germanInstead: readonly Phrase[] = [
  ['Use import("scripts/x.lua")', 'import("scripts/x.lua") verwenden'],
  [
    'Write the code into a file of the package and use import("scripts/x.lua")',
    'Den Code in eine Datei des Pakets schreiben und import("scripts/x.lua") verwenden',
  ],
  [
    'Use import("scripts/x.lua"), or <script src="…"> in the head of the document',
    'import("scripts/x.lua") verwenden oder <script src="…"> im head des Dokuments',
  ],
  ['Index the table directly: there are no metatables', 'Die Tabelle direkt lesen: Es gibt keine Metatabellen'],
  ['Assign to the table directly: there are no metatables', 'Der Tabelle direkt zuweisen: Es gibt keine Metatabellen'],
  ['Use ==: there are no metatables', '== verwenden: Es gibt keine Metatabellen'],
  ['Use #: there are no metatables', '# verwenden: Es gibt keine Metatabellen'],
  [
    'Keep functions in tables and call them with the table as an argument',
    'Funktionen in Tabellen halten und mit der Tabelle als Argument aufrufen',
  ],
  [
    'Make objects with a function that fills a table with their functions',
    'Objekte mit einer Funktion erzeugen, die eine Tabelle mit ihren Funktionen füllt',
  ],
  ['Remove it: memory is collected by itself', 'Entfernen: Speicher wird von selbst freigegeben'],
  [
    'Call network.request and permissions.request directly: they wait without stopping the app',
    'network.request und permissions.request direkt aufrufen: Sie warten, ohne die App anzuhalten',
  ],
  [
    'Use timer for time that passes; files are in storage, there is no access to the system',
    'Für verstreichende Zeit timer verwenden; Dateien liegen in storage, Zugriff auf das System gibt es nicht',
  ],
  ['Use storage.read and storage.write', 'storage.read und storage.write verwenden'],
  ['Use print and the traceback in the log', 'print und die Aufrufliste im Protokoll verwenden'],
  ['Remove it: there is no access to native code', 'Entfernen: Zugriff auf nativen Code gibt es nicht'],
  [
    'Remove it: there is no just-in-time compiler to control',
    'Entfernen: Einen steuerbaren Just-in-time-Compiler gibt es nicht',
  ],
  ['Use a table', 'Eine Tabelle verwenden'],
  ['Remove it: compiled code cannot be loaded', 'Entfernen: Kompilierter Code lässt sich nicht laden'],
]
