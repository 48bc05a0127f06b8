/** What each rule of the automated review looks for, and what to do about it. The English words come with each rule and finding. */
export const germanRules: Readonly<Record<string, { explanation: string; fix: string }>> = {
  'asset-duplicate': {
    explanation: 'Dieselbe Datei unter zwei Namen wird zweimal heruntergeladen und gespeichert.',
    fix: 'Eine der Dateien behalten und an beiden Stellen verwenden',
  },
  'asset-large': {
    explanation:
      'Bilder, Töne und Schriften über 2\u00a0MiB laden langsam und brauchen viel vom Arbeitsspeicher eines Telefons.',
    fix: 'Bilder als WebP oder PNG in der gezeigten Größe speichern, Töne als Ogg',
  },
  'computed-global': {
    explanation:
      'Namen, die erst beim Ausführen zusammengesetzt werden, weitergereichte Tabellen der globalen Namen und ersetzte Umgebungen verbergen, was der Code verwendet. Ehrlicher Code hat selten einen Grund dafür.',
    fix: 'Globale Namen und Funktionen von Mosis direkt beim Namen nennen',
  },
  'decode-loop': {
    explanation:
      'Eine Schleife, die aus berechneten Zeichencodes Text macht, packt etwas Verstecktes aus: eine Adresse, einen Namen, eine Nachricht.',
    fix: 'Den Text so schreiben, wie er ist; zum Kodieren von Daten gibt es base64 und crypto',
  },
  'domain-not-allowed': {
    explanation: 'Aufrufe zu Hosts, die nicht in network.allowed_domains stehen, lehnt jedes Telefon ab.',
    fix: 'Den Host in manifest.json zu network.allowed_domains hinzufügen oder den Aufruf entfernen',
  },
  'endless-loop-at-load': {
    explanation:
      'Eine Endlosschleife beim Laden eines Bildschirms wird abgebrochen; der Bildschirm oder die ganze App startet dann nie.',
    fix: 'Der Schleife ein Ende geben oder für Wiederkehrendes timer.every verwenden',
  },
  'endless-loop': {
    explanation:
      'Eine Ereignisbehandlung in einer Endlosschleife wird nach 1\u00a0Million Anweisungen abgebrochen; nach dem fünften Mal endet die App.',
    fix: 'Der Schleife ein Ende geben oder für Wiederkehrendes timer.every verwenden',
  },
  'escaped-string': {
    explanation: 'Ein Text, der überwiegend aus Zahlen besteht, etwa „\\104\\116\\116\\112“, verbirgt, was er sagt.',
    fix: 'Den Text so schreiben, wie er ist',
  },
  'file-missing': {
    explanation:
      'Jedes Stylesheet, jede Vorlage, jedes Skript, Bild, jede Schrift und jeder Bildschirm, den die App nennt, muss im Paket sein. Links zählen von ihrer eigenen Datei aus, navigateTo und import von assets/, ein „/“ am Anfang von der obersten Ebene des Pakets.',
    fix: 'Die Datei hinzufügen oder ihren Namen berichtigen; Groß- und Kleinschreibung zählt',
  },
  'file-unreachable': {
    explanation: 'Eine Datei, die keine andere Datei der App nennt, vergrößert das Paket und ist nie zu sehen.',
    fix: 'Die Datei entfernen oder auf sie verweisen',
  },
  'gesture-missing': {
    explanation:
      'Kamera, Mikrofon und Standort dürfen nur innerhalb von 5\u00a0Sekunden nach einer Berührung verlangt werden. Eine Frage beim Laden eines Bildschirms wird abgelehnt, ohne gezeigt zu werden.',
    fix: 'In der Behandlung eines Tastendrucks fragen',
  },
  'hidden-direction': {
    explanation:
      'Unsichtbare Zeichen, die die Schreibrichtung umkehren, lassen Code anders aussehen, als er läuft: Was ein Kommentar zu sein scheint, kann ein Befehl sein.',
    fix: 'Das Zeichen entfernen oder in einer Zeichenkette als „\\u{202E}“ schreiben',
  },
  'http-allowed': {
    explanation: 'Mit network.allow_http kann unterwegs jeder lesen und ändern, was die App sendet und empfängt.',
    fix: 'In manifest.json „allow_http“ entfernen und https:// verwenden',
  },
  'icons-missing': {
    explanation:
      'Store und Telefon zeigen Symbole mit 32, 64 und 128\u00a0Pixeln. Eine fehlende Größe wird aus einer anderen berechnet; ohne jedes Symbol entsteht eines aus dem Namen der App.',
    fix: 'Die fehlenden Größen in manifest.json unter „icons“ angeben',
  },
  'json-syntax': {
    explanation:
      'Jede .json-Datei ist JSON nach RFC\u00a08259: doppelte Anführungszeichen, keine Kommentare, kein Komma nach dem letzten Element.',
    fix: 'Die Datei an dieser Stelle berichtigen',
  },
  'locale-format': {
    explanation:
      'Eine Datei mit Texten ist ein flaches Objekt: Jeder Schlüssel hat einen Text oder ein Objekt mit Pluralformen (zero, one, two, few, many, other), mindestens „other“.',
    fix: '"key": "text" oder "key": { "one": "…", "other": "…" } schreiben',
  },
  'locale-missing': {
    explanation: 'Jede Sprache, die manifest.json aufführt, hat ihre Texte in locales/CODE.json.',
    fix: 'Die Datei hinzufügen oder die Sprache aus manifest.json nehmen',
  },
  'locale-unlisted': {
    explanation: 'Texte in locales/ erscheinen nur, wenn manifest.json ihre Sprache aufführt.',
    fix: 'Die Sprache in manifest.json unter „locales“ angeben oder die Datei entfernen',
  },
  'lua-syntax': {
    explanation:
      'Jede .lua-Datei, jedes <script>-Element und jedes on…-Attribut muss sich in Lua\u00a05.4 laden lassen. Sonst scheitert es auf jedem Telefon.',
    fix: 'Den Code an dieser Stelle berichtigen',
  },
  'network-unrestricted': {
    explanation:
      'Ohne network.allowed_domains darf eine App mit jedem Host im Internet sprechen. Eine Liste beschränkt sie auf die nötigen und zeigt, wohin Daten gehen.',
    fix: 'Die Hosts in manifest.json unter "network": { "allowed_domains": [ … ] } aufführen',
  },
  'one-line-code': {
    explanation:
      'In eine Zeile gepresster Code ist für das Prüfteam nicht lesbar. Ein Paket ist auch ohne das klein: Seine Dateien sind komprimiert.',
    fix: 'Den Code so ausliefern, wie er geschrieben wurde',
  },
  'packed-string': {
    explanation:
      'Lange Texte aus base64, hexadezimalen Ziffern oder Bytes können alles verbergen: Code, Adressen, Daten.',
    fix: 'Bilder, Schriften und Daten als Dateien ihrer eigenen Art ausliefern',
  },
  'path-outside': {
    explanation: 'Eine App erreicht die Dateien ihres eigenen Pakets und die unter /system/, sonst nichts.',
    fix: 'Die Datei in das Paket legen und so benennen, dass der Pfad es nicht verlässt',
  },
  'permission-signature': {
    explanation: 'Manche Berechtigungen erhalten nur Apps, die mit dem Schlüssel der Plattform signiert sind.',
    fix: 'Die Berechtigung aus manifest.json nehmen',
  },
  'permission-undeclared': {
    explanation:
      'Ein Aufruf, der eine Berechtigung braucht, wird auf jedem Telefon abgelehnt, wenn manifest.json sie nicht angibt; die angegebenen sind vor der Installation zu sehen.',
    fix: 'Die Berechtigung in manifest.json unter „permissions“ angeben oder den Aufruf entfernen',
  },
  'permission-unrequested': {
    explanation:
      'Eine sensible Berechtigung gilt erst nach einem Ja auf permissions.request("…"). Code, der nie fragt, wird abgelehnt, außer wenn sie in den Einstellungen erteilt wurde.',
    fix: 'permissions.request("…") dort aufrufen, wo die Person beginnt, was die Berechtigung braucht',
  },
  'permission-unused': {
    explanation:
      'Eine App verlangt nur die sensiblen Berechtigungen, die sie braucht: Jede weitere ist ein Grund zum Misstrauen.',
    fix: 'Die Berechtigung aus manifest.json nehmen, bis die App sie braucht',
  },
  'plain-http': {
    explanation:
      'http:// und ws:// kann unterwegs jeder lesen und ändern; solche Aufrufe werden abgelehnt, wenn manifest.json sie nicht erlaubt.',
    fix: 'https:// oder wss:// schreiben',
  },
  'private-key': {
    explanation:
      'Jeder kann eine App auspacken. Wer darin einen privaten Schlüssel findet, kann in Ihrem Namen signieren, sich verbinden oder veröffentlichen.',
    fix: 'Den Schlüssel aus dem Paket nehmen und überall ersetzen: Wurde das Paket weitergegeben, ist er bekannt',
  },
  'rcss-syntax': {
    explanation:
      'Stylesheets, <style>-Elemente und style-Attribute werden so gelesen, wie RmlUi RCSS liest. Was nicht lesbar ist, hat keine Wirkung.',
    fix: 'Den Stil an dieser Stelle berichtigen',
  },
  'removed-global': {
    explanation:
      'Funktionen, die Code laden, das System erreichen oder hinter die Sandbox sehen, gibt es in Mosis nicht. Code, der sie nennt, scheitert auf jedem Telefon oder wurde für etwas anderes geschrieben.',
    fix: 'Verwenden, was Mosis stattdessen hat',
  },
  'rml-syntax': {
    explanation:
      'Jede .rml-Datei wird so gelesen, wie RmlUi sie liest. Was nicht lesbar ist, fehlt oder landet im falschen Element.',
    fix: 'Die Datei an dieser Stelle berichtigen',
  },
  'secret-token': {
    explanation:
      'Jeder kann eine App auspacken und die Zugangstoken darin verwenden, auf Ihre Kosten und in Ihrem Namen.',
    fix: 'Das Token auf einem eigenen Server behalten, den die App fragt, und das aus dem Paket ersetzen',
  },
  'template-unknown': {
    explanation:
      'Die Vorlage, die ein body beim Namen nennt, muss eine <template name="…">-Datei des Pakets definieren.',
    fix: 'Eine Datei einbinden, die mit <template name="…"> beginnt, oder den Namen berichtigen',
  },
  'text-too-large': {
    explanation:
      'Eine .rml- oder .lua-Datei oder eine Datei mit Texten in locales/ hat höchstens 512\u00a0KiB, eine .rcss-Datei 256\u00a0KiB, alle zusammen 2\u00a0MiB und 200.000 Teile (Wörter und Zeichen von Lua, Elemente, Attribute, Selektoren, Deklarationen, Texte): Mehr kann niemand lesen, und keine Prüfung käme rechtzeitig zum Ende. Jede andere .json-Datei hat höchstens 4\u00a0MiB, alle zusammen 8\u00a0MiB.',
    fix: 'Die Datei teilen oder kürzen, Daten aus Code in .json-Dateien verlegen oder bei Bedarf laden',
  },
  'timer-multiplies': {
    explanation:
      'Ein wiederkehrender Timer, der einen weiteren wiederkehrenden Timer startet, vermehrt sie jedes Mal, bis die Grenze von 256 die App beendet.',
    fix: 'Den Timer einmal starten oder in ihm timer.after verwenden',
  },
  'timer-not-kept': {
    explanation:
      'Timer laufen weiter, wenn die Person den Bildschirm verlässt. Einer, dessen Nummer nicht aufbewahrt wird, lässt sich nicht beenden, und jeder Besuch des Bildschirms fügt einen hinzu.',
    fix: 'Den Wert von timer.every aufbewahren und beim Verlassen des Bildschirms an timer.cancel geben',
  },
  'translation-incomplete': {
    explanation: 'Ein Text, der in einer Sprache fehlt, erscheint in der Standardsprache.',
    fix: 'Die fehlenden Texte übersetzen',
  },
  'translation-missing': {
    explanation:
      'Fehlt ein Text in der Standardsprache, erscheint sein Schlüssel, etwa „app.title“, bei allen, in deren Sprache er auch fehlt.',
    fix: 'Den Schlüssel in der Datei der Standardsprache ergänzen oder berichtigen',
  },
  'undefined-function': {
    explanation:
      'Was ein Modul von Mosis oder Lua nicht hat, ist nil: meist ein Tippfehler, der beim Aufruf scheitert.',
    fix: 'Den Namen berichtigen; docs/reference/lua zeigt, was jedes Modul hat',
  },
  'undefined-global': {
    explanation: 'Ein globaler Name, den weder Mosis hat noch ein Skript der App setzt, ist nil: meist ein Tippfehler.',
    fix: 'Den Namen berichtigen oder ihn setzen, bevor er verwendet wird',
  },
}
