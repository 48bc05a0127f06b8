import { crc32 } from 'node:zlib'
import type { Cases } from './cases.ts'
import { sampleFiles, signedEntries, signedPackage } from './sample.ts'
import { buildZip, deflateByHand, type Fields, type ZipEntry, type ZipFrame } from './zip-builder.ts'

const target = 'assets/main.rml'
const valid = signedPackage(sampleFiles)
const directorySizeBytes = valid.readUInt32LE(valid.length - 10)
const directoryOffset = valid.readUInt32LE(valid.length - 6)
const mtime = Buffer.from('555405000100000000', 'hex')

/** The valid package with one entry changed, signed rightly all the same. */
function withEntry(change: Partial<ZipEntry>, frame: ZipFrame = {}): Buffer {
  const entries = signedEntries(sampleFiles).map((entry) => (entry.name === target ? { ...entry, ...change } : entry))
  return buildZip(entries, frame)
}

function withBoth(both: Fields): Buffer {
  return withEntry({ both })
}

function withEnd(end: ZipFrame['end']): Buffer {
  return signedPackage(sampleFiles, {}, { end })
}

function withMode(mode: number, madeBy = 0x0314): Buffer {
  return withEntry({ directory: { madeBy, externalAttributes: mode * 0x10000 } })
}

function deflatedAs(packed: Buffer, both: Fields = {}): Buffer {
  return withEntry({ packed, both })
}

const contents = Buffer.from(sampleFiles[target] ?? '')
const emptyBlocks = Buffer.concat(Array.from({ length: 100 }, () => Buffer.from('000000ffff', 'hex')))
const locator = Buffer.concat([Buffer.from('504b0607', 'hex'), Buffer.alloc(16)])

/** Faults of the frame. */
const frameCases: Cases = {
  'package-too-small': { empty: Buffer.alloc(0), 'end-cut-off': valid.subarray(0, 21) },
  'package-too-large': { '50-mib-and-1.json': '{ "repeat_byte": 0, "size_bytes": 52428801 }\n' },
  'zip-end-missing': {
    'archive-comment': Buffer.concat([
      signedPackage(sampleFiles, {}, { end: { commentBytes: 5 } }),
      Buffer.from('hello'),
    ]),
    'byte-behind': Buffer.concat([valid, Buffer.from([0])]),
    'last-byte-missing': valid.subarray(0, -1),
    'not-a-zip': Buffer.from('This is a text of more than twenty-two bytes.\n'),
    'tar-gz': Buffer.from('1f8b0800000000000003edc1010d000000c2a0f74f6d0e37a0000000000000000000', 'hex'),
  },
  'zip-comment': {
    'archive-comment-stated': withEnd({ commentBytes: 1 }),
    'entry-comment': withEntry({ directory: { comment: Buffer.from('hidden') } }),
  },
  'zip-multi-disk': {
    'disk-of-directory': withEnd({ directoryDisk: 1 }),
    'disk-of-end': withEnd({ disk: 1 }),
    'disk-of-entry': withEntry({ directory: { disk: 1 } }),
  },
  zip64: {
    'count-sentinel': withEnd({ entries: 0xffff, entriesHere: 0xffff }),
    'extra-field': withEntry({
      directory: { extra: Buffer.concat([Buffer.from('01000800', 'hex'), Buffer.alloc(8)]) },
    }),
    locator: signedPackage(sampleFiles, {}, { gapBeforeEnd: locator }),
    'offset-sentinel': withEnd({ directoryOffset: 0xffff_ffff }),
    'size-sentinel-of-entry': withBoth({ sizeBytes: 0xffff_ffff }),
  },
  'zip-empty': { 'no-entries': buildZip([]) },
  'zip-too-many-entries': { '1001-stated': withEnd({ entries: 1001, entriesHere: 1001 }) },
  'zip-entry-count': { 'two-counts': withEnd({ entriesHere: 4 }) },
  'zip-directory-place': {
    'ends-early': withEnd({ directoryOffset: directoryOffset - 1 }),
    'gap-before-end': signedPackage(sampleFiles, {}, { gapBeforeEnd: Buffer.from('gap') }),
    'longer-than-file': withEnd({ directoryBytes: directorySizeBytes + 1 }),
  },
  'zip-directory-broken': {
    'count-too-high': withEnd({ entries: 6, entriesHere: 6 }),
    'count-too-low': withEnd({ entries: 4, entriesHere: 4 }),
    'starts-late': withEnd({ directoryBytes: directorySizeBytes - 8, directoryOffset: directoryOffset + 8 }),
    'starts-inside-data': withEnd({ directoryBytes: directorySizeBytes + 4, directoryOffset: directoryOffset - 4 }),
    'wrong-signature': withEntry({ directory: { signature: 0x02014b51 } }),
  },
}

/** Faults of one directory record. */
const recordCases: Cases = {
  'zip-extra-field': {
    'in-both': withEntry({ directory: { extra: mtime }, local: { extra: mtime } }),
    'in-directory': withEntry({ directory: { extra: mtime } }),
    'in-local-header': withEntry({ local: { extra: mtime } }),
    'unicode-path': withEntry({ directory: { extra: Buffer.from('75700600010000000078', 'hex') } }),
  },
  'zip-internal-attributes': { 'value-2': withEntry({ directory: { internalAttributes: 2 } }) },
  'zip-host-system': {
    amiga: withEntry({ directory: { madeBy: 0x0114 } }),
    ntfs: withEntry({ directory: { madeBy: 0x0a14 } }),
  },
  'zip-version-needed': {
    'version-45': withBoth({ versionNeeded: 45 }),
    'version-63': withBoth({ versionNeeded: 63 }),
  },
  'zip-encrypted': {
    'directory-encrypted': withBoth({ flags: 0x2000 }),
    strong: withBoth({ flags: 0x0041 }),
    traditional: withBoth({ flags: 0x0001 }),
  },
  'zip-descriptor': { 'bit-3': withBoth({ flags: 0x0008 }) },
  'zip-flags': {
    'bit-4': withBoth({ flags: 0x0010 }),
    'bit-5-patch': withBoth({ flags: 0x0020 }),
    'bit-15': withBoth({ flags: 0x8000 }),
    'deflate-bits-on-stored': withBoth({ flags: 0x0002 }),
  },
  'zip-method': {
    deflate64: deflatedAs(deflateByHand(contents), { method: 9 }),
    lzma: deflatedAs(deflateByHand(contents), { method: 14 }),
    shrunk: deflatedAs(deflateByHand(contents), { method: 1 }),
    zstandard: deflatedAs(deflateByHand(contents), { method: 93 }),
  },
  'zip-stored-size': { 'two-sizes': withBoth({ sizeBytes: contents.length + 1 }) },
  'zip-padding': { 'empty-blocks': deflatedAs(Buffer.concat([emptyBlocks, deflateByHand(contents)])) },
  'symlink-entry': { 'dos-host': withMode(0o120777, 0x0014), 'unix-host': withMode(0o120777) },
  'special-entry': {
    'block-device': withMode(0o060644),
    'character-device': withMode(0o020644),
    pipe: withMode(0o010644),
    socket: withMode(0o140644),
    'volume-label': withEntry({ directory: { madeBy: 0x0014, externalAttributes: 0x08 } }),
  },
  'folder-entry': {
    'dos-attribute': withEntry({ directory: { madeBy: 0x0014, externalAttributes: 0x10 } }),
    'slash-at-end': buildZip([...signedEntries(sampleFiles), { name: 'assets/empty/', data: Buffer.alloc(0) }]),
    'unix-mode': withMode(0o040755),
  },
  'entry-mode': { 'set-gid': withMode(0o102755), 'set-uid': withMode(0o104755), sticky: withMode(0o101644) },
  'entry-too-large': { '10-mib-and-1-stated': deflatedAs(deflateByHand(contents), { sizeBytes: 10_485_761 }) },
  'unpacked-too-large': {
    '27-files-of-10-mib-stated': buildZip([
      ...signedEntries(sampleFiles),
      ...Array.from({ length: 27 }, (_, index) => ({
        name: `assets/${index}.lua`,
        data: contents,
        packed: deflateByHand(contents),
        both: { sizeBytes: 10_485_760 },
      })),
    ]),
  },
}

const inFront = Buffer.from('#!/bin/sh\nrm -rf .\nexit\n')
const hidden: ZipEntry = { name: 'assets/hidden.lua', data: Buffer.from('hidden()\n'), isLocalOnly: true }
const inner: ZipEntry = { name: 'assets/inner.lua', data: Buffer.from('inner()\n') }
/** A file whose contents are a whole local header with data. */
const outerFiles = {
  ...sampleFiles,
  'assets/outer.lua': buildZip([inner]).subarray(0, 30 + inner.name.length + inner.data.length),
}
const outerNameBytes = 'assets/outer.lua'.length

/** Faults of the local headers and of the data. */
const localCases: Cases = {
  'zip-prefix': {
    'archive-in-front': Buffer.concat([valid, moveArchive(valid, valid.length)]),
    'program-in-front': buildZip(
      signedEntries(sampleFiles).map((entry, index) => (index === 0 ? { ...entry, gap: inFront } : entry)),
    ),
  },
  'zip-gap': {
    'before-directory': signedPackage(sampleFiles, {}, { gapBeforeDirectory: Buffer.from('gap') }),
    'between-entries': withEntry({ gap: Buffer.from('gap') }),
    'entry-without-directory-record': buildZip([...signedEntries(sampleFiles), hidden]),
  },
  'zip-overlap': {
    'inside-the-data-of-another': buildZip([
      ...signedEntries(outerFiles),
      {
        ...inner,
        isDirectoryOnly: true,
        directory: { localOffset: localOffsetOf(signedPackage(outerFiles), 'assets/outer.lua') + 30 + outerNameBytes },
      },
    ]),
    'one-header-for-two-names': buildZip([
      ...signedEntries(sampleFiles),
      {
        name: 'assets/twin.rml',
        data: contents,
        isDirectoryOnly: true,
        directory: { localOffset: localOffsetOf(valid, target) },
      },
    ]),
  },
  'zip-local-missing': {
    'data-runs-into-directory': buildZip(signedEntries(sampleFiles).map(runIntoDirectory)),
    'offsets-not-moved-by-prefix': Buffer.concat([Buffer.from('#!/bin/sh\n'), moveDirectory(valid, 10)]),
    'wrong-signature': withEntry({ local: { signature: 0x04034b51 } }),
  },
  'zip-local-differs': {
    crc: withEntry({ local: { crc32: 1 } }),
    date: withEntry({ local: { date: 0x0022 } }),
    flags: withEntry({ local: { flags: 0x0800 } }),
    method: withEntry({ packed: deflateByHand(contents), local: { method: 0 } }),
    name: withEntry({ local: { name: 'assets/maim.rml' } }),
    'name-case': withEntry({ local: { name: 'assets/Main.rml' } }),
    'packed-size': withEntry({ local: { packedBytes: contents.length - 1 } }),
    size: withEntry({ local: { sizeBytes: contents.length + 1 } }),
    time: withEntry({ local: { time: 1 } }),
    version: withEntry({ local: { versionNeeded: 20 } }),
  },
  'data-broken': {
    'cut-off': deflatedAs(deflateByHand(contents).subarray(0, -4)),
    'not-deflate': deflatedAs(Buffer.from('ffffffffffff', 'hex')),
  },
  'data-length': {
    'bomb-of-one-mib': deflatedAs(deflateZeros(4065), { sizeBytes: 8192 }),
    'bytes-behind-the-stream': deflatedAs(Buffer.concat([deflateByHand(contents), Buffer.from('hidden')])),
    'less-than-stated': deflatedAs(deflateByHand(contents.subarray(0, -1))),
    'more-than-stated': deflatedAs(deflateByHand(Buffer.concat([contents, Buffer.from('x')]))),
  },
  'data-crc': {
    'data-changed': withEntry({ data: Buffer.from(contents).fill('x', 0, 1), both: { crc32: crc32(contents) } }),
    'wrong-in-both': withBoth({ crc32: 0 }),
  },
}

/** Every case about the archive. */
export const archiveCases: Cases = { ...frameCases, ...recordCases, ...localCases }

function localOffsetOf(archive: Buffer, name: string): number {
  return archive.readUInt32LE(archive.lastIndexOf(name) - 4) // the last mention is that of the directory
}

/** The archive with its directory elsewhere, but entries where they were. */
function moveDirectory(archive: Buffer, bytes: number): Buffer {
  const copy = Buffer.from(archive)
  copy.writeUInt32LE(copy.readUInt32LE(copy.length - 6) + bytes, copy.length - 6)
  return copy
}

/** The archive as it must be when something stands in front of it. */
function moveArchive(archive: Buffer, bytes: number): Buffer {
  const copy = moveDirectory(archive, bytes)
  for (let at = directoryOffset; at < copy.length - 22; at += 46 + copy.readUInt16LE(at + 28)) {
    copy.writeUInt32LE(copy.readUInt32LE(at + 42) + bytes, at + 42)
  }
  return copy
}

function runIntoDirectory(entry: ZipEntry, index: number, entries: ZipEntry[]): ZipEntry {
  const stated = entry.data.length + 1
  return index < entries.length - 1 ? entry : { ...entry, both: { packedBytes: stated, sizeBytes: stated } }
}

/** DEFLATE by hand: a zero, then so many times the 258 bytes before it, in 13 bits each. */
function deflateZeros(copies: number): Buffer {
  const bits = `11000110000${'1100010100000'.repeat(copies)}0000000`
  const bytes = bits.match(/.{1,8}/g) ?? []
  return Buffer.from(bytes.map((byte) => Number.parseInt(Array.from(byte).reverse().join(''), 2)))
}
