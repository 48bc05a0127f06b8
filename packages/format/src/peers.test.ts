import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { lintPackage, PackageError, readPackage, writePackage } from './index.ts'
import { assertReadAlike, assertReadAlikeByPrograms } from './testing.ts'
import { sampleFiles, sampleWithIcons, signedEntries, testKey } from './vectors/sample.ts'
import { listVectors } from './vectors/vectors.ts'
import { buildZip, deflateByHand, type Fields, type ZipEntry } from './vectors/zip-builder.ts'

const seed = 7_2026

test('every valid vector is read alike by other ZIP readers', async () => {
  const packages = listVectors().filter(({ file }) => file.startsWith('valid/') && file.endsWith('.mosis'))
  for (const { bytes } of packages) await assertReadAlike(bytes)
  assertReadAlikeByPrograms(packages.map(({ bytes }) => bytes))
})

test('a package whose bytes are changed at random is refused, or read alike by other ZIP readers', async () => {
  const bases = [
    writePackage(toFolder(sampleWithIcons), { privateKeyPem: testKey(1).privateKeyPem }),
    buildZip(signedEntries(sampleFiles)),
    buildZip(signedEntries(sampleFiles).map((entry) => ({ ...entry, packed: deflateByHand(entry.data) }))),
  ]
  const base = fc.constantFrom(...bases)
  const change = fc.tuple(fc.nat(), fc.constantFrom('set', 'insert', 'remove', 'copy', 'cut', 'word'), fc.nat(0xffff))
  const accepted: Buffer[] = []
  await fc.assert(
    fc.asyncProperty(base, fc.array(change, { minLength: 1, maxLength: 3 }), async (bytes, changes) => {
      const mutant = changes.reduce(
        (copy, [at, kind, value]) => mutate(copy, at % (copy.length + 1), kind, value),
        bytes,
      )
      if (await isAcceptedAlike(mutant)) accepted.push(mutant)
    }),
    { numRuns: 1000, seed },
  )
  assert.ok(accepted.length > 0)
  assertReadAlikeByPrograms(accepted)
})

test('an archive with fields set at random is refused, or read alike by other ZIP readers', async () => {
  const number = fc.constantFrom(
    0,
    1,
    2,
    6,
    8,
    10,
    20,
    45,
    0x0800,
    0x0806,
    0x5b21,
    0x0314,
    0x1314,
    0x81a40000,
    0xffff,
    0xffff_ffff,
  )
  const field = fc.constantFrom<keyof Fields>(
    'versionNeeded',
    'flags',
    'method',
    'time',
    'date',
    'crc32',
    'sizeBytes',
    'externalAttributes',
    'madeBy',
    'internalAttributes',
    'localOffset',
  )
  const fields = fc.dictionary(field, number, { maxKeys: 2 }).map((record) => clampFields(record))
  const name = fc.constantFrom(
    'assets/a.lua',
    'assets/b.lua',
    'assets/é.lua',
    'assets/A.lua',
    'assets/sub/c.lua',
    'assets/../d.lua',
  )
  const data = fc.string({ maxLength: 40 }).map((text) => Buffer.from(text))
  const entry: fc.Arbitrary<ZipEntry> = fc
    .record({
      name,
      data,
      both: fields,
      directory: fc.option(fields, { nil: undefined, freq: 4 }),
      isPacked: fc.boolean(),
    })
    .map(({ isPacked, ...rest }) => (isPacked ? { ...rest, packed: deflateByHand(rest.data) } : rest))
  const accepted: Buffer[] = []
  const base = Object.entries(sampleFiles).map(([name, data]) => ({ name, data: Buffer.from(data) }))
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray(base, { minLength: base.length }),
      fc.array(entry, { maxLength: 3 }),
      async (own, more) => {
        const archive = buildZip([...own, ...more])
        if (await isAcceptedAlike(archive)) accepted.push(archive)
      },
    ),
    { numRuns: 400, seed },
  )
  assert.ok(accepted.length > 20, `${accepted.length} were accepted`)
  assertReadAlikeByPrograms(accepted)
})

/** Device and lint agree, nothing but a PackageError is thrown, and what is accepted means the same to others. */
async function isAcceptedAlike(bytes: Buffer): Promise<boolean> {
  const { problems } = lintPackage(bytes, { allowUnsigned: true })
  const code = findCode(bytes)
  assert.equal(problems[0]?.code, code)
  if (code === undefined) await assertReadAlike(bytes)
  return code === undefined
}

function findCode(bytes: Buffer): string | undefined {
  try {
    readPackage(bytes, { allowUnsigned: true })
    return undefined
  } catch (error) {
    if (error instanceof PackageError) return error.code
    throw error
  }
}

function mutate(bytes: Buffer, at: number, kind: string, value: number): Buffer {
  const copy = Buffer.from(bytes)
  const end = Math.min(copy.length, at + (value % 64))
  if (kind === 'insert') return Buffer.concat([copy.subarray(0, at), Buffer.from([value & 0xff]), copy.subarray(at)])
  if (kind === 'remove') return Buffer.concat([copy.subarray(0, at), copy.subarray(end)])
  if (kind === 'copy') return Buffer.concat([copy.subarray(0, end), copy.subarray(at)])
  if (kind === 'cut') return copy.subarray(0, at)
  if (kind === 'word' && at + 2 <= copy.length) copy.writeUInt16LE(value, at)
  if (kind === 'set' && at < copy.length) copy.writeUInt8(value & 0xff, at)
  return copy
}

/** Most fields have 16 bits. */
function clampFields(fields: Fields): Fields {
  const wide = new Set(['crc32', 'sizeBytes', 'externalAttributes', 'localOffset'])
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, wide.has(name) ? value : value & 0xffff]),
  )
}

function toFolder(files: Record<string, string | Buffer>): Map<string, Buffer> {
  return new Map(Object.entries(files).map(([path, contents]) => [path, Buffer.from(contents)]))
}
