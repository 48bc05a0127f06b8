import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, sep } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { configure, Uint8ArrayReader, Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js'
import { fromBufferPromise } from 'yauzl'
import { readPackage } from './index.ts'

/** What a reader of an archive sees: SHA-256 digests in hex by name, without META-INF. */
export type Seen = Record<string, string>

configure({ useWebWorkers: false })

/** Fails unless yauzl and zip.js see the same files as we do. The archive must be one that we accept. */
export async function assertReadAlike(bytes: Buffer): Promise<void> {
  const own = seeOurselves(bytes)
  assert.deepEqual(await seeWithYauzl(bytes), own, 'yauzl sees other files')
  assert.deepEqual(await seeWithZipJs(bytes), own, 'zip.js sees other files')
}

/** Fails unless Python and, for some of the archives, unzip see the same files as we do; a missing program is passed over. */
export function assertReadAlikeByPrograms(archives: readonly Buffer[]): void {
  const folder = mkdtempSync(join(tmpdir(), 'mosis-peers-'))
  try {
    const paths = archives.map((bytes, index) => {
      const path = join(folder, `${index}.zip`)
      writeFileSync(path, bytes)
      return path
    })
    const own = archives.map(seeOurselves)
    const python = spawnSync('python3', ['-c', pythonReader, ...paths], { encoding: 'utf8', maxBuffer: 1e8 })
    if (python.error === undefined) assert.deepEqual(JSON.parse(python.stdout || '"nothing"'), own, python.stderr)
    if (spawnSync('unzip', ['-v']).error !== undefined) return
    for (const [index, path] of paths.slice(0, 25).entries())
      assert.deepEqual(seeWithUnzip(path, join(folder, 'out')), own[index])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function seeOurselves(bytes: Buffer): Seen {
  const { files } = readPackage(bytes, { allowUnsigned: true })
  return Object.fromEntries([...files.values()].map(({ path, sha256 }) => [path, sha256]))
}

async function seeWithYauzl(bytes: Buffer): Promise<Seen> {
  const archive = await fromBufferPromise(bytes, { strictFileNames: true })
  const seen: Seen = {}
  for await (const entry of archive.eachEntry()) {
    note(seen, entry.fileName, await buffer(await archive.openReadStreamPromise(entry)))
  }
  return seen
}

async function seeWithZipJs(bytes: Buffer): Promise<Seen> {
  const reader = new ZipReader(new Uint8ArrayReader(bytes), { strictness: 'strict', checkSignature: true })
  const seen: Seen = {}
  for (const entry of await reader.getEntries()) {
    assert.ok(!entry.directory)
    note(seen, entry.filename, await entry.getData(new Uint8ArrayWriter()))
  }
  return seen
}

const pythonReader = `
import hashlib, json, sys, zipfile
def see(path):
    with zipfile.ZipFile(path) as archive:
        return {name: hashlib.sha256(archive.read(name)).hexdigest() for name in archive.namelist() if not name.startswith('META-INF/')}
print(json.dumps([see(path) for path in sys.argv[1:]]))
`

function seeWithUnzip(path: string, target: string): Seen {
  rmSync(target, { recursive: true, force: true })
  mkdirSync(target)
  const unzip = spawnSync('unzip', ['-q', '-o', path, '-d', target], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
  })
  assert.equal(unzip.status, 0, unzip.stderr)
  const seen: Seen = {}
  for (const file of globSync('**/*.*', { cwd: target })) {
    chmodSync(join(target, file), 0o600) // an archive may say that nobody reads it
    note(seen, file.split(sep).join('/'), readFileSync(join(target, file)))
  }
  return seen
}

function note(seen: Seen, name: string, contents: Uint8Array): void {
  if (name.startsWith('META-INF/')) return
  assert.ok(!Object.hasOwn(seen, name))
  seen[name] = createHash('sha256').update(contents).digest('hex')
}
