import type { Refusal } from './refusal.ts'

const rename = 'Rename the file'

/** Refusals of names and of what the named files are. */
export const nameRefusals = {
  'path-empty': {
    refusal: 'Cannot accept an entry without a name',
    explanation: 'Every entry needs a path.',
    fix: rename,
  },
  'path-encoding': {
    refusal: 'Cannot read the name of an entry',
    explanation: 'Names are UTF-8 in its shortest form, without surrogates and without a byte order mark.',
    fix: 'Rename the file with plain letters and run `mosis build`',
  },
  'path-flag': {
    refusal: 'Cannot tell the encoding of a name',
    explanation:
      'A name with other than ASCII letters must say that it is UTF-8 (flag bit 11); readers guess differently otherwise.',
    fix: 'Run `mosis build`: it sets the flag',
  },
  'path-not-normal': {
    refusal: 'Cannot accept a name that is not in Unicode normal form NFC',
    explanation:
      'The same letter can be written in two ways; file systems disagree on whether that is one file or two.',
    fix: 'Rename the file: type the accented letter as one character',
  },
  'path-too-long': {
    refusal: 'Cannot accept a path this long',
    explanation: 'A path has at most 256 code points and 512 bytes, each part of it at most 255 bytes.',
    fix: 'Shorten the names of folders and file',
  },
  'path-backslash': {
    refusal: 'Cannot accept a backslash in a path',
    explanation: 'On Windows it separates folders, elsewhere it is a letter. Parts of a path are separated by "/".',
    fix: 'Use "/"',
  },
  'path-absolute': {
    refusal: 'Cannot accept an absolute path',
    explanation: 'Every path is relative to the app folder: no "/" in front, no drive letter.',
    fix: 'Remove what stands in front',
  },
  'path-character': {
    refusal: 'Cannot accept a character in a path',
    explanation:
      'Control, invisible, direction-changing, private and non-characters, and any of < > " | ? * : are refused: they mislead people or mean something to a file system.',
    fix: rename,
  },
  'path-segment-empty': {
    refusal: 'Cannot accept an empty part in a path',
    explanation: 'Two slashes in a row name the same file as one; each file has one name only.',
    fix: 'Use one "/" between names',
  },
  'path-traversal': {
    refusal: 'Cannot accept "." or ".." in a path',
    explanation: 'Such a path can lead out of the app folder and overwrite files of the device.',
    fix: 'Write the path without "." and ".."',
  },
  'path-space-or-dot': {
    refusal: 'Cannot accept a space or dot at the edge of a name',
    explanation: 'Windows drops trailing dots and spaces, so two names would become one file.',
    fix: rename,
  },
  'path-device-name': {
    refusal: 'Cannot accept the name of a Windows device',
    explanation: 'CON, PRN, AUX, NUL, COM0-COM9 and LPT0-LPT9 open a device on Windows, whatever extension follows.',
    fix: rename,
  },
  'duplicate-entry': {
    refusal: 'Cannot accept two entries of one name',
    explanation: 'One reader takes the first, another the last: what is checked would not be what is installed.',
    fix: 'Remove one of them, or run `mosis build`',
  },
  'path-collision': {
    refusal: 'Cannot accept names that differ only in upper and lower case',
    explanation: 'On Windows and macOS they are one file.',
    fix: 'Rename one of them',
  },
  'path-file-as-folder': {
    refusal: 'Cannot accept a name that is both a file and a folder',
    explanation: 'No file system can hold both.',
    fix: 'Rename one of them',
  },
  'file-outside-folder': {
    refusal: 'Cannot accept a file at the top of the package',
    explanation: 'Beside manifest.json the top level holds folders only.',
    fix: 'Move the file into assets/',
  },
  'meta-inf-name': {
    refusal: 'Cannot accept another spelling of META-INF',
    explanation: 'A folder that looks like META-INF on some file systems could replace the signature.',
    fix: rename,
  },
  'meta-inf-file': {
    refusal: 'Cannot accept this file in META-INF',
    explanation:
      'META-INF holds MANIFEST.MF, CERT.PEM, CERT.SIG and, after a change of keys, LINEAGE. Nothing else there would be signed.',
    fix: 'Remove the file, or move it into assets/',
  },
  'extension-forbidden': {
    refusal: 'Cannot accept programs or archives',
    explanation:
      'Executables, scripts of other languages and nested archives are refused, also as an earlier part of the name such as "setup.exe.png".',
    fix: 'Remove the file, or name it in .mosisignore if only you need it; apps are written in RML, RCSS and Lua',
  },
  'extension-unknown': {
    refusal: 'Cannot accept this kind of file',
    explanation:
      'Allowed are .rml .rcss .lua .json .png .jpg .jpeg .tga .webp .ttf .otf .ogg .wav .mp3, in lower case, after a name.',
    fix: 'Remove the file, or name it in .mosisignore if only you need it, or convert it: allowed are rml, rcss, lua, json, png, jpg, tga, webp, ttf, otf, ogg, wav and mp3',
  },
  'content-mismatch': {
    refusal: 'Cannot accept contents that do not fit the extension',
    explanation:
      'The first bytes of a file must be those of the kind its name promises: a program named .ogg is refused.',
    fix: 'Give the file its right extension, or export it again in the promised format',
  },
  'content-not-text': {
    refusal: 'Cannot read a text file',
    explanation: '.rml, .rcss, .lua and .json files are UTF-8 text without NUL bytes; compiled Lua is refused.',
    fix: 'Save the file as UTF-8',
  },
  'icon-too-large': {
    refusal: 'Cannot accept an icon file this large',
    explanation: 'An icon has at most 262,144 bytes (256 KiB).',
    fix: 'Save the icon with a palette, or run it through a PNG optimiser',
  },
  'icon-wrong-size': {
    refusal: 'Cannot accept an icon of this size',
    explanation: 'The icon under the key "64" is 64 pixels wide and 64 high.',
    fix: 'Resize the image to the size of its key',
  },
  'icon-broken': {
    refusal: 'Cannot read an icon',
    explanation:
      'Icons are decoded completely: chunk order, checksums, exact length of the image data; no animation, nothing behind the end.',
    fix: 'Export the icon again as a plain PNG',
  },
} as const satisfies Record<string, Refusal>
