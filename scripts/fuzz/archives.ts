import assert from 'node:assert/strict'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { lintPackage, PackageError, readPackage, signPackage, writePackage } from '../../packages/format/src/index.ts'
import { assertReadAlike, assertReadAlikeByPrograms } from '../../packages/format/src/testing.ts'
import { sampleWithIcons, signedEntries, testKey } from '../../packages/format/src/vectors/sample.ts'
import { listVectors } from '../../packages/format/src/vectors/vectors.ts'
import {
  buildZip,
  deflateByHand,
  type Fields,
  type ZipEntry,
  type ZipFrame,
} from '../../packages/format/src/vectors/zip-builder.ts'
import { readDirectoryRecord, directorySignature } from '../../packages/format/src/zip-records.ts'
import { changeBytes } from './change-bytes.ts'
import { changeText } from './change-text.ts'
import type { Random } from './random.ts'
import type { FuzzTarget, Reading } from './target.ts'

const maxBytes = 65_536
const { privateKeyPem } = testKey(1)
const files = new Map(Object.entries(sampleWithIcons).map(([path, contents]) => [path, Buffer.from(contents)]))
const starts = [
  ...listVectors()
    .filter(({ file, bytes }) => file.endsWith('.mosis') && bytes.length <= maxBytes)
    .map(({ bytes }) => bytes),
  writePackage(files, { privateKeyPem }),
  writePackage(files),
]
const peers = { compare: assertMeansTheSame, compareMany: assertReadAlikeByPrograms }

/** The bytes of an archive, changed anywhere: most are refused by the frame. */
export const archiveTarget: FuzzTarget = {
  name: 'archive',
  starts,
  maxBytes,
  change: changeBytes,
  read: readInput,
  ...peers,
}

/** Entries, names, fields and contents, changed and signed anew: what a hostile developer can hand in. */
export const signedTarget: FuzzTarget = {
  name: 'signed',
  starts,
  maxBytes,
  change: changeEntries,
  read: readInput,
  ...peers,
}

/** Device and lint agree, and nothing but a PackageError is thrown. */
function readInput(input: Buffer): Reading {
  const fault = findFault(() => readPackage(input, { allowUnsigned: true }))
  const { pkg, problems } = lintPackage(input, { allowUnsigned: true })
  assert.equal(problems[0]?.code, fault?.code, 'device and lint disagree')
  if (fault) return { way: wayOf(fault), isAccepted: false }
  assert.ok(pkg)
  return { way: `accepted ${pkg.files.size} files, ${pkg.lineage.length} links`, isAccepted: true }
}

async function assertMeansTheSame(input: Buffer): Promise<void> {
  await assertReadAlike(input)
  const { files } = readPackage(input, { allowUnsigned: true })
  const again = readPackage(signPackage(input, privateKeyPem))
  for (const [path, file] of files) {
    assert.equal(file.read().length, file.sizeBytes)
    assert.equal(again.files.get(path)?.sha256, file.sha256, 'signing anew changes a file')
  }
}

export function findFault(work: () => unknown): PackageError | undefined {
  try {
    work()
    return undefined
  } catch (error) {
    if (error instanceof PackageError) return error
    throw error
  }
}

/** The code and what was found, without names and numbers. */
export function wayOf({ code, details }: PackageError): string {
  return `${code} ${shapeOf(String(details.is ?? ''))}`
}

/** A text without what is quoted, and without numbers. */
export function shapeOf(text: string): string {
  return text.replaceAll(/".*"|[0-9a-f]{6,}|\d+/g, '_')
}

function changeEntries(input: Buffer, other: Buffer, random: Random): Buffer {
  const [own, foreign] = [takeApart(input), takeApart(other)]
  if (!own || own.length === 0) return changeBytes(input, other, random)
  let entries = own.filter(({ name }) => !isMetaInf(name))
  const signing = own.find(({ name }) => name === 'META-INF/LINEAGE')
  do entries = random.pick(entryChanges)(entries, foreign?.length ? foreign : own, random)
  while (random.percent(40))
  const files = Object.fromEntries(entries.map(({ name, data }) => [Buffer.from(name).toString(), data]))
  const parts = signedEntries(files, {
    key: 1 + random.below(2),
    lineage: signing?.data.toString(),
    ...(random.percent(10) && { createdBy: random.pick(['x', 'mosis-cli 1.0.0', 'é', 'a\tb', '']) }),
    ...(random.percent(5) && {
      changeMfAfterwards: (text) => changeText(Buffer.from(text), input, random, [' '], maxBytes).toString(),
    }),
    ...(random.percent(5) && { certSig: (signature: Buffer) => changeBytes(signature, signature, random) }),
  }).filter(({ name }) => isMetaInf(name))
  return buildZip([...parts, ...entries], random.percent(95) ? {} : changeFrame(random))
}

const isMetaInf = (name: string | Buffer) => name.toString().startsWith('META-INF/')

/** The entries as the builder of archives wants them, with sizes and checksums left to it; undefined where there is no directory. */
function takeApart(bytes: Buffer): ZipEntry[] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const entries: ZipEntry[] = []
  try {
    let at = view.getUint32(bytes.length - 6, true)
    while (view.getUint32(at, true) === directorySignature && entries.length < 50) {
      const record = readDirectoryRecord(view, at)
      const dataAt = record.localOffset + 30 + view.getUint16(record.localOffset + 26, true)
      const packed = bytes.subarray(dataAt, dataAt + record.packedBytes)
      const data = record.method === 8 ? inflateRawSync(packed, { maxOutputLength: maxBytes }) : packed
      const { flags, time, date, internalAttributes, externalAttributes } = record
      entries.push({
        name: bytes.toString('utf8', at + 46, record.nameEnd),
        data,
        ...(record.method === 8 && { packed }),
        both: { ...(flags && { flags }), time, date },
        directory: { internalAttributes, externalAttributes },
      })
      at = record.end
    }
  } catch (error) {
    if (error instanceof RangeError || (error instanceof Error && 'code' in error)) return undefined
    throw error
  }
  return entries
}

type EntryChange = (entries: ZipEntry[], others: ZipEntry[], random: Random) => ZipEntry[]

const entryChanges: readonly EntryChange[] = [
  // Contents twice, since most rules are about them.
  one((entry, random) => withData(entry, changeBytes(entry.data, entry.data, random))),
  one((entry, random) => withData(entry, changeText(entry.data, entry.data, random, ['\x1b', '{', 'true'], maxBytes))),
  one((entry, random, others) => withData(entry, random.pick(others)?.data ?? Buffer.alloc(0))),
  one((entry, random) => ({ ...entry, name: changeName(entry.name.toString(), random) })),
  one((entry, random) => ({ ...entry, name: changeName(entry.name.toString(), random) })),
  one((entry) => ({ ...entry, packed: deflateByHand(entry.data) })),
  one((entry, random) => ({ ...entry, packed: deflateRawSync(entry.data, { level: random.below(10) }) })),
  one((entry, random) => ({ ...entry, packed: changeBytes(entry.packed ?? entry.data, entry.data, random) })),
  one((entry, random) => ({ ...entry, both: { ...entry.both, ...randomField(random) } })),
  one((entry, random) => ({ ...entry, local: { ...entry.local, ...randomField(random) } })),
  one((entry, random) => ({ ...entry, directory: { ...entry.directory, ...randomField(random) } })),
  one((entry, random) => ({ ...entry, local: { name: changeName(entry.name.toString(), random) } })),
  one((entry) => ({ ...entry, [entry.local ? 'directory' : 'local']: { extra: Buffer.from('5554050001', 'hex') } })),
  one((entry) => ({ ...entry, gap: Buffer.from('gap') })),
  (entries, others, random) =>
    entries.toSpliced(random.below(entries.length + 1), 0, ...random.pick([others, entries]).slice(-1)),
  (entries, _, random) => entries.toSpliced(random.below(entries.length + 1), 1),
  (entries) => entries.toReversed(),
]

function one(change: (entry: ZipEntry, random: Random, others: readonly ZipEntry[]) => ZipEntry): EntryChange {
  return (entries, others, random) => {
    const at = random.below(entries.length)
    const entry = entries[at]
    return entry ? entries.with(at, change(entry, random, others)) : entries
  }
}

function withData({ packed, ...entry }: ZipEntry, data: Buffer): ZipEntry {
  return { ...entry, data, ...(packed && { packed: deflateByHand(data) }) }
}

const namePieces = [
  ...'/ . .. \\ : assets/ META-INF/ manifest.json .lua .png .PNG .exe .json .rml .ogg CON SS A a'.split(' '),
  ...' |é|e\u0301|ß|\u0130|ſ|\ufb01|\u{1f600}|\u202e|\0'.split('|'),
]

function changeName(name: string, random: Random): string {
  if (random.percent(10)) return random.percent(50) ? name.toUpperCase() : name.toLowerCase()
  const at = random.below(name.length + 1)
  return name.slice(0, at) + random.pick(namePieces) + name.slice(at + random.below(4))
}

const wide: readonly (keyof Fields)[] = ['crc32', 'packedBytes', 'sizeBytes', 'externalAttributes', 'localOffset']
const narrow: readonly (keyof Fields)[] = [
  ...(['madeBy', 'versionNeeded', 'flags', 'method', 'time', 'date', 'disk', 'internalAttributes'] as const),
]
const numbers = [0, 1, 2, 3, 8, 10, 20, 45, 0x0800, 0x0006, 0x0314, 0x1314, 0x5b21, 0xffff]

function randomField(random: Random): Fields {
  if (random.percent(50))
    return { [random.pick(narrow)]: random.percent(70) ? random.pick(numbers) : random.below(65_536) }
  const modes = [0o100644, 0o100755, 0o120777, 0o040755, 0o104755, 0].map((mode) => mode * 0x10000)
  return { [random.pick(wide)]: random.pick([...numbers, ...modes, 0xffff_ffff, 0x10, 0x20, random.below(2 ** 32)]) }
}

function changeFrame(random: Random): ZipFrame {
  const end = random.pick([
    'entries',
    'entriesHere',
    'directoryBytes',
    'directoryOffset',
    'commentBytes',
    'disk',
  ] as const)
  return random.pick<ZipFrame>([
    { end: { [end]: random.below(300) } },
    { after: Buffer.from('x') },
    { gapBeforeEnd: Buffer.from('x') },
    { gapBeforeDirectory: Buffer.from('x') },
  ])
}
