import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import {
  generateSigningKey,
  lintFolder,
  lintPackage,
  PackageError,
  readFolder,
  readPackage,
  signPackage,
  writePackage,
  type PackageErrorCode,
} from './index.ts'
import { manifestWith, sampleFiles, sampleWithIcons, signedEntries, signedPackage, testKey } from './vectors/sample.ts'
import { buildZip } from './vectors/zip-builder.ts'

const key = testKey(1)

function toFolder(files: Record<string, string | Buffer>): Map<string, Buffer> {
  return new Map(Object.entries(files).map(([path, contents]) => [path, Buffer.from(contents)]))
}

function refuses(work: () => unknown, code: PackageErrorCode): void {
  assert.throws(work, (error) => error instanceof PackageError && error.code === code)
}

test('ValidPackage: a well-formed package is accepted, with manifest, files and signer', () => {
  const bytes = writePackage(toFolder(sampleWithIcons), {
    privateKeyPem: key.privateKeyPem,
    createdBy: 'mosis-cli 1.0.0',
  })
  const pkg = readPackage(bytes)
  assert.equal(pkg.manifest.id, 'com.example.clock')
  assert.deepEqual(pkg.manifest.permissions, [])
  assert.deepEqual([...pkg.files.keys()], Object.keys(sampleWithIcons).sort())
  assert.equal(pkg.files.get('assets/main.rml')?.read().toString(), sampleWithIcons['assets/main.rml'])
  assert.equal(pkg.signer?.keyId, createHash('sha256').update(key.spki).digest('hex'))
  assert.equal(pkg.signer?.publicKeyPem, key.publicKeyPem)
  assert.equal(pkg.sha256, createHash('sha256').update(bytes).digest('hex'))
  assert.equal(pkg.sizeBytes, bytes.length)
})

test('InvalidManifest: malformed JSON is refused with its line and column', () => {
  const bytes = signedPackage({ ...sampleFiles, 'manifest.json': '{\n  "id": com.example.clock\n}\n' })
  assert.throws(() => readPackage(bytes), {
    code: 'manifest-syntax',
    details: { path: 'manifest.json', line: 2, column: 9, is: '"com.example.clock"', should: 'a value' },
  })
})

test('MissingRequired: a manifest without a required field is refused, and a lint names every missing one', () => {
  const bytes = signedPackage({ ...sampleFiles, 'manifest.json': '{ "id": "com.example.clock" }' })
  assert.throws(() => readPackage(bytes), {
    code: 'manifest-missing-field',
    details: { path: 'manifest.json', pointer: '/name', line: 1, column: 1 },
  })
  const pointers = lintPackage(bytes).problems.map(({ details }) => details.pointer)
  assert.deepEqual(pointers, ['/name', '/version', '/version_code', '/entry', '/min_mosis_version'])
})

test('BadSignature: a signature by another key is refused', () => {
  refuses(() => readPackage(signedPackage(sampleFiles, { certPem: testKey(2).publicKeyPem })), 'signature-wrong')
})

test('TamperedFile: a file that was changed after signing is refused by name', () => {
  const entries = signedEntries(sampleFiles).map((entry) =>
    entry.name === 'assets/main.rml' ? { ...entry, data: Buffer.from('changed\n') } : entry,
  )
  assert.throws(
    () => readPackage(buildZip(entries)),
    (error) => {
      return error instanceof PackageError && error.code === 'digest-wrong' && error.details.path === 'assets/main.rml'
    },
  )
})

test('PathTraversal: a path that leads out of the package is refused before anything is unpacked', () => {
  refuses(() => readPackage(signedPackage({ ...sampleFiles, 'assets/../../evil.lua': 'x' })), 'path-traversal')
  refuses(() => readFolder(toFolder({ ...sampleFiles, '../evil.lua': 'x' })), 'path-traversal')
})

test('OversizePackage: more than 50 MiB are refused, whatever they hold', () => {
  refuses(() => readPackage(Buffer.alloc(52_428_801)), 'package-too-large')
  const noise = createNoise(10_485_760)
  const files = toFolder({
    ...sampleFiles,
    ...Object.fromEntries(Array.from({ length: 5 }, (_, index) => [`assets/${index}.ogg`, noise])),
  })
  refuses(() => writePackage(files, { privateKeyPem: key.privateKeyPem }), 'package-too-large')
})

test('BadExtension: programs, archives and unknown kinds of files are refused', () => {
  refuses(() => readPackage(signedPackage({ ...sampleFiles, 'assets/run.exe': 'MZ' })), 'extension-forbidden')
  refuses(() => readPackage(signedPackage({ ...sampleFiles, 'assets/data.tar.gz': 'x' })), 'extension-forbidden')
  refuses(() => readPackage(signedPackage({ ...sampleFiles, 'assets/page.html': 'x' })), 'extension-unknown')
})

test('DuplicateFiles: two entries of one name are refused', () => {
  const entries = signedEntries(sampleFiles)
  refuses(() => readPackage(buildZip([...entries, ...entries.slice(-1)])), 'duplicate-entry')
})

test('a lint tells everything that is wrong in one pass, in the order of reading', () => {
  const files = {
    ...sampleFiles,
    'assets/a.exe': 'x',
    'assets/picture.png': 'x',
    'manifest.json': manifestWith({ version_code: 0, category: 'utilitys', entry: 'assets/other.rml' }),
  }
  const bytes = signedPackage(files, { certPem: testKey(2).publicKeyPem })
  const { pkg, problems } = lintPackage(bytes)
  assert.equal(pkg, null)
  assert.deepEqual(
    problems.map(({ code, details }) => [code, details.path ?? details.pointer]),
    [
      ['extension-forbidden', 'assets/a.exe'],
      ['signature-wrong', 'META-INF/CERT.SIG'],
      ['manifest-version-code', 'manifest.json'],
      ['manifest-category', 'manifest.json'],
      ['content-mismatch', 'assets/picture.png'],
    ],
  )
})

test('a lint gives a package for showing as long as its manifest can be read', () => {
  const { pkg, problems } = lintPackage(signedPackage({ ...sampleFiles, 'assets/picture.png': 'x' }))
  assert.deepEqual(
    problems.map(({ code }) => code),
    ['content-mismatch'],
  )
  assert.deepEqual([...(pkg?.files.keys() ?? [])], ['assets/main.rml', 'assets/picture.png', 'manifest.json'])
})

test('an unsigned package is read only where that is allowed, a wrongly signed one nowhere', () => {
  const unsigned = writePackage(toFolder(sampleFiles))
  refuses(() => readPackage(unsigned), 'unsigned')
  assert.equal(readPackage(unsigned, { allowUnsigned: true }).signer, null)
  const wrong = signedPackage(sampleFiles, { certPem: testKey(2).publicKeyPem })
  refuses(() => readPackage(wrong, { allowUnsigned: true }), 'signature-wrong')
})

test('what is read from a package belongs to the reader: changing it changes no later read', () => {
  const bytes = signedPackage(sampleFiles)
  const file = readPackage(bytes).files.get('assets/main.rml')
  file?.read().fill(0)
  assert.equal(file?.read().toString(), sampleFiles['assets/main.rml'])
})

test('a view into a larger memory is read as if it stood alone', () => {
  const bytes = signedPackage(sampleFiles)
  const memory = Buffer.concat([Buffer.from('before'), bytes, Buffer.from('behind')])
  const view = new Uint8Array(memory.buffer, memory.byteOffset + 6, bytes.length)
  assert.equal(readPackage(view).sha256, readPackage(bytes).sha256)
})

test('a folder is read by the rules of packages, and its META-INF says nothing', () => {
  const pkg = readFolder(toFolder({ ...sampleFiles, 'META-INF/CERT.SIG': 'old' }))
  assert.deepEqual([...pkg.files.keys()], ['assets/main.rml', 'manifest.json'])
  assert.deepEqual([pkg.signer, pkg.mfSha256, pkg.sha256], [null, null, ''])
  const { problems } = lintFolder(
    toFolder({
      readme: 'x',
      'META-INF/other.json': '{}',
      'assets/A.lua': 'x',
      'assets/a.lua': Buffer.alloc(10_485_761),
      'icons/icon.png': 'no image',
    }),
  )
  assert.deepEqual(
    problems.map(({ code, details }) => [code, details.path]),
    [
      ['file-outside-folder', 'readme'],
      ['extension-unknown', 'readme'],
      ['meta-inf-file', 'META-INF/other.json'],
      ['entry-too-large', 'assets/a.lua'],
      ['path-collision', 'assets/a.lua'],
      ['manifest-missing', undefined],
      ['content-mismatch', 'icons/icon.png'],
    ],
  )
})

test('a folder leaves room for the three entries of signing', () => {
  const files = Object.fromEntries(Array.from({ length: 995 }, (_, index) => [`assets/${index}.lua`, '']))
  const full = toFolder({ ...sampleFiles, ...files })
  assert.equal(full.size, 997)
  assert.equal(readPackage(writePackage(full, { privateKeyPem: key.privateKeyPem })).files.size, 997)
  refuses(() => readFolder(full.set('assets/one-more.lua', Buffer.alloc(0))), 'zip-too-many-entries')
})

test('more than 256 MiB unpacked are refused before a single file is unpacked', () => {
  const zeros = Buffer.alloc(10_485_760)
  const files = Object.fromEntries(Array.from({ length: 26 }, (_, index) => [`assets/${index}.lua`, zeros]))
  refuses(() => readFolder(toFolder({ ...sampleFiles, ...files })), 'unpacked-too-large')
})

test('a hostile name of 64 KiB costs one refusal, not thousands', () => {
  const bytes = buildZip([{ name: '/'.repeat(65_535), data: Buffer.alloc(0) }])
  assert.deepEqual(
    lintPackage(bytes).problems.map(({ code }) => code),
    ['path-too-long', 'unsigned', 'manifest-missing'],
  )
})

test('signing anew keeps the files and replaces the signer', () => {
  const other = generateSigningKey()
  const bytes = signedPackage(sampleWithIcons)
  const again = readPackage(signPackage(bytes, other.privateKeyPem, { createdBy: 'mosis-cli 1.0.0' }))
  assert.equal(again.signer?.keyId, other.keyId)
  assert.deepEqual(
    [...again.files.values()].map(({ sha256 }) => sha256),
    [...readPackage(bytes).files.values()].map(({ sha256 }) => sha256),
  )
  refuses(
    () => signPackage(signedPackage(sampleFiles, { certPem: testKey(2).publicKeyPem }), other.privateKeyPem),
    'signature-wrong',
  )
})

function createNoise(sizeBytes: number): Buffer {
  const noise = Buffer.alloc(sizeBytes)
  let state = 1
  for (let at = 0; at < sizeBytes; at += 4) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    noise.writeUInt32LE(state, at)
  }
  noise.write('OggS\0', 'latin1')
  return noise
}
