import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { readArchive } from './archive.ts'
import {
  extendLineage,
  generateSigningKey,
  lintPackage,
  PackageError,
  readPackage,
  signPackage,
  writePackage,
} from './index.ts'
import { stopAtFirstFault } from './report.ts'
import { manifestWith, sampleFiles, sampleWithIcons, testKey } from './vectors/sample.ts'

const { privateKeyPem } = testKey(1)

function toFolder(files: Record<string, string | Uint8Array>): Map<string, Uint8Array> {
  return new Map(Object.entries(files).map(([path, contents]) => [path, Buffer.from(contents)]))
}

const segment = fc
  .stringMatching(/^[a-z0-9é日😀_-]{1,12}$/u)
  .filter((name) => !/^(con|prn|aux|nul|com\d|lpt\d)$/.test(name))
const path = fc
  .tuple(fc.array(segment, { minLength: 1, maxLength: 4 }), segment)
  .map(([folders, name]) => `${folders.join('/')}/${name}.lua`)
const contents = fc
  .oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.lorem({ maxCount: 60 }))
  .filter((text) => !/^\u001b|\0/.test(text))
const folder = fc.dictionary(path, contents, { maxKeys: 12 }).map((files) => toFolder({ ...files, ...sampleFiles }))

test('what was written is read back the same, and signing can come at once or later', () => {
  fc.assert(
    fc.property(folder, (files) => {
      const code = lintCode(() => writePackage(files))
      fc.pre(code === undefined || code === 'path-collision') // letters that are one after folding
      if (code !== undefined) return
      const bytes = writePackage(files, { privateKeyPem })
      const read = [...readPackage(bytes).files.values()].map((file) => [file.path, file.read().toString('hex')])
      assert.deepEqual(
        Object.fromEntries(read),
        Object.fromEntries([...files].map(([path, own]) => [path, Buffer.from(own).toString('hex')])),
      )
      assert.ok(signPackage(writePackage(files), privateKeyPem).equals(bytes))
      assert.ok(signPackage(bytes, privateKeyPem).equals(bytes))
    }),
    { numRuns: 100, seed: 1 },
  )
})

test('the order of the files does not change a byte', () => {
  const files = Object.entries(sampleWithIcons)
  const bytes = writePackage(toFolder(Object.fromEntries(files)), { privateKeyPem })
  assert.ok(writePackage(toFolder(Object.fromEntries(files.toReversed())), { privateKeyPem }).equals(bytes))
})

test('entries are sorted by the bytes of their names, dated 1980, and compressed where that helps', () => {
  const text = 'tick '.repeat(2000)
  const noise = Buffer.concat([
    Buffer.from('OggS\0'),
    Buffer.from(Array.from({ length: 70_000 }, (_, index) => Math.imul(index, index) >> 7)),
  ])
  const bytes = writePackage(
    toFolder({
      ...sampleFiles,
      'assets/text.lua': text,
      'assets/sound.ogg': noise,
      'assets/\uff5a.lua': 'x',
      'assets/\u{1f600}.lua': 'x',
    }),
    { privateKeyPem },
  )
  const entries = readArchive(bytes, stopAtFirstFault)?.entries ?? []
  assert.deepEqual(
    entries.map(({ path, method }) => [path, method]),
    [
      ['META-INF/CERT.PEM', 8],
      ['META-INF/CERT.SIG', 0],
      ['META-INF/MANIFEST.MF', 8],
      ['assets/main.rml', 8],
      ['assets/sound.ogg', 8],
      ['assets/text.lua', 8],
      ['assets/\uff5a.lua', 0],
      ['assets/\u{1f600}.lua', 0],
      ['manifest.json', 8],
    ].map(([path, method]) => [path, method]),
  )
  assert.equal(bytes.readUInt32LE(10), 0x0021_0000)
})

test('what a reader would refuse is not written', () => {
  assert.throws(() => writePackage(toFolder({ ...sampleFiles, 'assets/run.exe': 'MZ' })), {
    code: 'extension-forbidden',
  })
  assert.throws(() => writePackage(toFolder({ 'assets/main.rml': '' })), { code: 'manifest-missing' })
  assert.throws(() => writePackage(toFolder(sampleFiles), { privateKeyPem: testKey(1).publicKeyPem }), {
    code: 'private-key-is-public',
  })
  assert.throws(() => writePackage(toFolder(sampleFiles), { privateKeyPem, createdBy: 'two\nlines' }), {
    code: 'mf-syntax',
  })
})

test('after a change of keys the lineage travels in the package and stays when the new key signs again', () => {
  const [old, next, other] = [generateSigningKey(), generateSigningKey(), generateSigningKey()]
  const change = {
    appId: 'com.example.clock',
    minVersionCode: 2,
    oldPrivateKeyPem: old.privateKeyPem,
    newPrivateKeyPem: next.privateKeyPem,
  }
  const lineage = extendLineage(change)
  const files = toFolder({ ...sampleFiles, 'manifest.json': manifestWith({ version_code: 2 }) })
  const bytes = writePackage(files, { privateKeyPem: next.privateKeyPem, lineage })
  const links = readPackage(bytes).lineage
  assert.deepEqual(
    links.map(({ appId, index, oldKeyId, newKeyId, minVersionCode }) => ({
      appId,
      index,
      oldKeyId,
      newKeyId,
      minVersionCode,
    })),
    [{ appId: 'com.example.clock', index: 1, oldKeyId: old.keyId, newKeyId: next.keyId, minVersionCode: 2 }],
  )
  assert.deepEqual(readPackage(signPackage(bytes, next.privateKeyPem)).lineage, links)
  assert.deepEqual(readPackage(signPackage(bytes, other.privateKeyPem)).lineage, [])
  assert.throws(() => writePackage(files, { privateKeyPem: other.privateKeyPem, lineage }), {
    code: 'lineage-other-key',
  })
  const third = extendLineage({
    ...change,
    oldPrivateKeyPem: next.privateKeyPem,
    newPrivateKeyPem: other.privateKeyPem,
    lineage,
  })
  assert.equal(readPackage(signPackage(bytes, other.privateKeyPem, { lineage: third })).lineage.length, 2)
})

test('a lineage for another app, or back to a key that was left, is not made', () => {
  const [a, b] = [testKey(1), testKey(2)]
  const lineage = extendLineage({
    appId: 'com.example.clock',
    minVersionCode: 1,
    oldPrivateKeyPem: a.privateKeyPem,
    newPrivateKeyPem: b.privateKeyPem,
  })
  const back = {
    appId: 'com.example.clock',
    minVersionCode: 1,
    oldPrivateKeyPem: b.privateKeyPem,
    newPrivateKeyPem: a.privateKeyPem,
    lineage,
  }
  assert.throws(() => extendLineage(back), { code: 'lineage-broken' })
  assert.throws(
    () => extendLineage({ ...back, appId: 'com.example.other', newPrivateKeyPem: testKey(3).privateKeyPem }),
    { code: 'lineage-broken' },
  )
})

test('a package that is refused leaves nothing half done: a lint of it throws nothing', () => {
  assert.deepEqual(lintPackage(Buffer.from('no package at all, but long enough')).pkg, null)
})

function lintCode(work: () => unknown): string | undefined {
  try {
    work()
    return undefined
  } catch (error) {
    if (error instanceof PackageError) return error.code
    throw error
  }
}
