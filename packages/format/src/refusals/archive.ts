import type { Refusal } from './refusal.ts'

const rebuild = 'Run `mosis build` on the unpacked folder: it writes the one form that is accepted'
const untrusted = 'Get the package again from its developer or from the store: this file was damaged or tampered with'

/** Refusals of the archive: its frame, its records and its data. */
export const archiveRefusals = {
  'package-too-small': {
    refusal: 'Cannot read the package',
    explanation:
      'The file is shorter than the 22 bytes with which every ZIP archive ends. Most often a download was cut off.',
    fix: 'Copy or download the file again',
  },
  'package-too-large': {
    refusal: 'Cannot accept a package this large',
    explanation:
      'A package has at most 52,428,800 bytes (50 MiB), so that a device can hold it in memory while checking it.',
    fix: 'Shrink images and sounds, or load them from your server when the app needs them',
  },
  'zip-end-missing': {
    refusal: 'Cannot find the end of the archive',
    explanation:
      'The last 22 bytes must be the end record. It is not searched for: an archive with two plausible ends can be read in two ways, and one reader would check what another installs.',
    fix: rebuild,
  },
  'zip-comment': {
    refusal: 'Cannot accept a comment in the archive',
    explanation: 'Comments of the archive or of its entries are not signed and can hide data. They must be absent.',
    fix: rebuild,
  },
  'zip-multi-disk': {
    refusal: 'Cannot accept an archive in several parts',
    explanation: 'All disk numbers must be 0. Split archives have no use here and confuse readers.',
    fix: rebuild,
  },
  zip64: {
    refusal: 'Cannot accept a ZIP64 archive',
    explanation: 'ZIP64 gives every length a second place to stand. A package of 50 MiB never needs it.',
    fix: rebuild,
  },
  'zip-empty': {
    refusal: 'Cannot accept an empty archive',
    explanation: 'An archive without entries holds no app.',
    fix: 'Run `mosis build` in the folder with manifest.json',
  },
  'zip-too-many-entries': {
    refusal: 'Cannot accept so many entries',
    explanation: 'A package has at most 1,000 entries, the files of META-INF included.',
    fix: 'Join small files: a sheet of images, one file of texts for each locale, fewer scripts',
  },
  'zip-entry-count': {
    refusal: 'Cannot trust the number of entries',
    explanation: 'The end record states the number of entries twice; both must be equal.',
    fix: rebuild,
  },
  'zip-directory-place': {
    refusal: 'Cannot find the directory of the archive',
    explanation:
      'The directory must end exactly where the end record begins; anything between would be outside every check.',
    fix: rebuild,
  },
  'zip-directory-broken': {
    refusal: 'Cannot read the directory of the archive',
    explanation: 'The directory must hold exactly the stated number of whole records and not one byte more.',
    fix: rebuild,
  },
  'zip-extra-field': {
    refusal: 'Cannot accept an extra field',
    explanation: 'Extra fields can give a second name, a second size or a link. They must be absent in both places.',
    fix: rebuild,
  },
  'zip-internal-attributes': {
    refusal: 'Cannot accept these internal attributes',
    explanation: 'Only 0 and 1 (a hint that the file is text) have a meaning.',
    fix: rebuild,
  },
  'zip-host-system': {
    refusal: 'Cannot accept this host system',
    explanation:
      'Entries are made by host 0 (DOS), 3 (Unix) or 19 (macOS); others give the attributes another meaning.',
    fix: rebuild,
  },
  'zip-version-needed': {
    refusal: 'Cannot accept this ZIP version',
    explanation: 'Entries need version 1.0 or 2.0. Higher ones announce features that are refused anyway.',
    fix: rebuild,
  },
  'zip-encrypted': {
    refusal: 'Cannot accept an encrypted entry',
    explanation: 'Everybody must be able to check a package, so nothing in it is encrypted.',
    fix: 'Make the archive without a password: `mosis build`',
  },
  'zip-descriptor': {
    refusal: 'Cannot accept a data descriptor',
    explanation: 'With flag bit 3 the sizes stand behind the data, where readers disagree on finding them.',
    fix: rebuild,
  },
  'zip-flags': {
    refusal: 'Cannot accept these flags',
    explanation: 'Only bit 11 (names are UTF-8) and, for deflated entries, bits 1 and 2 may be set.',
    fix: rebuild,
  },
  'zip-method': {
    refusal: 'Cannot accept this compression method',
    explanation: 'Entries are stored (0) or deflated (8). Other methods are not available on every device.',
    fix: rebuild,
  },
  'zip-stored-size': {
    refusal: 'Cannot trust the sizes of a stored entry',
    explanation: 'A stored entry has the same size packed and unpacked.',
    fix: rebuild,
  },
  'zip-padding': {
    refusal: 'Cannot accept data this badly compressed',
    explanation:
      'Deflated data larger than 9/8 of the file and 64 bytes carries empty blocks, in which a payload could hide.',
    fix: rebuild,
  },
  'symlink-entry': {
    refusal: 'Cannot accept a symbolic link',
    explanation: 'A link may lead out of the app folder. Packages hold regular files only.',
    fix: 'Replace the link by a copy of the file it points to',
  },
  'special-entry': {
    refusal: 'Cannot accept an entry that is not a regular file',
    explanation: 'Devices, pipes, sockets and volume labels have no place in an app.',
    fix: 'Remove the entry',
  },
  'folder-entry': {
    refusal: 'Cannot accept a folder as an entry',
    explanation: 'Folders exist because files are in them. An entry for a folder carries nothing and cannot be signed.',
    fix: 'Make the archive without folder entries: `mosis build`, or `zip -D`',
  },
  'entry-mode': {
    refusal: 'Cannot accept set-id or sticky bits',
    explanation: 'Files of an app never run with the rights of somebody else.',
    fix: rebuild,
  },
  'entry-too-large': {
    refusal: 'Cannot accept a file this large',
    explanation: 'A file has at most 10,485,760 bytes (10 MiB) unpacked.',
    fix: 'Shrink or split the file',
  },
  'unpacked-too-large': {
    refusal: 'Cannot accept so much data unpacked',
    explanation:
      'All files together have at most 268,435,456 bytes (256 MiB) unpacked; this stops archives that are made to explode.',
    fix: 'Use compressed image and sound formats',
  },
  'zip-prefix': {
    refusal: 'Cannot accept data before the first entry',
    explanation:
      'The first local header must stand at byte 0. Programs were hidden in front of archives this way (CVE-2017-13156).',
    fix: rebuild,
  },
  'zip-gap': {
    refusal: 'Cannot accept data between entries',
    explanation:
      'Each entry must begin where the one before ended, and the directory after the last. Bytes between would not be signed.',
    fix: rebuild,
  },
  'zip-overlap': {
    refusal: 'Cannot accept overlapping entries',
    explanation: 'Entries that share data are how ZIP bombs are made. Every byte belongs to one entry only.',
    fix: untrusted,
  },
  'zip-local-missing': {
    refusal: 'Cannot find the local header of an entry',
    explanation: 'Where the directory points there must be a whole local header with its data behind.',
    fix: untrusted,
  },
  'zip-local-differs': {
    refusal: 'Cannot accept two different statements about an entry',
    explanation:
      'Local header and directory must agree in every field. Where they differ, one reader checks one thing and another installs something else (CVE-2013-4787).',
    fix: untrusted,
  },
  'data-broken': {
    refusal: 'Cannot unpack a file',
    explanation: 'The compressed data is not a valid DEFLATE stream.',
    fix: untrusted,
  },
  'data-length': {
    refusal: 'Cannot trust the size of a file',
    explanation: 'The data must unpack to exactly the stated size and use exactly the stated number of packed bytes.',
    fix: untrusted,
  },
  'data-crc': {
    refusal: 'Cannot trust the contents of a file',
    explanation: 'The CRC-32 of the contents is not the stated one.',
    fix: untrusted,
  },
} as const satisfies Record<string, Refusal>
