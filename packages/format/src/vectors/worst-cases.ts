import { deflateRawSync } from 'node:zlib'
import { buildLineage } from './lineage-cases.ts'
import { buildPng } from './png-builder.ts'
import { manifestWith, sampleFiles, signedEntries, signedPackage, type Files } from './sample.ts'
import { buildZip, type ZipEntry } from './zip-builder.ts'

const mebibyte = 2 ** 20
/** The largest file, of blanks: 10 MiB that pack into ten thousand bytes. */
const blanks = Buffer.alloc(10 * mebibyte, ' ')
const packedBlanks = deflateRawSync(blanks)

/** Packages that cost as much as possible, too large to be kept as vectors. Those named `legal` are accepted. */
export function makeWorstCases(): Record<string, Buffer> {
  return {
    'legal-1000-entries-of-256-mib': makeMostEntries(),
    'legal-40-mib-that-unpack-to-250': makeLargest(),
    'names-of-64-kib': buildZip(
      Array.from({ length: 390 }, (_, index) => ({ name: `${'é'.repeat(32_000)}${index}`, data: Buffer.alloc(0) })),
    ),
    'every-entry-breaks-ten-rules': buildZip(Array.from({ length: 1000 }, breakManyRules)),
    'one-file-a-thousand-folders-deep': buildZip(
      Array.from({ length: 1000 }, (_, index) => ({ name: `${'ß/'.repeat(127)}${index}.lua`, data: Buffer.alloc(0) })),
    ),
    'ten-thousand-equal-fields': withManifest(`{${'"a":1,'.repeat(10_000)}"a":1}`),
    'a-manifest-of-escapes': withManifest(`{"x-a":"${'\\u0000'.repeat(10_000)}"}`),
    'a-manifest-of-lists': withManifest(`{"x-a":[${'[[[[[]]]]],'.repeat(5000)}1]}`),
    'permissions-that-are-nearly-right': withManifest(
      manifestWith({
        permissions: Array.from({ length: 16 }, (_, index) => `network.interne${'t'.repeat(3500)}${index}`),
      }),
    ),
    'digests-of-one-mib': signedPackage(sampleFiles, {
      changeMf: (text) => `${text}\nName: ${'a'.repeat(mebibyte - 400)}\n`,
    }),
  }
}

/** As many entries as may be, with long names of another script, as much unpacked as may be, all icons and the longest lineage. */
function makeMostEntries(): Buffer {
  const files: Files = {
    'assets/main.rml': '<rml/>',
    'icons/a.png': buildPng(32),
    'icons/b.png': buildPng(64),
    'icons/c.png': buildPng(128),
    'manifest.json': manifestWith({
      icons: { '32': 'icons/a.png', '64': 'icons/b.png', '128': 'icons/c.png' },
      'x-fill': 'a'.repeat(64_000),
    }),
  }
  let left = 256 * mebibyte - 2 * mebibyte
  for (let index = 0; Object.keys(files).length < 996; index++) {
    const sizeBytes = Math.min(blanks.length, left)
    left -= sizeBytes
    files[`${'é'.repeat(100)}/${'日'.repeat(60)}/${String(index).padStart(4, '0')}.lua`] = blanks.subarray(0, sizeBytes)
  }
  const lineage = buildLineage(Array.from({ length: 16 }, (_, index) => ({ from: index + 10, to: index + 11 })))
  return buildZip(signedEntries(files, { key: 26, lineage }).map(pack))
}

function makeLargest(): Buffer {
  const noise = Buffer.alloc(10 * mebibyte)
  for (let at = 0, state = 1; at < noise.length; at += 4) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    noise.writeUInt32LE(state, at)
  }
  noise.write('OggS\0', 'latin1')
  const files: Files = { ...sampleFiles }
  for (let index = 0; index < 4; index++) files[`assets/${index}.ogg`] = noise
  for (let index = 0; index < 21; index++) files[`assets/${index}.lua`] = blanks
  return buildZip(signedEntries(files).map(pack))
}

function pack(entry: ZipEntry): ZipEntry {
  if (entry.data.length === blanks.length && entry.data[0] === blanks[0]) return { ...entry, packed: packedBlanks }
  return entry.data.length > 1000 && entry.data[0] === blanks[0]
    ? { ...entry, packed: deflateRawSync(entry.data) }
    : entry
}

function breakManyRules(_: unknown, index: number): ZipEntry {
  return {
    name: `/..//CON\u0000/e\u0301 /META-INF/${index}.exe.tar`,
    data: Buffer.from('x'),
    both: { flags: 0xffff, method: 99, versionNeeded: 45 },
    local: { time: 1, crc32: 2 },
    directory: { madeBy: 0xff00, disk: 1, internalAttributes: 9, externalAttributes: 0o127777 * 0x10000 },
  }
}

function withManifest(text: string): Buffer {
  return signedPackage({ ...sampleFiles, 'manifest.json': text })
}
