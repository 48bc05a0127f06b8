import { buildChunk, buildPng, zlibByHand, type PngChanges } from './png-builder.ts'
import type { Cases } from './cases.ts'
import { manifestWith, sampleFiles, signedEntries, signedPackage } from './sample.ts'
import { buildZip, type ZipEntry } from './zip-builder.ts'

/** The sample with one more file, signed. */
function withFile(path: string, contents: string | Buffer = 'x\n'): Buffer {
  return signedPackage({ ...sampleFiles, [path]: contents })
}

function withFiles(...paths: string[]): Buffer {
  return signedPackage({ ...sampleFiles, ...Object.fromEntries(paths.map((path) => [path, 'x\n'])) })
}

/** The sample with one more entry whose name cannot be written as text. */
function withEntry(entry: Partial<ZipEntry>): Buffer {
  return buildZip([...signedEntries(sampleFiles), { name: 'assets/x.lua', data: Buffer.from('x\n'), ...entry }])
}

function named(paths: Record<string, string>): Record<string, Buffer> {
  return Object.fromEntries(Object.entries(paths).map(([name, path]) => [name, withFile(path)]))
}

const utf8 = { both: { flags: 0x0800 } }
const whole = buildPng(32)
const accent = '\u0301'

const pathCases: Cases = {
  'path-empty': { 'no-name': withEntry({ name: '' }) },
  'path-encoding': {
    'latin-1': withEntry({ name: Buffer.from('assets/caf\u00e9.lua', 'latin1'), ...utf8 }),
    'overlong-slash': withEntry({ name: Buffer.from('assets/..\u00c0\u00afx.lua', 'latin1'), ...utf8 }),
    surrogate: withEntry({ name: Buffer.from('assets/\u00ed\u00a0\u0080.lua', 'latin1'), ...utf8 }),
  },
  'path-flag': { 'no-bit-11': withEntry({ name: 'assets/caf\u00e9.lua', both: { flags: 0 } }) },
  'path-not-normal': named({
    decomposed: `assets/cafe${accent}.lua`,
    hangul: 'assets/\u1100\u1161.lua',
    kelvin: 'assets/\u212a.lua',
  }),
  'path-too-long': named({
    '257-code-points': `assets/${'a'.repeat(240)}/${'b'.repeat(5)}.lua`,
    '515-bytes': `assets/${'\u4e00'.repeat(84)}/${'\u4e00'.repeat(83)}/a.lua`,
    'segment-of-256-bytes': `${'\u00e9'.repeat(128)}/x.lua`,
  }),
  'path-backslash': named({ separator: 'assets\\x.lua', traversal: 'assets/..\\..\\x.lua' }),
  'path-absolute': named({ drive: 'C:/x.lua', 'drive-relative': 'c:x.lua', slash: '/assets/x.lua' }),
  'path-character': named({
    'c1-control': 'assets/a\u0085b.lua',
    'colon-stream': 'assets/x.lua:y.lua',
    direction: 'assets/\u202eaul.lua',
    'line-feed': 'assets/a\nb.lua',
    'line-separator': 'assets/a\u2028b.lua',
    'non-character': 'assets/a\ufffeb.lua',
    nul: 'assets/a\0b.lua',
    'private-use': 'assets/a\ue000b.lua',
    'question-mark': 'assets/what?.lua',
    'soft-hyphen': 'assets/a\u00adb.lua',
    star: 'assets/*.lua',
    tag: 'assets/a\u{e0041}b.lua',
    'zero-width-joiner': 'assets/a\u200db.lua',
  }),
  'path-segment-empty': named({ 'two-slashes': 'assets//x.lua' }),
  'path-traversal': named({
    dot: 'assets/./x.lua',
    'dot-dot': '../evil.lua',
    'dot-dot-inside': 'assets/../../evil.lua',
    'dot-dot-that-stays-inside': 'assets/screens/../x.lua',
  }),
  'path-space-or-dot': named({
    'dot-at-end-of-folder': 'assets./x.lua',
    'space-at-end': 'assets/x.lua ',
    'space-in-front': 'assets/ x.lua',
  }),
  'path-device-name': named({
    'aux-as-folder': 'assets/aux/x.lua',
    'com-superscript': 'assets/com\u00b9.lua',
    con: 'assets/con.lua',
    conin: 'assets/conin$.lua',
    'lpt9-upper-case': 'assets/LPT9.old.lua',
    'nul-and-space': 'assets/nul .lua',
  }),
  'duplicate-entry': {
    manifest: buildZip([
      ...signedEntries(sampleFiles),
      { name: 'manifest.json', data: Buffer.from(manifestWith({ name: 'Other' })) },
    ]),
    'same-contents': buildZip([...signedEntries(sampleFiles), ...signedEntries(sampleFiles).slice(-1)]),
    signature: buildZip([...signedEntries(sampleFiles), { name: 'META-INF/CERT.SIG', data: Buffer.from('x') }]),
    'two-icons': duplicateIcons(),
  },
  'path-collision': {
    case: withFiles('assets/a.lua', 'assets/A.lua'),
    'folder-case': withFiles('assets/a/x.lua', 'assets/A/x.lua'),
    'sharp-s': withFiles('assets/stra\u00dfe.lua', 'assets/strasse.lua'),
    sigma: withFiles('assets/\u03c3.lua', 'assets/\u03c2.lua'),
  },
  'path-file-as-folder': {
    exact: withFiles('assets/a.lua', 'assets/a.lua/b.lua'),
    'other-case': withFiles('assets/a.lua', 'assets/A.lua/b.lua'),
  },
  'file-outside-folder': named({ 'manifest-case': 'Manifest.json', script: 'main.lua' }),
  'meta-inf-name': named({ 'lower-case': 'meta-inf/x.lua', 'mixed-case': 'Meta-Inf/x.lua' }),
  'meta-inf-file': {
    ...named({ 'folder-below': 'META-INF/services/x.lua', 'other-file': 'META-INF/x.lua' }),
    'jar-signature': withEntry({ name: 'META-INF/SIGNATURE.SF' }),
    'lower-case-name': withEntry({ name: 'META-INF/cert.sig' }),
  },
  'extension-forbidden': named({
    archive: 'assets/data.zip',
    'hidden-in-the-middle': 'assets/setup.exe.png',
    javascript: 'assets/app.js',
    library: 'assets/x.so',
    program: 'assets/x.exe',
    'program-upper-case': 'assets/x.EXE',
    'shell-script': 'assets/x.sh',
    'tar-gz': 'assets/x.tar.gz',
  }),
  'extension-unknown': named({
    'dot-file': 'assets/.lua',
    html: 'assets/x.html',
    none: 'assets/readme',
    'upper-case': 'assets/icon.PNG',
  }),
}

const dosProgram = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(62)])
const elfProgram = Buffer.concat([Buffer.from('7f454c46020101', 'hex'), Buffer.alloc(57)])
const tgaWithoutPixels = Buffer.from('000002000000000000000000400040001800', 'hex')

const contentCases: Cases = {
  'content-mismatch': {
    'jpeg-is-png': withFile('assets/x.jpg', buildPng(32)),
    'jpeg-is-program': withFile('assets/x.jpeg', dosProgram),
    'json-is-program-text': withFile('assets/x.json', 'print("x")\n'),
    'mp3-is-program': withFile('assets/x.mp3', elfProgram),
    'mp3-is-utf16-text': withFile('assets/x.mp3', Buffer.from('fffe680069000a00', 'hex')),
    'ogg-is-program': withFile('assets/x.ogg', elfProgram),
    'otf-is-program': withFile('assets/x.otf', dosProgram),
    'png-is-empty': withFile('assets/x.png', Buffer.alloc(0)),
    'tga-is-program': withFile('assets/x.tga', elfProgram),
    'tga-without-pixels': withFile('assets/x.tga', tgaWithoutPixels),
    'ttf-tables-cut-off': withFile('assets/x.ttf', Buffer.from('000100000010000000000000', 'hex')),
    'wav-is-webp': withFile('assets/x.wav', riff('WEBP')),
    'webp-longer-than-stated': withFile('assets/x.webp', Buffer.concat([riff('WEBP'), dosProgram])),
  },
  'content-not-text': {
    'compiled-lua': withFile('assets/x.lua', Buffer.from('1b4c7561540019930d0a1a0a', 'hex')),
    'latin-1': withFile('assets/x.rcss', Buffer.from('caf\u00e9', 'latin1')),
    nul: withFile('assets/x.rml', Buffer.from('<rml>\0</rml>')),
    program: withFile('assets/x.lua', elfProgram),
    'utf-16': withFile('locales/en.json', Buffer.from('\ufeff{}', 'utf16le')),
  },
}

function withIcon(contents: Buffer | string, size = '32'): Buffer {
  const path = 'icons/icon.png'
  return signedPackage({ ...sampleFiles, [path]: contents, 'manifest.json': manifestWith({ icons: { [size]: path } }) })
}

function icon(changes: PngChanges): Buffer {
  return withIcon(buildPng(32, changes))
}

const palette = buildChunk('PLTE', Buffer.from('000000ffffff', 'hex'))
const rows = Buffer.alloc(32 * 5)

const iconCases: Cases = {
  'icon-too-large': {
    '256-kib-and-1': icon({ chunksAfter: [buildChunk('tEXt', Buffer.alloc(262_145 - whole.length - 12))] }),
  },
  'icon-wrong-size': {
    'not-square': icon({ height: 33 }),
    'key-64': withIcon(whole, '64'),
  },
  'icon-broken': {
    animated: icon({ chunksBefore: [buildChunk('acTL', Buffer.from('0000000100000000', 'hex'))] }),
    'bytes-behind': icon({ behind: Buffer.from('hidden') }),
    checksum: withIcon(Buffer.from(whole).fill(0xff, whole.length - 4)),
    'cut-off': withIcon(whole.subarray(0, -1)),
    'data-behind-the-stream': icon({ packed: Buffer.concat([zlibByHand(rows), Buffer.from('x')]) }),
    depth: icon({ depth: 3 }),
    'end-with-data': icon({ end: buildChunk('IEND', Buffer.from('x')) }),
    filter: icon({ rows: Buffer.alloc(rows.length, 5) }),
    'interlaced-data-missing': icon({ interlace: 1 }),
    'no-data': withIcon(Buffer.concat([whole.subarray(0, 33), whole.subarray(-12)])),
    'palette-missing': icon({ colourType: 3 }),
    'palette-in-grey': icon({ chunksBefore: [palette] }),
    'palette-too-large': icon({ colourType: 3, chunksBefore: [buildChunk('PLTE', Buffer.alloc(9))] }),
    'palette-twice': icon({ colourType: 3, chunksBefore: [palette, palette] }),
    'too-few-rows': icon({ rows: rows.subarray(5) }),
    'too-many-rows': icon({ rows: Buffer.alloc(rows.length + 5) }),
    'two-ends': icon({ behind: buildChunk('IEND', Buffer.alloc(0)) }),
    'two-headers': icon({ chunksBefore: [whole.subarray(8, 33)] }),
    'unknown-critical-chunk': icon({ chunksBefore: [buildChunk('ABCD', Buffer.alloc(0))] }),
    zlib: icon({ packed: Buffer.from('78010000', 'hex') }),
    'split-data': icon({ chunksAfter: [buildChunk('tEXt', Buffer.from('a\0b')), buildChunk('IDAT', Buffer.alloc(0))] }),
  },
}

/** Every case about names and about what the named files are. */
export const nameCases: Cases = { ...pathCases, ...contentCases, ...iconCases }

function riff(form: string): Buffer {
  return Buffer.concat([
    Buffer.from('524946460c000000', 'hex'),
    Buffer.from(form),
    Buffer.from('VP8 '),
    Buffer.alloc(4),
  ])
}

function duplicateIcons(): Buffer {
  const path = 'icons/icon.png'
  const files = { ...sampleFiles, [path]: whole, 'manifest.json': manifestWith({ icons: { '32': path } }) }
  return buildZip([...signedEntries(files), { name: path, data: buildPng(64) }])
}
