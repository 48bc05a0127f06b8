import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import { openDiskStorage } from './disk.ts'
import { testStorage } from './storage-suite.ts'

testStorage('disk', async () => {
  const root = await mkdtemp(join(tmpdir(), 'mosis-storage-'))
  return { storage: openDiskStorage(root), close: () => rm(root, { recursive: true, force: true }) }
})

test('on a disk nothing of a refused upload stays, and bytes that are not kept are private', async () => {
  const root = await mkdtemp(join(tmpdir(), 'mosis-storage-'))
  const storage = openDiskStorage(root)
  await assert.rejects(storage.put('a', Readable.from([Buffer.alloc(10)]), { maxBytes: 5 }))
  assert.deepEqual(await readdir(join(root, '.tmp')), [])
  await storage.put('packages/a', Readable.from([Buffer.alloc(10)]))
  assert.equal(storage.path('packages/a'), join(root, 'packages', 'a'))
  if (process.platform !== 'win32') assert.equal((await stat(join(root, 'packages', 'a'))).mode & 0o777, 0o644)
  await rm(root, { recursive: true, force: true })
})
