import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import {
  closeSync,
  ftruncateSync,
  globSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { openArchive } from './archive-on-disk.ts'
import { readDirectoryOf } from './directory-on-disk.ts'
import { generateSigningKey, PackageError, readPackage, writePackage } from './index.ts'
import { readPackageOnDisk } from './package-on-disk.ts'
import { filesOf } from './read.ts'
import { startThread, type ReadingHelper } from './reading-helper.ts'
import { readResults, shareWork, takePart } from './shared-work.ts'
import { sampleFiles, signedEntries, signedPackage } from './vectors/sample.ts'
import { vectorsFolder } from './vectors/vectors.ts'
import { buildZip } from './vectors/zip-builder.ts'

let helper: ReadingHelper
let folder: string
before(() => {
  helper = startThread()
  folder = mkdtempSync(join(tmpdir(), 'mosis-on-disk-'))
})
after(async () => {
  await helper.close()
  rmSync(folder, { recursive: true })
})

async function withFile<T>(bytes: Uint8Array, use: (file: number) => T | Promise<T>): Promise<T> {
  const path = join(folder, 'package.mosis')
  writeFileSync(path, bytes)
  const file = openSync(path, 'r+')
  try {
    return await use(file)
  } finally {
    closeSync(file)
  }
}

/** All that a reader tells, so that two can be compared. */
async function tell(read: () => unknown): Promise<unknown> {
  try {
    const { files, ...rest } = (await read()) as ReturnType<typeof readPackage>
    return { ...rest, files: [...files.values()].map(({ path, sizeBytes, sha256 }) => [path, sizeBytes, sha256]) }
  } catch (error) {
    if (!(error instanceof PackageError)) throw error
    return { code: error.code, message: error.message, details: error.details, fix: error.fix }
  }
}

test('every vector has the same verdict, the same facts and the same first fault as with one thread', async () => {
  const helpers: Record<string, ReadingHelper | undefined> = {
    nobody: undefined,
    'a thread': helper,
    'one that does everything': { ...helper, help: async (work) => takePart(work) },
    'one that takes an entry and dies': {
      ...helper,
      help: async ({ board }) => void Atomics.add(new Int32Array(board, 0, 1), 0, 1),
    },
  }
  const files = globSync('**/*.mosis', { cwd: vectorsFolder })
  assert.ok(files.length > 300)
  for (const file of files) {
    const bytes = readFileSync(join(vectorsFolder, file))
    const owns = [true, false].map((allowUnsigned) => ({
      allowUnsigned,
      own: tell(() => readPackage(bytes, { allowUnsigned })),
    }))
    const opened = openSync(join(vectorsFolder, file), 'r')
    for (const { allowUnsigned, own } of owns) {
      // Whether it must be signed is decided before there is any work to share.
      const few = allowUnsigned ? helpers : { 'a thread': helper }
      for (const [who, by] of Object.entries(few)) {
        const other = await tell(() => readPackageOnDisk(opened, by, { allowUnsigned }))
        assert.deepEqual(other, await own, `${file} with ${who}`)
      }
    }
    closeSync(opened)
  }
})

test('of several faults the first in the order of the archive is told, whoever meets which', async () => {
  const files = Object.fromEntries(
    Array.from({ length: 300 }, (_, index) => [`assets/part-${String(index).padStart(3, '0')}.json`, '[]']),
  )
  const entries = signedEntries({ ...sampleFiles, ...files })
  for (const broken of [['part-299', 'part-001'], ['part-150'], ['part-298', 'part-297', 'manifest'], ['main.rml']]) {
    const bytes = buildZip(
      entries.map((entry) =>
        broken.some((part) => entry.name.includes(part)) ? { ...entry, data: Buffer.from('"changed"') } : entry,
      ),
    )
    const own = await tell(() => readPackage(bytes))
    assert.equal((own as { code: string }).code, 'digest-wrong')
    assert.deepEqual(await tell(() => withFile(bytes, (file) => readPackageOnDisk(file, helper))), own)
  }
})

test('what was read can be read again, and its hash is that of the bytes', async () => {
  const bytes = signedPackage(sampleFiles)
  await withFile(bytes, async (file) => {
    const pkg = await readPackageOnDisk(file, helper)
    assert.equal(pkg.sha256, readPackage(bytes).sha256)
    assert.equal(pkg.files.get('assets/main.rml')?.read().toString(), sampleFiles['assets/main.rml'])
  })
})

test('what was changed after it was hashed is not given out', async () => {
  const files = { ...sampleFiles, 'assets/sound.ogg': 'OggS\0 as it was' }
  const entries = signedEntries(files).map((entry) => ({ ...entry, method: 0 }))
  const bytes = buildZip(entries)
  await withFile(bytes, async (file) => {
    const pkg = await readPackageOnDisk(file, helper)
    const at = bytes.indexOf('OggS')
    writeSync(file, Buffer.from('X'), 0, 1, at + 7)
    assert.throws(() => pkg.files.get('assets/sound.ogg')?.read(), { name: 'PackageError', code: 'data-crc' })
    ftruncateSync(file, at)
    assert.throws(() => pkg.files.get('assets/sound.ogg')?.read(), PackageError)
  })
})

test('package after package is read in a program that nothing else keeps going', () => {
  const [signed, refusable] = ['signed', 'refused'].map((name) => join(folder, `${name}.mosis`)) as [string, string]
  writeFileSync(signed, signedPackage(sampleFiles))
  writeFileSync(refusable, signedPackage(sampleFiles, { certSig: () => 'none' }))
  const program = `
    import { openSync } from 'node:fs'
    const { readPackageOnDisk } = await import(${JSON.stringify(new URL('package-on-disk.ts', import.meta.url).href)})
    const { startThread } = await import(${JSON.stringify(new URL('reading-helper.ts', import.meta.url).href)})
    const helper = startThread()
    const [signed, refusable] = [openSync(${JSON.stringify(signed)}), openSync(${JSON.stringify(refusable)})]
    let refused = 0
    for (let read = 0; read < 100; read++) {
      // The reader does not wait for a helper that came too late, and what is refused waits for it.
      await readPackageOnDisk(signed, helper)
      await readPackageOnDisk(refusable, helper).catch(() => refused++)
    }
    await helper.close()
    console.log(refused)`
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' })
  assert.deepEqual([stdout, stderr], ['100\n', ''])
})

test('a helper that was closed takes no part, and the package is read all the same', async () => {
  const gone = startThread()
  await gone.close()
  const { manifest } = await withFile(signedPackage(sampleFiles), (file) => readPackageOnDisk(file, gone))
  assert.equal(manifest.id, 'com.example.clock')
})

test('a helper alone finds what the reader finds, so that its part of the work is no other judgement', async () => {
  const files = new Map(Object.entries(sampleFiles).map(([path, contents]) => [path, Buffer.from(contents)]))
  const bytes = writePackage(files, { privateKeyPem: generateSigningKey().privateKeyPem })
  await withFile(bytes, async (file) => {
    const archive = openArchive(file)
    const listed = readDirectoryOf(archive) ?? assert.fail()
    const byHelper = shareWork(archive, listed.bytes, filesOf(listed.entries))
    const here = shareWork(archive, listed.bytes, filesOf(listed.entries))
    await helper.help(byHelper)
    takePart(here)
    assert.deepEqual(readResults(byHelper), readResults(here))
    assert.ok(!readResults(byHelper).includes(undefined))
  })
})
