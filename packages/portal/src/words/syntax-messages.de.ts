import type { Phrase } from './phrases.ts'

/** What is wrong with a text of Lua, RML, RCSS or JSON: the findings of the rules about syntax. */
export const germanSyntaxMessages: readonly Phrase[] = [
  // What stands where something else should
  ['{message}: the file ends here', '{message}: Hier endet die Datei'],
  [
    '{message}: a byte order mark stands here; save the file as UTF-8 without one',
    '{message}: Hier steht eine Byte-Order-Mark; die Datei als UTF-8 ohne sie speichern',
  ],
  [
    '{message}: a "#!" line stands here; Lua in Mosis has none',
    '{message}: Hier steht eine „#!“-Zeile; Lua in Mosis hat keine',
  ],
  ['{message}: a string stands here', '{message}: Hier steht eine Zeichenkette'],
  ['{message}: {token} stands here', '{message}: Hier steht {token}'],

  // Lua
  ['Begin a statement here', 'Hier eine Anweisung beginnen'],
  ['Write a value or a name here', 'Hier einen Wert oder Namen schreiben'],
  ['Call this or assign to it', 'Das aufrufen oder ihm etwas zuweisen'],
  ['Write the name of a method after ":"', 'Nach „:“ den Namen einer Methode schreiben'],
  [
    'Add "..." to the parameters: this function has no "..."',
    'Den Parametern „...“ hinzufügen: Diese Funktion hat kein „...“',
  ],
  ['Close the "(" of line {line} with ")"', 'Die „(“ aus Zeile {line} mit „)“ schließen'],
  [
    'Write "(" and the arguments after the name of a method',
    'Nach dem Namen einer Methode „(“ und die Argumente schreiben',
  ],
  [
    'Close the "{" of line {line} with "}", or write "," between fields',
    'Die „{“ aus Zeile {line} mit „}“ schließen oder „,“ zwischen Felder schreiben',
  ],
  ['Write "=" and a value after the key of a field', 'Nach dem Schlüssel eines Feldes „=“ und einen Wert schreiben'],
  ['Close the "[" with "]"', 'Die „[“ mit „]“ schließen'],
  ['Write the name of a field after "."', 'Nach „.“ den Namen eines Feldes schreiben'],
  ['Nest less deeply: Lua allows {max} levels', 'Weniger tief verschachteln: Lua erlaubt {max} Ebenen'],
  ['Nest less deeply: {max} levels are allowed', 'Weniger tief verschachteln: Möglich sind {max} Ebenen'],
  [
    'Nest less deeply: more than {max} blocks are open here',
    'Weniger tief verschachteln: Hier sind mehr als {max} Blöcke offen',
  ],
  [
    'Write {label} where this goto leads: no such label is in reach',
    '{label} dort schreiben, wohin dieses goto führt: Es ist keine solche Marke erreichbar',
  ],
  ['Remove this "break": it stands in no loop', 'Dieses „break“ entfernen: Es steht in keiner Schleife'],
  ['Rename this label: {name} is there already', 'Diese Marke umbenennen: {name} gibt es schon'],
  [
    'Declare local variables before this "goto {name}", not after it',
    'Lokale Variablen vor diesem „goto {name}“ deklarieren, nicht dahinter',
  ],
  ['Use fewer {what}: Lua allows {max}', 'Weniger verwenden: {what} sind in Lua höchstens {max} möglich'],
  ['local variables at once in a function', 'lokale Variablen zugleich in einer Funktion'],
  ['values that wait at once in a function', 'wartende Werte zugleich in einer Funktion'],
  ['variables of outer functions in one function', 'Variablen äußerer Funktionen in einer Funktion'],
  ['Write the name of the label after "::"', 'Nach „::“ den Namen der Marke schreiben'],
  ['Close the label with "::"', 'Die Marke mit „::“ schließen'],
  ['Write the name of a label after "goto"', 'Nach „goto“ den Namen einer Marke schreiben'],
  ['Keep one "<close>" in this statement', 'In dieser Anweisung nur ein „<close>“ behalten'],
  ['Write the name of a variable here', 'Hier den Namen einer Variablen schreiben'],
  ['Write "const" or "close" after "<"', 'Nach „<“ entweder „const“ oder „close“ schreiben'],
  ['Close the attribute with ">"', 'Das Attribut mit „>“ schließen'],
  [
    'Write "<const>" or "<close>": Lua knows no {attribute}',
    '„<const>“ oder „<close>“ schreiben: Lua kennt kein {attribute}',
  ],
  ['Write the name of the function here', 'Hier den Namen der Funktion schreiben'],
  ['Write the name of a field here', 'Hier den Namen eines Feldes schreiben'],
  ['Write "(" and the parameters of the function', '„(“ und die Parameter der Funktion schreiben'],
  ['Write the name of a parameter here', 'Hier den Namen eines Parameters schreiben'],
  ['Close the parameters with ")"', 'Die Parameter mit „)“ schließen'],
  ['Write "then" after the condition', 'Nach der Bedingung „then“ schreiben'],
  ['Write "do" after the condition', 'Nach der Bedingung „do“ schreiben'],
  ['Close the "repeat" of line {line} with "until"', 'Das „repeat“ aus Zeile {line} mit „until“ schließen'],
  ['Write the name of the loop variable here', 'Hier den Namen der Schleifenvariablen schreiben'],
  ['Write "in" or, after one variable, "=" here', 'Hier „in“ oder nach einer einzelnen Variablen „=“ schreiben'],
  ['Write "do" after the values of the loop', 'Nach den Werten der Schleife „do“ schreiben'],
  ['Write "," and the last value of the loop', '„,“ und den letzten Wert der Schleife schreiben'],
  ['Assign to a name or a field: this is neither', 'Einem Namen oder Feld zuweisen: Das hier ist keines von beiden'],
  ['Write "=" and a value after what is assigned', 'Nach dem, dem etwas zugewiesen wird, „=“ und einen Wert schreiben'],
  ['Close the function of line {line} with "end"', 'Die Funktion aus Zeile {line} mit „end“ schließen'],
  ['Close the if of line {line} with "end"', 'Das if aus Zeile {line} mit „end“ schließen'],
  ['Close the block of line {line} with "end"', 'Den Block aus Zeile {line} mit „end“ schließen'],
  ['Assign to another variable: {name} is constant', 'Einer anderen Variablen zuweisen: {name} ist konstant'],
  [
    'Write "[[" or "[=[" to begin a long string: a "[" is missing after "[="',
    'Eine lange Zeichenkette mit „[[“ oder „[=[“ beginnen: Nach „[=“ fehlt eine „[“',
  ],
  ['Correct the number {number}: Lua cannot read it', 'Die Zahl {number} berichtigen: Lua kann sie nicht lesen'],
  ['Close this long string with {mark}', 'Diese lange Zeichenkette mit {mark} schließen'],
  ['Close this long comment with {mark}', 'Diesen langen Kommentar mit {mark} schließen'],
  [
    'Close the string with {mark}: it ends with its line',
    'Die Zeichenkette mit {mark} schließen: Sie endet mit ihrer Zeile',
  ],
  ['Write a number up to 255 after "\\": it is {number}', 'Nach „\\“ eine Zahl bis 255 schreiben: Es ist {number}'],
  [
    'Write "\\\\" for a backslash: {escape} means nothing in Lua',
    'Für einen umgekehrten Schrägstrich „\\\\“ schreiben: {escape} bedeutet in Lua nichts',
  ],
  ['Write two hexadecimal digits after "\\x"', 'Nach „\\x“ zwei hexadezimale Ziffern schreiben'],
  [
    'Write a code point as "\\u{20AC}", below 80000000',
    'Ein Zeichen nach seiner Nummer als „\\u{20AC}“ schreiben, unter 80000000',
  ],

  // RML
  ['End the prolog with "?>": the file ends before it', 'Den Prolog mit „?>“ beenden: Die Datei endet vorher'],
  [
    'Close the comment with "-->": it runs to the end of the file',
    'Den Kommentar mit „-->“ schließen: Er reicht bis zum Ende der Datei',
  ],
  [
    'Close the CDATA section with "]]>": it runs to the end of the file',
    'Den CDATA-Abschnitt mit „]]>“ schließen: Er reicht bis zum Ende der Datei',
  ],
  [
    'Write the tag name directly after "<", or "&lt;" for the character itself',
    'Den Namen des Tags direkt nach „<“ schreiben, oder „&lt;“ für das Zeichen selbst',
  ],
  [
    'Remove this: RML knows no {markup} here, only "<!--" and "<![CDATA["',
    'Das entfernen: RML kennt hier kein {markup}, nur „<!--“ und „<![CDATA[“',
  ],
  ['End the tag with ">": the file ends before it', 'Das Tag mit „>“ beenden: Die Datei endet vorher'],
  [
    'Write "&lt;" for the character "<": no tag begins here',
    'Für das Zeichen „<“ „&lt;“ schreiben: Hier beginnt kein Tag',
  ],
  ['End the tag {tag} with ">"', 'Das Tag {tag} mit „>“ beenden'],
  [
    'Remove this "/" or write "/>" to close the element at once',
    'Dieses „/“ entfernen oder „/>“ schreiben, um das Element gleich zu schließen',
  ],
  ['Write a name before "="', 'Vor „=“ einen Namen schreiben'],
  [
    'Check the quotes before {name}: it was read as an attribute name',
    'Die Anführungszeichen vor {name} prüfen: Das wurde als Name eines Attributs gelesen',
  ],
  ['Use at most {max} attributes on one element', 'An einem Element höchstens {max} Attribute verwenden'],
  [
    'Keep one {name}: it is given twice and the last one counts',
    'Ein {name} behalten: Es steht zweimal da, und das letzte zählt',
  ],
  ['Close the value of {name} with {mark}', 'Den Wert von {name} mit {mark} schließen'],
  [
    'Put the value of {name} in quotes: it holds a "/"',
    'Den Wert von {name} in Anführungszeichen setzen: Er enthält „/“',
  ],
  ['Close "{{" with "}}" before the element ends', '„{{“ mit „}}“ schließen, bevor das Element endet'],
  [
    'Replace {written}: RML knows &lt; &gt; &quot; &amp; &nbsp; and numbers',
    '{written} ersetzen: RML kennt &lt; &gt; &quot; &amp; &nbsp; und Zahlen',
  ],
  [
    'Nest at most {max} elements: what is deeper is left out',
    'Höchstens {max} Elemente verschachteln: Was tiefer liegt, fehlt',
  ],
  [
    'Use at most {max} elements and texts: the rest is left out',
    'Höchstens {max} Elemente und Texte verwenden: Der Rest fehlt',
  ],
  [
    'Remove {tag}: no such element is open, the innermost open element is {element}',
    '{tag} entfernen: Ein solches Element ist nicht offen, das innerste offene ist {element}',
  ],
  ['Remove {tag}: no such element is open, none is open', '{tag} entfernen: Es ist kein Element offen'],
  [
    'Close {elements} before {tag}: an end tag closes the innermost open element whatever its name, so all that follows lands too deep',
    '{elements} vor {tag} schließen: Ein End-Tag schließt das innerste offene Element, gleich wie es heißt; so landet alles Folgende zu tief',
  ],
  ['{tag} of line {line}, then {others}', '{tag} aus Zeile {line}, dann {others}'],
  ['{tag} of line {line}', '{tag} aus Zeile {line}'],
  [
    'Move this text into the body: outside the root element it is not shown',
    'Diesen Text in den body verschieben: Außerhalb des Wurzelelements ist er nicht zu sehen',
  ],
  [
    'Close {tag} with {end}: it is open at the end of the file',
    '{tag} mit {end} schließen: Es ist am Ende der Datei noch offen',
  ],
  ['Write an element: the file has none', 'Ein Element schreiben: Die Datei hat keines'],
  [
    'Remove this: reading ends where the root element is closed',
    'Das entfernen: Gelesen wird nur bis zum Ende des Wurzelelements',
  ],
  ['Correct the problems above first: there are more', 'Zuerst die Befunde darüber beheben: Es gibt noch mehr'],

  // RCSS
  ['Close this block with "}"', 'Diesen Block mit „}“ schließen'],
  ['Remove this "}": no block is open here', 'Dieses „}“ entfernen: Hier ist kein Block offen'],
  [
    'Write "name: value;" or a rule here: {text} is neither',
    'Hier „Name: Wert;“ oder eine Regel schreiben: {text} ist keines von beiden',
  ],
  [
    'Write the name of a property before ":": {text} is none',
    'Vor „:“ den Namen einer Eigenschaft schreiben: {text} ist keiner',
  ],
  ['Write a value after {name}', 'Nach {name} einen Wert schreiben'],
  ['End the declaration of {name} with ";"', 'Die Deklaration von {name} mit „;“ beenden'],
  ['Remove "!important": RCSS has no such thing', '„!important“ entfernen: RCSS hat so etwas nicht'],
  ['Close every "(" in the value of {name}', 'Jede „(“ im Wert von {name} schließen'],
  [
    'Link the other sheet with <link> in the document: RCSS has no @import',
    'Das andere Stylesheet mit <link> im Dokument einbinden: RCSS hat kein @import',
  ],
  [
    'Write @media, @keyframes, @spritesheet, @decorator or @font-face with a block: RCSS knows no other at-rule',
    '@media, @keyframes, @spritesheet, @decorator oder @font-face mit einem Block schreiben: Eine andere @-Regel kennt RCSS nicht',
  ],
  ['Close the comment with "*/"', 'Den Kommentar mit „*/“ schließen'],
  ['Close the string with {mark}', 'Die Zeichenkette mit {mark} schließen'],
  [
    'Put this declaration into a rule: a sheet holds rules only',
    'Diese Deklaration in eine Regel setzen: Ein Stylesheet besteht nur aus Regeln',
  ],
  ['Write declarations only: a block begins here', 'Nur Deklarationen schreiben: Hier beginnt ein Block'],
  ['Write "@decorator name : type {"', '„@decorator Name : Art {“ schreiben'],
  [
    'Close the block around this with "}": RCSS has no rules inside of rules',
    'Den Block darum mit „}“ schließen: RCSS hat keine Regeln in Regeln',
  ],
  ['Correct the selector {text}: it cannot be read', 'Den Selektor {text} berichtigen: Er ist nicht lesbar'],
  [
    'Write "@media (feature: value) and …" with features RCSS knows',
    '„@media (Merkmal: Wert) and …“ mit Merkmalen schreiben, die RCSS kennt',
  ],
  ['Put this declaration into a rule of the @media block', 'Diese Deklaration in eine Regel des @media-Blocks setzen'],
  ['Move this @media out of the one around it', 'Dieses @media aus dem umgebenden herausnehmen'],
  ['Write a name after "@keyframes"', 'Nach „@keyframes“ einen Namen schreiben'],
  ['Put this declaration into a frame such as "50% { }"', 'Diese Deklaration in einen Abschnitt wie „50% { }“ setzen'],
  [
    'Write "from", "to" or percentages before the "{" of a frame',
    'Vor der „{“ eines Abschnitts „from“, „to“ oder Prozente schreiben',
  ],
  ['Write "src: image;" into the sprite sheet', '„src: Bild;“ in das @spritesheet schreiben'],
  [
    'Write "x y width height" in px as the place of sprite {name}',
    'Als Platz des Sprites {name} „x y Breite Höhe“ in px schreiben',
  ],
  ['Write the resolution as a number of "x": "2x"', 'Die Auflösung als Zahl mit „x“ schreiben: „2x“'],

  // JSON
  ['Write a value', 'Einen Wert schreiben'],
  ['Remove what follows the value', 'Entfernen, was auf den Wert folgt'],
  [
    'Write a value here: text in double quotes, a number, true, false, null, a list or an object',
    'Hier einen Wert schreiben: Text in doppelten Anführungszeichen, eine Zahl, true, false, null, eine Liste oder ein Objekt',
  ],
  ['Write a key in double quotes here', 'Hier einen Schlüssel in doppelten Anführungszeichen schreiben'],
  ['Write ":" after the key', 'Nach dem Schlüssel „:“ schreiben'],
  ['Write "," or "}" here', 'Hier „,“ oder „}“ schreiben'],
  ['Write "," or "]" here', 'Hier „,“ oder „]“ schreiben'],
  [
    'Correct this escape: a backslash itself is written twice',
    'Diese Escape-Folge berichtigen: Ein umgekehrter Schrägstrich selbst steht doppelt',
  ],
  [
    'Close this text with a double quote in the same line',
    'Diesen Text in derselben Zeile mit einem doppelten Anführungszeichen schließen',
  ],
]
