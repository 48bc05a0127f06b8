import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { generateSigningKey, PackageError, readPackage, writePackage } from './index.ts'
import { readPackageInParallel } from './parallel.ts'
import { startThread, type ReadingHelper } from './reading-helper.ts'
import { sampleFiles, signedEntries, signedPackage } from './vectors/sample.ts'
import { vectorsFolder } from './vectors/vectors.ts'
import { buildZip } from './vectors/zip-builder.ts'
import { readResults, shareWork, takePart } from './shared-work.ts'

let helper: ReadingHelper
before(() => {
  helper = startThread()
})
after(() => helper.close())

function share(bytes: Uint8Array): Buffer<SharedArrayBuffer> {
  const shared = Buffer.from(new SharedArrayBuffer(bytes.length))
  shared.set(bytes)
  return shared
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
  const helpers: Record<string, ReadingHelper> = {
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
    const bytes = share(readFileSync(join(vectorsFolder, file)))
    for (const allowUnsigned of [true, false]) {
      const own = await tell(() => readPackage(bytes, { allowUnsigned }))
      for (const [who, by] of Object.entries(helpers)) {
        const other = await tell(() => readPackageInParallel(bytes, by, { allowUnsigned }))
        assert.deepEqual(other, own, `${file} with ${who}`)
      }
    }
  }
})

test('of several faults the first in the order of the archive is told, whoever meets which', async () => {
  const files = Object.fromEntries(
    Array.from({ length: 300 }, (_, index) => [`assets/part-${String(index).padStart(3, '0')}.json`, '[]']),
  )
  const entries = signedEntries({ ...sampleFiles, ...files })
  for (const broken of [['part-299', 'part-001'], ['part-150'], ['part-298', 'part-297', 'manifest'], ['main.rml']]) {
    const bytes = share(
      buildZip(
        entries.map((entry) =>
          broken.some((part) => entry.name.includes(part)) ? { ...entry, data: Buffer.from('"changed"') } : entry,
        ),
      ),
    )
    const own = await tell(() => readPackage(bytes))
    assert.equal((own as { code: string }).code, 'digest-wrong')
    assert.deepEqual(await tell(() => readPackageInParallel(bytes, helper)), own)
  }
})

test('what is read in parallel can be read again, and its hash is that of the bytes', async () => {
  const bytes = share(signedPackage(sampleFiles))
  const pkg = await readPackageInParallel(bytes, helper)
  assert.equal(pkg.sha256, readPackage(bytes).sha256)
  assert.equal(pkg.files.get('assets/main.rml')?.read().toString(), sampleFiles['assets/main.rml'])
})

test('a helper that was closed takes no part, and the package is read all the same', async () => {
  const gone = startThread()
  await gone.close()
  const bytes = share(signedPackage(sampleFiles))
  assert.equal((await readPackageInParallel(bytes, gone)).manifest.id, 'com.example.clock')
})

test('a helper alone finds what the reader finds, so that its part of the work is no other judgement', async () => {
  const files = new Map(Object.entries(sampleFiles).map(([path, contents]) => [path, Buffer.from(contents)]))
  const bytes = share(writePackage(files, { privateKeyPem: generateSigningKey().privateKeyPem }))
  const { readArchive } = await import('./archive.ts')
  const archive = readArchive(bytes, (fault) => {
    throw fault
  })
  const entries = archive?.entries.filter(({ path }) => !path.startsWith('META-INF/')) ?? []
  const byHelper = shareWork({ bytes, entries, digests: null })
  const here = shareWork({ bytes, entries, digests: null })
  await helper.help(byHelper)
  takePart(here)
  assert.deepEqual(readResults(byHelper), readResults(here))
  assert.ok(!readResults(byHelper).includes(undefined))
})
