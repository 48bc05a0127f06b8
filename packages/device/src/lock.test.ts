import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { openLocks } from './lock.ts'

async function temporaryFolder(t: TestContext) {
  const folder = await mkdtemp(join(tmpdir(), 'mosis-lock-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  return folder
}

test('a lock is held by one taker at a time, and waits for its release', async (t) => {
  const locks = openLocks(await temporaryFolder(t))
  const release = await locks.take('app')
  assert.equal(await locks.take('app'), undefined)
  assert.ok(await locks.take('other'))
  const waiting = locks.take('app', 10_000)
  release?.()
  release?.()
  assert.ok(await waiting)
  assert.equal(await locks.take('app'), undefined)
})

test('a lock holds between programs, and a killed one gives it back', async (t) => {
  const folder = await temporaryFolder(t)
  const child = spawn(process.execPath, [join(import.meta.dirname, 'lock.child.ts'), folder, 'app'])
  t.after(() => child.kill('SIGKILL'))
  const [said] = await once(child.stdout, 'data')
  assert.equal(String(said), 'taken')
  const locks = openLocks(folder)
  assert.equal(await locks.take('app'), undefined)
  child.kill('SIGKILL')
  await once(child, 'exit')
  assert.ok(await locks.take('app', 5000))
})
