import { buildLineage, withLineage } from './lineage-cases.ts'
import { buildChunk, buildPng } from './png-builder.ts'
import {
  manifestWith,
  sampleFiles,
  sampleWithIcons,
  signedEntries,
  signedPackage,
  testKey,
  toEntries,
  type Files,
} from './sample.ts'
import { buildZip, deflateByHand, type ZipEntry } from './zip-builder.ts'

const riff = (form: string, rest: string) =>
  Buffer.concat([Buffer.from('524946460c000000', 'hex'), Buffer.from(form + rest), Buffer.alloc(4)])
const palette = buildChunk('PLTE', Buffer.from('000000ffffff', 'hex'))
const interlacedRows = Buffer.alloc(192)

/** Every field, every kind of file. */
const everything: Files = {
  ...sampleWithIcons,
  'assets/fonts/a.otf': Buffer.concat([Buffer.from('OTTO'), Buffer.from('0001000000000000', 'hex'), Buffer.alloc(16)]),
  'assets/fonts/a.ttf': Buffer.concat([Buffer.from('000100000001000000000000', 'hex'), Buffer.alloc(16)]),
  'assets/images/a.jpeg': Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex'),
  'assets/images/a.jpg': Buffer.from('ffd8ffdbffd9', 'hex'),
  'assets/images/a.tga': Buffer.from('000002000000000000000000010001001800ff0000', 'hex'),
  'assets/images/a.webp': riff('WEBP', 'VP8 '),
  'assets/scripts/empty.lua': '',
  'assets/scripts/main.lua': '#!/usr/bin/lua\nprint("tick")\n',
  'assets/sounds/a.mp3': Buffer.from('494433040000000000000000', 'hex'),
  'assets/sounds/b.mp3': Buffer.from('fffb9064000000000000', 'hex'),
  'assets/sounds/a.ogg': Buffer.concat([Buffer.from('OggS'), Buffer.alloc(24)]),
  'assets/sounds/a.wav': riff('WAVE', 'fmt '),
  'assets/styles/theme.rcss': 'body { color: #fff; }\n',
  'locales/de.json': '{ "hello": "Guten Tag" }\n',
  'locales/en.json': '\t["hello"]',
  'manifest.json': manifestWith({
    $schema: 'https://mosis.dev/schemas/manifest-v1.json',
    name: 'Zeit \u{1f468}\u200d\u{1f469}\u200d\u{1f467}',
    version: '10.20.999999999',
    version_code: 2_147_483_647,
    description: 'A clock that says \u201ctick\u201d',
    author: { name: 'Ada Example', email: 'ada@example.com', url: 'https://example.com/ada', 'x-team': 3 },
    permissions: ['storage', 'network.internet', 'camera', 'location.fine'],
    icons: { '32': 'icons/icon-32.png', '64': 'icons/icon-64.png', '128': 'icons/icon-128.png', 'x-source': 3 },
    target_mosis_version: '1.2.0',
    category: 'utilities',
    tags: ['time', 'Zeit'],
    orientation: 'portrait',
    background_color: '#00aaFF',
    locales: ['en', 'de', 'zh-Hant-TW', 'es-419'],
    default_locale: 'en',
    network: {
      allowed_domains: ['api.example.com', '*.cdn.example.com', 'b\u00fccher.example', 'API.example.org:8443'],
      allow_http: false,
      max_connections: 10,
    },
    'x-tool': { deep: [[[[[1.5e3, -0, null, true, '\u0000']]]]] },
  }),
}

function changeEntries(change: (entry: ZipEntry) => Partial<ZipEntry>): Buffer {
  return buildZip(signedEntries(sampleFiles).map((entry) => ({ ...entry, ...change(entry) })))
}

function withIcon(contents: Buffer): Buffer {
  const manifest = manifestWith({ icons: { '32': 'icons/icon.png' } })
  return signedPackage({ ...sampleFiles, 'icons/icon.png': contents, 'manifest.json': manifest })
}

/** Packages that every reader accepts; `.unsigned` ones where unsigned packages are allowed. */
export const validCases: Record<string, Buffer | string> = {
  'attributes-of-dos': changeEntries(() => ({ directory: { madeBy: 0x0014, externalAttributes: 0x21 } })),
  'attributes-of-macos': changeEntries(() => ({
    directory: { madeBy: 0x1314, externalAttributes: 0o100755 * 0x10000 },
  })),
  'created-by': signedPackage(sampleFiles, { createdBy: 'mosis-cli 1.0.0' }),
  deflated: changeEntries(({ data }) => ({ packed: deflateByHand(data) })),
  'deflated-with-option-bits': changeEntries(({ data }) => ({ packed: deflateByHand(data), both: { flags: 0x0006 } })),
  'digests-in-other-order': signedPackage(sampleFiles, { changeMf: reverseSections }),
  'empty-line-at-end-of-digests': signedPackage(sampleFiles, { changeMf: (text) => `${text}\n` }),
  'entries-in-other-order': buildZip(signedEntries(sampleFiles).reverse()),
  everything: signedPackage(everything, { createdBy: 'mosis-cli 1.0.0' }),
  'icon-interlaced': withIcon(buildPng(32, { interlace: 1, rows: interlacedRows })),
  'icon-with-palette-and-text': withIcon(
    buildPng(32, { colourType: 3, chunksBefore: [palette, buildChunk('tEXt', Buffer.from('a\0b'))] }),
  ),
  icons: signedPackage(sampleWithIcons),
  'key-without-line-end': signedPackage(sampleFiles, { certPem: testKey(1).publicKeyPem.trimEnd() }),
  'key.pem': testKey(1).publicKeyPem,
  'lineage-of-one-link': withLineage(buildLineage([{ from: 2, to: 1 }]), 1),
  'lineage-of-sixteen-links': withLineage(
    buildLineage(Array.from({ length: 16 }, (_, index) => ({ from: index + 10, to: index + 11 }))),
    26,
  ),
  'longest-path': signedPackage({ ...sampleFiles, [`assets/${'a'.repeat(240)}/bbbb.lua`]: 'x\n' }),
  'longest-path-in-bytes': signedPackage({
    ...sampleFiles,
    [`assets/${'\u4e00'.repeat(82)}/${'\u4e00'.repeat(81)}/aaaaa.lua`]: 'x\n',
  }),
  minimal: signedPackage(sampleFiles),
  'names-of-other-scripts': signedPackage({
    ...sampleFiles,
    'assets/caf\u00e9/\u65e5\u672c\u8a9e/\u{1f600}.lua': 'x\n',
    'assets/a b-c_d+e.(1).lua': 'x\n',
  }),
  'private.private.pem': testKey(1).privateKeyPem,
  'signature-base64-without-line-end': signedPackage(sampleFiles, {
    certSig: (signature) => signature.toString('base64'),
  }),
  'signature-raw': signedPackage(sampleFiles, { certSig: (signature) => signature }),
  'text-hint-and-time': changeEntries(() => ({
    both: { time: 0x7d1c, date: 0x5b21 },
    directory: { internalAttributes: 1 },
  })),
  'unsigned.unsigned': buildZip(toEntries(sampleFiles)),
  'utf8-flag-on-ascii-names': changeEntries(() => ({ both: { flags: 0x0800 } })),
  'version-20-for-stored': changeEntries(() => ({ both: { versionNeeded: 20 } })),
}

function reverseSections(text: string): string {
  const [head = '', ...sections] = text.split('\n\n')
  return `${[head, ...sections.map((section) => section.trimEnd()).reverse()].join('\n\n')}\n`
}
