import type { PackageErrorCode } from '@mosis/format/errors'

interface GermanRefusal {
  /** The first words of the message: what could not be done. */
  refusal: string
  explanation: string
  fix: string
}

const rebuild = '`mosis build` auf den entpackten Ordner anwenden: Es schreibt die eine Form, die angenommen wird'
const untrusted = 'Das Paket neu vom Team der App oder aus dem Store holen: Diese Datei ist beschädigt oder verändert'
const rename = 'Die Datei umbenennen'
const correct = 'Das Feld in manifest.json berichtigen'
const signAgain = 'Das Paket neu signieren: `mosis sign`'
const makeKey =
  'Mit `mosis keys generate` einen Schlüssel erzeugen, oder mit `openssl genpkey -algorithm ed25519 -out signing_key.pem`'
const buildAnew = 'Dieses Paket nicht installieren. Wem die App gehört, baut es neu: `mosis build`'
const bothKeys = 'Die Schlüsselübergabe mit beiden privaten Schlüsseln neu schreiben'
const exampleVersion = 'Es wie „1.0.0“ schreiben'

/** Why a package is refused, and what to do about it. The English words come with each finding. */
export const germanPackageErrors: Readonly<Record<PackageErrorCode, GermanRefusal>> = {
  // The archive
  'package-too-small': {
    refusal: 'Das Paket ist nicht lesbar',
    explanation:
      'Die Datei ist kürzer als die 22\u00a0Bytes, mit denen jedes ZIP-Archiv endet. Meist ist ein Download abgebrochen.',
    fix: 'Die Datei noch einmal kopieren oder herunterladen',
  },
  'package-too-large': {
    refusal: 'Das Paket ist zu groß',
    explanation:
      'Ein Paket hat höchstens 52.428.800\u00a0Bytes (50\u00a0MiB), damit ein Gerät es beim Prüfen im Arbeitsspeicher halten kann.',
    fix: 'Bilder und Töne verkleinern oder bei Bedarf vom eigenen Server laden',
  },
  'zip-end-missing': {
    refusal: 'Das Ende des Archivs fehlt',
    explanation:
      'Die letzten 22\u00a0Bytes müssen der Schlusseintrag sein. Er wird nicht gesucht: Ein Archiv mit zwei möglichen Enden lässt sich auf zwei Arten lesen, und einer prüft dann etwas anderes, als der andere installiert.',
    fix: rebuild,
  },
  'zip-comment': {
    refusal: 'Ein Kommentar im Archiv ist nicht möglich',
    explanation:
      'Kommentare des Archivs oder seiner Einträge sind nicht signiert und können Daten verbergen. Sie müssen fehlen.',
    fix: rebuild,
  },
  'zip-multi-disk': {
    refusal: 'Ein Archiv in mehreren Teilen ist nicht möglich',
    explanation:
      'Alle Datenträgernummern müssen 0 sein. Geteilte Archive nützen hier nichts und verwirren Leseprogramme.',
    fix: rebuild,
  },
  zip64: {
    refusal: 'Ein ZIP64-Archiv ist nicht möglich',
    explanation: 'ZIP64 gibt jeder Länge einen zweiten Platz. Ein Paket mit 50\u00a0MiB braucht das nie.',
    fix: rebuild,
  },
  'zip-empty': {
    refusal: 'Das Archiv ist leer',
    explanation: 'Ein Archiv ohne Einträge enthält keine App.',
    fix: '`mosis build` im Ordner mit manifest.json ausführen',
  },
  'zip-too-many-entries': {
    refusal: 'Das Archiv hat zu viele Einträge',
    explanation: 'Ein Paket hat höchstens 1.000 Einträge, die Dateien von META-INF eingeschlossen.',
    fix: 'Kleine Dateien zusammenlegen: ein Bild mit mehreren Symbolen, eine Textdatei je Sprache, weniger Skripte',
  },
  'zip-entry-count': {
    refusal: 'Die Zahl der Einträge ist nicht eindeutig',
    explanation: 'Der Schlusseintrag nennt die Zahl der Einträge zweimal; beide müssen gleich sein.',
    fix: rebuild,
  },
  'zip-directory-place': {
    refusal: 'Das Verzeichnis des Archivs ist nicht zu finden',
    explanation:
      'Das Verzeichnis muss genau dort enden, wo der Schlusseintrag beginnt; was dazwischen läge, würde niemand prüfen.',
    fix: rebuild,
  },
  'zip-directory-broken': {
    refusal: 'Das Verzeichnis des Archivs ist nicht lesbar',
    explanation: 'Das Verzeichnis muss genau die genannte Zahl ganzer Einträge enthalten und kein Byte mehr.',
    fix: rebuild,
  },
  'zip-extra-field': {
    refusal: 'Ein Zusatzfeld ist nicht möglich',
    explanation:
      'Zusatzfelder können einen zweiten Namen, eine zweite Größe oder einen Link angeben. Sie müssen an beiden Stellen fehlen.',
    fix: rebuild,
  },
  'zip-internal-attributes': {
    refusal: 'Diese internen Attribute sind nicht möglich',
    explanation: 'Nur 0 und 1 (ein Hinweis auf Text) haben eine Bedeutung.',
    fix: rebuild,
  },
  'zip-host-system': {
    refusal: 'Dieses Ursprungssystem ist nicht möglich',
    explanation:
      'Einträge stammen von System 0 (DOS), 3 (Unix) oder 19 (macOS); andere geben den Attributen eine andere Bedeutung.',
    fix: rebuild,
  },
  'zip-version-needed': {
    refusal: 'Diese ZIP-Version ist nicht möglich',
    explanation: 'Einträge brauchen Version 1.0 oder 2.0. Höhere kündigen an, was ohnehin nicht angenommen wird.',
    fix: rebuild,
  },
  'zip-encrypted': {
    refusal: 'Ein verschlüsselter Eintrag ist nicht möglich',
    explanation: 'Jeder muss ein Paket prüfen können, deshalb ist nichts darin verschlüsselt.',
    fix: 'Das Archiv ohne Passwort erstellen: `mosis build`',
  },
  'zip-descriptor': {
    refusal: 'Eine nachgestellte Größenangabe ist nicht möglich',
    explanation: 'Mit Flag-Bit 3 stehen die Größen hinter den Daten, wo Leseprogramme sie verschieden suchen.',
    fix: rebuild,
  },
  'zip-flags': {
    refusal: 'Diese Flags sind nicht möglich',
    explanation: 'Gesetzt sein dürfen nur Bit 11 (Namen sind UTF-8) und bei komprimierten Einträgen die Bits 1 und 2.',
    fix: rebuild,
  },
  'zip-method': {
    refusal: 'Diese Art der Kompression ist nicht möglich',
    explanation:
      'Einträge sind unkomprimiert (0) oder mit Deflate komprimiert (8). Andere Verfahren hat nicht jedes Gerät.',
    fix: rebuild,
  },
  'zip-stored-size': {
    refusal: 'Den Größen eines unkomprimierten Eintrags ist nicht zu trauen',
    explanation: 'Ein unkomprimierter Eintrag ist gepackt und entpackt gleich groß.',
    fix: rebuild,
  },
  'zip-padding': {
    refusal: 'So schlecht komprimierte Daten sind nicht möglich',
    explanation:
      'Komprimierte Daten, die größer sind als 9/8 der Datei und 64\u00a0Bytes, enthalten leere Blöcke, in denen sich etwas verbergen könnte.',
    fix: rebuild,
  },
  'symlink-entry': {
    refusal: 'Ein symbolischer Link ist nicht möglich',
    explanation: 'Ein Link kann aus dem Ordner der App hinausführen. Pakete enthalten nur gewöhnliche Dateien.',
    fix: 'Den Link durch eine Kopie der Datei ersetzen, auf die er zeigt',
  },
  'special-entry': {
    refusal: 'Ein Eintrag ist keine gewöhnliche Datei',
    explanation: 'Gerätedateien, Pipes, Sockets und Datenträgernamen haben in einer App keinen Platz.',
    fix: 'Den Eintrag entfernen',
  },
  'folder-entry': {
    refusal: 'Ein Ordner als Eintrag ist nicht möglich',
    explanation:
      'Ordner gibt es, weil Dateien darin sind. Ein Eintrag für einen Ordner enthält nichts und lässt sich nicht signieren.',
    fix: 'Das Archiv ohne Ordnereinträge erstellen: `mosis build` oder `zip -D`',
  },
  'entry-mode': {
    refusal: 'Set-ID- oder Sticky-Bits sind nicht möglich',
    explanation: 'Dateien einer App laufen nie mit fremden Rechten.',
    fix: rebuild,
  },
  'entry-too-large': {
    refusal: 'Eine Datei ist zu groß',
    explanation: 'Eine Datei hat entpackt höchstens 10.485.760\u00a0Bytes (10\u00a0MiB).',
    fix: 'Die Datei verkleinern oder teilen',
  },
  'unpacked-too-large': {
    refusal: 'Entpackt sind es zu viele Daten',
    explanation:
      'Alle Dateien zusammen haben entpackt höchstens 268.435.456\u00a0Bytes (256\u00a0MiB); das hält Archive auf, die beim Entpacken alles überfluten sollen.',
    fix: 'Komprimierte Bild- und Tonformate verwenden',
  },
  'zip-prefix': {
    refusal: 'Daten vor dem ersten Eintrag sind nicht möglich',
    explanation:
      'Der erste Eintrag muss bei Byte 0 beginnen. Vor Archiven wurden schon Programme versteckt (CVE-2017-13156).',
    fix: rebuild,
  },
  'zip-gap': {
    refusal: 'Daten zwischen Einträgen sind nicht möglich',
    explanation:
      'Jeder Eintrag muss beginnen, wo der vorige endet, und das Verzeichnis hinter dem letzten. Bytes dazwischen wären nicht signiert.',
    fix: rebuild,
  },
  'zip-overlap': {
    refusal: 'Überlappende Einträge sind nicht möglich',
    explanation: 'Aus Einträgen, die sich Daten teilen, bestehen ZIP-Bomben. Jedes Byte gehört zu genau einem Eintrag.',
    fix: untrusted,
  },
  'zip-local-missing': {
    refusal: 'Der Kopf eines Eintrags fehlt',
    explanation: 'Wohin das Verzeichnis zeigt, muss ein ganzer Kopf mit seinen Daten stehen.',
    fix: untrusted,
  },
  'zip-local-differs': {
    refusal: 'Zu einem Eintrag gibt es zwei verschiedene Angaben',
    explanation:
      'Kopf und Verzeichnis müssen in jedem Feld übereinstimmen. Sonst prüft einer das eine, und ein anderer installiert etwas anderes (CVE-2013-4787).',
    fix: untrusted,
  },
  'data-broken': {
    refusal: 'Eine Datei lässt sich nicht entpacken',
    explanation: 'Die komprimierten Daten sind kein gültiger Deflate-Strom.',
    fix: untrusted,
  },
  'data-length': {
    refusal: 'Der Größe einer Datei ist nicht zu trauen',
    explanation: 'Die Daten müssen genau die genannte Größe ergeben und genau die genannte Zahl von Bytes belegen.',
    fix: untrusted,
  },
  'data-crc': {
    refusal: 'Dem Inhalt einer Datei ist nicht zu trauen',
    explanation: 'Die CRC-32 des Inhalts ist nicht die genannte.',
    fix: untrusted,
  },

  // Names and kinds of files
  'path-empty': {
    refusal: 'Ein Eintrag ohne Namen ist nicht möglich',
    explanation: 'Jeder Eintrag braucht einen Pfad.',
    fix: rename,
  },
  'path-encoding': {
    refusal: 'Der Name eines Eintrags ist nicht lesbar',
    explanation: 'Namen sind UTF-8 in der kürzesten Form, ohne Surrogate und ohne Byte-Order-Mark.',
    fix: 'Die Datei mit einfachen Buchstaben benennen und `mosis build` ausführen',
  },
  'path-flag': {
    refusal: 'Die Kodierung eines Namens ist nicht zu erkennen',
    explanation:
      'Ein Name mit anderen als ASCII-Buchstaben muss sagen, dass er UTF-8 ist (Flag-Bit 11); sonst raten Leseprogramme verschieden.',
    fix: '`mosis build` ausführen: Es setzt das Flag',
  },
  'path-not-normal': {
    refusal: 'Ein Name ist nicht in der Unicode-Normalform NFC',
    explanation:
      'Derselbe Buchstabe lässt sich auf zwei Arten schreiben; Dateisysteme sind sich nicht einig, ob das eine Datei ist oder zwei.',
    fix: 'Die Datei umbenennen: den Buchstaben mit seinem Akzent als ein Zeichen tippen',
  },
  'path-too-long': {
    refusal: 'Ein Pfad ist zu lang',
    explanation: 'Ein Pfad hat höchstens 256 Zeichen und 512\u00a0Bytes, jeder Teil davon höchstens 255\u00a0Bytes.',
    fix: 'Die Namen von Ordnern und Datei kürzen',
  },
  'path-backslash': {
    refusal: 'Ein umgekehrter Schrägstrich im Pfad ist nicht möglich',
    explanation: 'Unter Windows trennt er Ordner, anderswo ist er ein Zeichen. Die Teile eines Pfads trennt „/“.',
    fix: '„/“ verwenden',
  },
  'path-absolute': {
    refusal: 'Ein absoluter Pfad ist nicht möglich',
    explanation: 'Jeder Pfad zählt vom Ordner der App aus: ohne „/“ am Anfang und ohne Laufwerksbuchstaben.',
    fix: 'Entfernen, was davor steht',
  },
  'path-character': {
    refusal: 'Ein Zeichen im Pfad ist nicht möglich',
    explanation:
      'Steuerzeichen, unsichtbare, richtungsändernde und private Zeichen und jedes von < > " | ? * : werden abgelehnt: Sie täuschen Menschen oder bedeuten einem Dateisystem etwas.',
    fix: rename,
  },
  'path-segment-empty': {
    refusal: 'Ein leerer Teil im Pfad ist nicht möglich',
    explanation: 'Zwei Schrägstriche nacheinander nennen dieselbe Datei wie einer; jede Datei hat nur einen Namen.',
    fix: 'Zwischen Namen ein einzelnes „/“ verwenden',
  },
  'path-traversal': {
    refusal: '„.“ oder „..“ im Pfad ist nicht möglich',
    explanation: 'Ein solcher Pfad kann aus dem Ordner der App führen und Dateien des Geräts überschreiben.',
    fix: 'Den Pfad ohne „.“ und „..“ schreiben',
  },
  'path-space-or-dot': {
    refusal: 'Ein Leerzeichen oder Punkt am Rand eines Namens ist nicht möglich',
    explanation: 'Windows lässt Punkte und Leerzeichen am Ende weg; so würden zwei Namen zu einer Datei.',
    fix: rename,
  },
  'path-device-name': {
    refusal: 'Der Name eines Windows-Geräts ist nicht möglich',
    explanation:
      'CON, PRN, AUX, NUL, COM0–COM9 und LPT0–LPT9 öffnen unter Windows ein Gerät, gleich welche Endung folgt.',
    fix: rename,
  },
  'duplicate-entry': {
    refusal: 'Zwei Einträge mit demselben Namen sind nicht möglich',
    explanation:
      'Ein Leseprogramm nimmt den ersten, ein anderes den letzten: Geprüft würde etwas anderes als installiert.',
    fix: 'Einen davon entfernen oder `mosis build` ausführen',
  },
  'path-collision': {
    refusal: 'Namen, die sich nur in Groß- und Kleinschreibung unterscheiden, sind nicht möglich',
    explanation: 'Unter Windows und macOS sind sie dieselbe Datei.',
    fix: 'Eine davon umbenennen',
  },
  'path-file-as-folder': {
    refusal: 'Ein Name ist zugleich Datei und Ordner',
    explanation: 'Kein Dateisystem kann beides enthalten.',
    fix: 'Eines davon umbenennen',
  },
  'file-outside-folder': {
    refusal: 'Eine Datei auf der obersten Ebene des Pakets ist nicht möglich',
    explanation: 'Neben manifest.json stehen auf der obersten Ebene nur Ordner.',
    fix: 'Die Datei nach assets/ verschieben',
  },
  'meta-inf-name': {
    refusal: 'Eine andere Schreibweise von META-INF ist nicht möglich',
    explanation: 'Ein Ordner, der auf manchen Dateisystemen wie META-INF aussieht, könnte die Signatur ersetzen.',
    fix: rename,
  },
  'meta-inf-file': {
    refusal: 'Diese Datei ist in META-INF nicht möglich',
    explanation:
      'META-INF enthält MANIFEST.MF, CERT.PEM, CERT.SIG und nach einem Schlüsselwechsel LINEAGE. Nichts anderes wäre dort signiert.',
    fix: 'Die Datei entfernen oder nach assets/ verschieben',
  },
  'extension-forbidden': {
    refusal: 'Programme und Archive sind nicht möglich',
    explanation:
      'Ausführbare Dateien, Skripte anderer Sprachen und Archive werden abgelehnt, auch als früherer Teil des Namens wie in „setup.exe.png“.',
    fix: 'Die Datei entfernen oder, wenn nur Sie sie brauchen, in .mosisignore nennen; Apps bestehen aus RML, RCSS und Lua',
  },
  'extension-unknown': {
    refusal: 'Diese Art von Datei ist nicht möglich',
    explanation:
      'Möglich sind .rml .rcss .lua .json .png .jpg .jpeg .tga .webp .ttf .otf .ogg .wav .mp3, in Kleinbuchstaben und hinter einem Namen.',
    fix: 'Die Datei entfernen, in .mosisignore nennen, wenn nur Sie sie brauchen, oder umwandeln: Möglich sind rml, rcss, lua, json, png, jpg, tga, webp, ttf, otf, ogg, wav und mp3',
  },
  'content-mismatch': {
    refusal: 'Der Inhalt passt nicht zur Endung',
    explanation:
      'Die ersten Bytes einer Datei müssen zu der Art gehören, die ihr Name verspricht: Ein Programm namens .ogg wird abgelehnt.',
    fix: 'Der Datei die richtige Endung geben oder sie neu im versprochenen Format exportieren',
  },
  'content-not-text': {
    refusal: 'Eine Textdatei ist nicht lesbar',
    explanation:
      '.rml-, .rcss-, .lua- und .json-Dateien sind UTF-8-Text ohne NUL-Bytes; kompiliertes Lua wird abgelehnt.',
    fix: 'Die Datei als UTF-8 speichern',
  },
  'icon-too-large': {
    refusal: 'Eine Symboldatei ist zu groß',
    explanation: 'Ein Symbol hat höchstens 262.144\u00a0Bytes (256\u00a0KiB).',
    fix: 'Das Symbol mit Farbpalette speichern oder als PNG optimieren',
  },
  'icon-wrong-size': {
    refusal: 'Ein Symbol hat die falsche Größe',
    explanation: 'Das Symbol unter „64“ ist 64\u00a0Pixel breit und 64\u00a0Pixel hoch.',
    fix: 'Das Bild auf die Größe seines Schlüssels bringen',
  },
  'icon-broken': {
    refusal: 'Ein Symbol ist nicht lesbar',
    explanation:
      'Symbole werden vollständig dekodiert: Reihenfolge der Abschnitte, Prüfsummen, genaue Länge der Bilddaten; keine Animation, nichts hinter dem Ende.',
    fix: 'Das Symbol neu als einfaches PNG exportieren',
  },

  // Digests, keys, signatures, lineage
  unsigned: {
    refusal: 'Das Paket ist nicht signiert',
    explanation: 'Store und Geräte nehmen nur signierte Pakete an; die Signatur sagt, von wem die App ist.',
    fix: 'Das Paket signieren: `mosis sign`',
  },
  'meta-inf-incomplete': {
    refusal: 'Die Signatur ist nicht prüfbar',
    explanation: 'META-INF/MANIFEST.MF, CERT.PEM und CERT.SIG gehören zusammen: Ein Paket hat alle drei oder keine.',
    fix: signAgain,
  },
  'meta-inf-too-large': {
    refusal: 'Ein Teil von META-INF ist zu groß',
    explanation:
      'MANIFEST.MF hat höchstens 1\u00a0MiB, CERT.PEM 1\u00a0KiB, CERT.SIG 128\u00a0Bytes, LINEAGE 10\u00a0KiB.',
    fix: signAgain,
  },
  'key-is-private': {
    refusal: 'Ein privater Schlüssel gehört nicht hierher',
    explanation:
      'Das ist Ihr privater Signaturschlüssel. Wer ihn hat, kann in Ihrem Namen veröffentlichen; ein Paket mit ihm hätte ihn verbreitet.',
    fix: 'Den öffentlichen Schlüssel verwenden: `openssl pkey -in signing_key.pem -pubout`. Wurde diese Datei schon weitergegeben, einen neuen Schlüssel erzeugen und diesen widerrufen',
  },
  'key-is-certificate': {
    refusal: 'Ein X.509-Zertifikat ist kein Schlüssel',
    explanation:
      'Niemand würde seine Daten, Namen und Kette prüfen, es sähe also nur nach Vertrauen aus. CERT.PEM enthält den bloßen öffentlichen Ed25519-Schlüssel.',
    fix: 'Den Schlüssel herausnehmen: `openssl x509 -in cert.pem -noout -pubkey > CERT.PEM`',
  },
  'key-other-algorithm': {
    refusal: 'Ein Schlüssel dieses Verfahrens ist nicht möglich',
    explanation: 'Pakete werden nur mit Ed25519 signiert.',
    fix: makeKey,
  },
  'key-syntax': {
    refusal: 'Der öffentliche Schlüssel ist nicht lesbar',
    explanation:
      'Die einzige mögliche Form ist ein PEM-Block: „-----BEGIN PUBLIC KEY-----“, eine Zeile mit 60 base64-Zeichen, „-----END PUBLIC KEY-----“, Zeilenenden LF, nichts davor oder dahinter.',
    fix: 'Ihn neu schreiben: `openssl pkey -in signing_key.pem -pubout > CERT.PEM`',
  },
  'key-not-canonical': {
    refusal: 'Ein Schlüssel in dieser Kodierung ist nicht möglich',
    explanation:
      'Die Zahl im Schlüssel muss unter der Primzahl der Kurve liegen, und den Punkt muss es geben; ein Schlüssel hat nur eine Form.',
    fix: makeKey,
  },
  'key-weak': {
    refusal: 'Ein schwacher Schlüssel ist nicht möglich',
    explanation:
      'Der Punkt hat keine Primordnung. Mit solchen Schlüsseln kann eine Signatur zu Texten passen, die niemand signiert hat.',
    fix: makeKey,
  },
  'signature-syntax': {
    refusal: 'Die Signatur ist nicht lesbar',
    explanation:
      'CERT.SIG besteht aus 64 rohen Bytes oder ihrer base64-Form mit 88 Zeichen und höchstens einem Zeilenende.',
    fix: signAgain,
  },
  'signature-not-canonical': {
    refusal: 'Eine Signatur in dieser Kodierung ist nicht möglich',
    explanation:
      'S muss unter der Ordnung der Kurve liegen und R ein kanonischer Punkt sein, der nicht von kleiner Ordnung ist; ein Text hat eine Signatur.',
    fix: signAgain,
  },
  'signature-wrong': {
    refusal: 'Die Signatur stimmt nicht',
    explanation:
      'CERT.SIG ist keine Signatur genau dieser Bytes von META-INF/MANIFEST.MF mit dem Schlüssel in CERT.PEM.',
    fix: 'Dieses Paket nicht installieren. Wem die App gehört, signiert es neu: `mosis sign`',
  },
  'mf-syntax': {
    refusal: 'META-INF/MANIFEST.MF ist nicht lesbar',
    explanation:
      'Der Text hat eine feste Grammatik: „Manifest-Version: 1.0“, wahlweise „Created-By“, dann für jede Datei eine leere Zeile, „Name: PFAD“ und „SHA-256-Digest: BASE64“; UTF-8, Zeilenenden LF.',
    fix: signAgain,
  },
  'mf-duplicate-name': {
    refusal: 'Eine Datei hat zwei Prüfsummen',
    explanation: 'Jede Datei steht einmal in META-INF/MANIFEST.MF.',
    fix: signAgain,
  },
  'file-not-listed': {
    refusal: 'Eine Datei ist nicht signiert',
    explanation:
      'Jede Datei außerhalb von META-INF muss in META-INF/MANIFEST.MF stehen. Diese kam nach dem Signieren dazu.',
    fix: buildAnew,
  },
  'listed-file-missing': {
    refusal: 'Eine signierte Datei fehlt',
    explanation:
      'META-INF/MANIFEST.MF nennt eine Datei, die das Paket nicht hat. Sie wurde nach dem Signieren entfernt oder umbenannt.',
    fix: buildAnew,
  },
  'digest-wrong': {
    refusal: 'Eine Datei wurde verändert',
    explanation: 'Die SHA-256-Prüfsumme der Datei ist nicht die signierte: Sie wurde nach dem Signieren geändert.',
    fix: buildAnew,
  },
  'private-key-syntax': {
    refusal: 'Der private Schlüssel ist nicht lesbar',
    explanation: 'Ein Signaturschlüssel ist ein unverschlüsselter PKCS#8-PEM-Block, „-----BEGIN PRIVATE KEY-----“.',
    fix: makeKey,
  },
  'private-key-encrypted': {
    refusal: 'Ein verschlüsselter privater Schlüssel ist nicht lesbar',
    explanation: 'Der Schlüssel ist mit einer Passphrase geschützt, nach der hier nicht gefragt wird.',
    fix: 'Ihn zuerst entschlüsseln: `openssl pkey -in encrypted.pem -out signing_key.pem`',
  },
  'private-key-is-public': {
    refusal: 'Mit einem öffentlichen Schlüssel lässt sich nicht signieren',
    explanation: 'Zum Signieren ist der private Schlüssel nötig; dies ist der öffentliche.',
    fix: 'Die Datei angeben, die mit „-----BEGIN PRIVATE KEY-----“ beginnt',
  },
  'private-key-other-algorithm': {
    refusal: 'Mit einem Schlüssel dieses Verfahrens lässt sich nicht signieren',
    explanation: 'Pakete werden nur mit Ed25519 signiert.',
    fix: makeKey,
  },
  'lineage-syntax': {
    refusal: 'META-INF/LINEAGE ist nicht lesbar',
    explanation:
      'Der Text hat eine feste Grammatik: „Lineage-Version: 1“, dann für jeden Schlüsselwechsel eine leere Zeile und 8 feste Zeilen.',
    fix: bothKeys,
  },
  'lineage-too-long': {
    refusal: 'So viele Schlüsselwechsel sind nicht möglich',
    explanation: 'Eine Kette von Übergaben hat höchstens 16 Glieder.',
    fix: 'Den Store um eine Wiederherstellung bitten, die eine neue Kette beginnt',
  },
  'lineage-broken': {
    refusal: 'Die Kette der Schlüsselübergaben ist unterbrochen',
    explanation:
      'Die Glieder zählen von 1 an, jedes nennt die Prüfsumme des vorigen, beginnt mit dem Schlüssel, mit dem jenes endet, geht in min_version_code nie zurück, und kein Schlüssel kommt zweimal vor.',
    fix: bothKeys,
  },
  'lineage-signature-wrong': {
    refusal: 'Ein Schlüsselwechsel ist nicht zu bestätigen',
    explanation:
      'Jedes Glied ist zweimal signiert: vom alten Schlüssel, der zustimmt, und vom neuen, der damit zeigt, dass es ihn gibt.',
    fix: bothKeys,
  },
  'lineage-other-app': {
    refusal: 'Die Schlüsselübergabe gehört zu einer anderen App',
    explanation: 'Jedes Glied nennt die App, für die es gilt; das muss id in manifest.json sein.',
    fix: 'Für diese App mit beiden privaten Schlüsseln eine Schlüsselübergabe schreiben',
  },
  'lineage-other-key': {
    refusal: 'Die Kette der Schlüsselübergaben endet bei einem anderen Schlüssel',
    explanation: 'Der letzte Schlüssel der Kette muss der in CERT.PEM sein.',
    fix: 'Mit dem neuesten Schlüssel signieren oder das fehlende Glied ergänzen',
  },

  // The manifest
  'manifest-missing': {
    refusal: 'manifest.json fehlt',
    explanation: 'manifest.json steht auf der obersten Ebene des Pakets und sagt, was die App ist.',
    fix: 'manifest.json auf die oberste Ebene legen, nicht in einen Ordner; `mosis init` schreibt eine',
  },
  'manifest-too-large': {
    refusal: 'Das Manifest ist zu groß',
    explanation: 'manifest.json hat höchstens 65.536\u00a0Bytes (64\u00a0KiB).',
    fix: 'Daten aus dem Manifest in Dateien der App verlegen',
  },
  'manifest-encoding': {
    refusal: 'manifest.json ist nicht als Text lesbar',
    explanation: 'manifest.json ist UTF-8 ohne Byte-Order-Mark.',
    fix: 'Die Datei als „UTF-8 ohne BOM“ speichern',
  },
  'manifest-syntax': {
    refusal: 'manifest.json ist kein lesbares JSON',
    explanation:
      'manifest.json ist JSON nach RFC\u00a08259: doppelte Anführungszeichen, keine Kommentare, kein Komma nach dem letzten Element.',
    fix: 'manifest.json an dieser Stelle berichtigen',
  },
  'manifest-not-object': {
    refusal: 'Das Manifest ist nicht lesbar',
    explanation: 'manifest.json besteht aus einem Objekt in geschweiften Klammern.',
    fix: 'Alle Felder in geschweifte Klammern setzen',
  },
  'manifest-duplicate-key': {
    refusal: 'Ein Feld steht zweimal da',
    explanation: 'Manche Leseprogramme nehmen das erste, andere das letzte.',
    fix: 'Eines davon entfernen',
  },
  'manifest-reserved-key': {
    refusal: 'Dieser Feldname ist nicht möglich',
    explanation: '„__proto__“, „constructor“ und „prototype“ ändern, wie manche Programme sich verhalten.',
    fix: 'Das Feld entfernen',
  },
  'manifest-too-deep': {
    refusal: 'Das Manifest ist zu tief verschachtelt',
    explanation: 'Objekte und Listen sind höchstens 8 Ebenen tief verschachtelt.',
    fix: 'Den Wert flacher schreiben',
  },
  'manifest-surrogate': {
    refusal: 'Ein halbes Zeichen ist nicht möglich',
    explanation: 'Auf die erste Hälfte eines \\u-Paars muss die zweite folgen; allein ist sie kein Zeichen.',
    fix: 'Das Zeichen selbst schreiben',
  },
  'manifest-unknown-field': {
    refusal: 'Ein Feld ist unbekannt',
    explanation:
      'Unbekannte Felder sind meist Tippfehler, die sonst still übergangen würden. Felder eigener Werkzeuge beginnen mit „x-“.',
    fix: 'Den Namen berichtigen oder das Feld entfernen; Namen mit „x-“ am Anfang sind frei',
  },
  'manifest-missing-field': {
    refusal: 'Ein nötiges Feld fehlt im Manifest',
    explanation: 'id, name, version, version_code, entry und min_mosis_version sind nötig.',
    fix: 'Das Feld in manifest.json ergänzen',
  },
  'manifest-type': {
    refusal: 'Ein Wert dieser Art ist nicht möglich',
    explanation: 'Jedes Feld hat eine Art; Zahlen in Anführungszeichen sind Text.',
    fix: correct,
  },
  'manifest-schema': {
    refusal: 'Dieses $schema ist nicht möglich',
    explanation: '$schema darf fehlen; ist es da, nennt es das eine Schema dieses Formats.',
    fix: '„https://mosis.dev/schemas/manifest-v1.json“ schreiben oder das Feld entfernen',
  },
  'manifest-id': {
    refusal: 'Diese App-Kennung ist nicht möglich',
    explanation:
      'Die Kennung ist eine umgekehrte Domain: Kleinbuchstaben und Ziffern in zwei oder mehr Teilen, die je mit einem Buchstaben beginnen, höchstens 128 Zeichen, und am Anfang nicht der Name eines Windows-Geräts.',
    fix: 'Sie wie „com.ihrname.appname“ schreiben',
  },
  'manifest-name': {
    refusal: 'Dieser Name ist nicht möglich',
    explanation: 'Der Name hat 1 bis 30 Zeichen, keines davon unsichtbar, und kein Leerzeichen am Rand.',
    fix: correct,
  },
  'manifest-description': {
    refusal: 'Diese Beschreibung ist nicht möglich',
    explanation: 'Die Beschreibung hat 1 bis 80 Zeichen in einer Zeile.',
    fix: 'Sie kürzen oder das Feld weglassen',
  },
  'manifest-version': {
    refusal: 'Diese Version ist nicht möglich',
    explanation:
      'Die Version ist X.Y.Z: drei ganze Zahlen mit höchstens 9 Ziffern, ohne führende Nullen und ohne etwas dahinter.',
    fix: exampleVersion,
  },
  'manifest-version-code': {
    refusal: 'Dieser version_code ist nicht möglich',
    explanation: 'version_code ist eine ganze Zahl von 1 bis 2.147.483.647, nur mit Ziffern geschrieben.',
    fix: 'Mit jeder Version um 1 erhöhen: 1, 2, 3',
  },
  'manifest-entry': {
    refusal: 'Dieser Startbildschirm ist nicht möglich',
    explanation: 'entry ist der Pfad des ersten Bildschirms im Paket und endet auf „.rml“.',
    fix: 'Ihn wie „assets/main.rml“ schreiben',
  },
  'manifest-mosis-version': {
    refusal: 'Diese Mosis-Version ist nicht möglich',
    explanation: 'min_mosis_version und target_mosis_version sind X.Y.Z, und target liegt nicht unter min.',
    fix: exampleVersion,
  },
  'manifest-author': {
    refusal: 'Diese Angabe unter author ist nicht möglich',
    explanation:
      'author hat name, email und url, jedes wahlweise: Text, eine E-Mail-Adresse, eine http- oder https-Adresse.',
    fix: correct,
  },
  'manifest-permission': {
    refusal: 'Diese Berechtigung ist nicht möglich',
    explanation: 'permissions nennt bekannte Berechtigungen, jede einmal.',
    fix: 'Einen Namen aus der Liste der Berechtigungen schreiben, etwa „network.internet“',
  },
  'manifest-icons': {
    refusal: 'Diese Symbole sind nicht möglich',
    explanation:
      'icons hat die Schlüssel „32“, „64“ und „128“, jeden wahlweise, mit dem Pfad einer .png-Datei im Paket.',
    fix: 'Es so schreiben: "icons": { "64": "icons/icon-64.png" }',
  },
  'manifest-category': {
    refusal: 'Diese Kategorie ist nicht möglich',
    explanation: 'Der Store hat 10 feste Kategorien.',
    fix: 'Eine der 10 wählen oder das Feld weglassen',
  },
  'manifest-tags': {
    refusal: 'Diese Schlagwörter sind nicht möglich',
    explanation: 'tags nennt höchstens 20 Wörter mit 1 bis 30 Zeichen, jedes einmal.',
    fix: correct,
  },
  'manifest-orientation': {
    refusal: 'Diese Ausrichtung ist nicht möglich',
    explanation: 'orientation ist „portrait“, „landscape“ oder „any“.',
    fix: correct,
  },
  'manifest-background-color': {
    refusal: 'Diese Farbe ist nicht möglich',
    explanation: 'background_color ist „#“ mit 6 hexadezimalen Ziffern.',
    fix: 'Sie wie „#FFFFFF“ schreiben',
  },
  'manifest-locales': {
    refusal: 'Diese Sprachen sind nicht möglich',
    explanation: 'locales nennt Kürzel wie „en“, „pt-BR“ oder „zh-Hant“, jedes einmal; default_locale ist eines davon.',
    fix: correct,
  },
  'manifest-network': {
    refusal: 'Diese Netzwerkregeln sind nicht möglich',
    explanation:
      'network hat allowed_domains (Hostnamen, mit „*.“ davor für alle darunter; keine Adressen und kein bloßes „*“), allow_http (true oder false) und max_connections (1 bis 100).',
    fix: correct,
  },
  'entry-missing': {
    refusal: 'Der erste Bildschirm fehlt',
    explanation: 'Die Datei, die entry nennt, muss im Paket sein.',
    fix: 'Die Datei hinzufügen oder entry in manifest.json berichtigen; Groß- und Kleinschreibung zählt',
  },
  'icon-missing': {
    refusal: 'Ein Symbol fehlt',
    explanation: 'Jeder Pfad in icons muss im Paket sein.',
    fix: 'Die Datei hinzufügen oder den Schlüssel aus icons entfernen',
  },
}
