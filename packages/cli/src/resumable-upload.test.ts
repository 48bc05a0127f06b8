import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { readdirSync, statSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { ApiError, apps, uploads, versions } from '@mosis/api'
import { freePort, joinPortal, smallApp, startPortal } from '@mosis/testkit'
import type { Portal as Program } from '@mosis/testkit'
import type { Portal } from './portal.ts'
import { resumableFromBytes, uploadResumable } from './resumable-upload.ts'

const id = 'com.example.large'
const person = { email: 'dev@example.test', name: 'Dev', password: 'correct horse battery' }
/** Ctrl-C is not pressed. */
const interrupted = new AbortController().signal

test('an upload goes on after the portal was killed in the middle, and sends only what was not there', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mosis-resume-'))
  const settings = { LISTEN_ADDR: `127.0.0.1:${await freePort()}` }
  const running: Program[] = [await startPortal(folder, settings)]
  try {
    const url = running[0]?.url ?? ''
    const developer = await joinPortal(url, person)
    const { call } = developer
    await call(apps.createApp, { body: { id, name: 'Large' } })
    const names = ['a', 'b', 'c', 'd'].map((name) => `assets/${name}.json`)
    const bytes = developer.build(new Map([...smallApp(id), ...names.map((name): [string, Buffer] => [name, noise()])]))
    assert.ok(bytes.length > resumableFromBytes)
    const offsets: number[] = []
    const portal: Portal = {
      url,
      call(endpoint, sent, options = {}) {
        if (endpoint.name === uploads.continueUpload.name) offsets.push(Number(options.headers?.['upload-offset']))
        return call(endpoint, typeof sent === 'function' ? sent() : sent, options)
      },
    }
    let isKilled = false
    const version = await uploadResumable(
      {
        interrupted,
        async wait() {
          if (running.length === 1) running.push(await startPortal(folder, settings))
        },
      },
      portal,
      {
        appId: id,
        bytes,
        onSent() {
          if (isKilled || bytesIn(join(folder, 'packages/.uploads')) < 1_000_000) return
          isKilled = true
          process.kill(running[0]?.pid ?? 0, 'SIGKILL')
        },
      },
    )
    assert.equal(version.size_bytes, bytes.length)
    assert.equal(version.state, 'draft')
    assert.equal(running.length, 2)
    assert.equal(offsets[0], 0)
    const resumed = offsets.at(-1) ?? 0
    assert.ok(resumed > 0 && resumed < bytes.length, `it went on at ${resumed} of ${bytes.length}`)
    assert.deepEqual(await call(versions.uploadVersion, { params: { app_id: id }, body: bytes }), version)
  } finally {
    for (const program of running) await program.kill()
    await rm(folder, { recursive: true, force: true })
  }
})

/** Random bytes, as text: packing makes them little smaller. Four of them are more than connections hold on their way. */
const noise = () => Buffer.from(`{"a": "${randomBytes(5_000_000).toString('base64')}"}`)

/** What the portal has of the upload. */
const bytesIn = (directory: string) =>
  readdirSync(directory).reduce((sum, name) => sum + statSync(join(directory, name)).size, 0)

test('what the portal refuses ends the upload at once, and a portal that stays away ends it after a few tries', async () => {
  const refused = new ApiError('version.exists', { version: '1.0.0', version_code: 1, next_version_code: 2 })
  const away = new ApiError('portal.unreachable', { url: 'http://portal.test', reason: 'connect ECONNREFUSED' })
  for (const [failure, most] of [
    [refused, 0],
    [away, 10],
  ] as const) {
    let waits = 0
    const portal: Portal = {
      url: 'http://portal.test',
      call: (endpoint) =>
        endpoint.name === uploads.createUpload.name
          ? Promise.resolve({ id: 'upl_0123456789', state: 'open', offset: 0 } as never)
          : Promise.reject(failure),
    }
    const wait = () => Promise.resolve(void (waits += 1))
    const work = uploadResumable({ interrupted, wait }, portal, {
      appId: id,
      bytes: Buffer.alloc(10),
      onSent: () => {},
    })
    await assert.rejects(work, failure)
    assert.ok(waits <= most, `${waits} waits`)
  }
})
