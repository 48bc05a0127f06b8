import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { createDevice } from './device.ts'
import type { DeviceOptions } from './device.ts'
import { DeviceError } from './errors.ts'
import type { DeviceErrorCode } from './errors.ts'
import { samplePackage, stranger } from './sample-package.ts'
import { openSampleStore, sendBytes } from './sample-store.ts'
import type { UpdateServiceOptions } from './updates.ts'

const id = 'com.example.clock'

async function openDevice(t: TestContext, options: Partial<DeviceOptions> = {}) {
  const dataRoot = await mkdtemp(join(tmpdir(), 'mosis-updates-'))
  t.after(() => rm(dataRoot, { recursive: true, force: true }))
  const device = await createDevice({ dataRoot, ...options })
  t.after(() => device.close())
  return { dataRoot, ...device }
}

async function openWorld(t: TestContext, options: Partial<DeviceOptions> = {}) {
  const store = await openSampleStore(t)
  return { store, ...(await openDevice(t, { portalUrl: store.url, ...options })) }
}

const refuses = (code: DeviceErrorCode) => (error: unknown) => {
  assert.ok(error instanceof DeviceError, String(error))
  assert.equal(error.code, code)
  assert.doesNotMatch(`${error.message} ${error.fix}`, /\{\w+\}/, 'every place of the text is filled')
  return true
}

/** Large enough to come in several pieces. */
const largePackage = (versionCode = 1) =>
  samplePackage({ versionCode, files: { 'assets/large.json': JSON.stringify(randomBytes(600_000).toString('hex')) } })

test('an app is installed from the store by its id, with the stages of a download', async (t) => {
  const { store, apps, dataRoot } = await openWorld(t)
  store.offer(largePackage())
  const stages = new Set<string>()
  const app = await apps.install({ id }, { onProgress: ({ stage }) => stages.add(stage) })
  assert.equal(app.id, id)
  assert.deepEqual([...stages], ['downloading', 'verifying', 'extracting', 'registering', 'complete'])
  assert.deepEqual(await readdir(join(dataRoot, 'downloads')), [])
})

test('a package that is not what the store says is refused', async (t) => {
  const { store, apps, dataRoot } = await openWorld(t)
  const bytes = samplePackage()
  for (const wrong of [{ sha256: 'a'.repeat(64) }, { key_id: stranger.keyId }, { version_code: 7 }]) {
    store.offer(bytes, wrong)
    await assert.rejects(apps.install({ id }), refuses('device.package_mismatch'), JSON.stringify(wrong))
  }
  store.offer(bytes, { size_bytes: bytes.length - 1 })
  await assert.rejects(apps.install({ id }), refuses('device.download_too_large'))
  store.offer(bytes, { min_mosis_version: '2.0.0' })
  await assert.rejects(apps.install({ id }), refuses('device.version_too_old'))
  assert.deepEqual(await readdir(join(dataRoot, 'downloads')), [])
  assert.deepEqual(await apps.list(), [])
})

test('a download that was cut goes on where it stopped', async (t) => {
  const { store, apps, dataRoot } = await openWorld(t)
  const bytes = largePackage()
  store.offer(bytes)
  store.answerPackage = (_request, response) => {
    response.writeHead(200, { 'content-length': bytes.length })
    response.write(bytes.subarray(0, 400_000), () => response.destroy())
  }
  await assert.rejects(apps.install({ id }), refuses('device.download_cut'))
  assert.equal((await readdir(join(dataRoot, 'downloads'))).length, 2)
  store.answerPackage = undefined
  await apps.install({ id })
  assert.match(store.asked.at(-1) ?? '', /bytes=[1-9]\d*-$/)
  assert.deepEqual(await readdir(join(dataRoot, 'downloads')), [])
})

test('a download goes on with a server that begins anew, and survives no wrong beginning', async (t) => {
  const { store, apps } = await openWorld(t)
  const bytes = largePackage()
  store.offer(bytes)
  const cutAfter = (piece: Buffer) => {
    store.answerPackage = (_request, response) => {
      response.writeHead(200, { 'content-length': bytes.length })
      response.write(piece, () => response.destroy())
    }
  }
  cutAfter(bytes.subarray(0, 300_000))
  await assert.rejects(apps.install({ id }), refuses('device.download_cut'))
  store.answerPackage = (_request, response) => {
    response.writeHead(200, { 'content-length': bytes.length })
    response.end(bytes)
  }
  assert.equal((await apps.install({ id })).version_code, 1)
  await apps.uninstall(id)
  cutAfter(Buffer.alloc(300_000))
  await assert.rejects(apps.install({ id }), refuses('device.download_cut'))
  store.answerPackage = sendBytes
  await assert.rejects(apps.install({ id }), refuses('device.package_mismatch'))
  assert.equal((await apps.install({ id })).version_code, 1, 'the wrong bytes were thrown away')
})

test('a download ends at the promised size, or at the largest package, however much is sent', async (t) => {
  const { store, apps, dataRoot } = await openWorld(t)
  const bytes = samplePackage()
  store.offer(bytes)
  let sentBytes = 0
  store.answerPackage = (_request, response) => {
    response.writeHead(200)
    const send = () => {
      if (response.destroyed) return
      sentBytes += 65_536
      response.write(Buffer.alloc(65_536), send)
    }
    send()
  }
  await assert.rejects(apps.install({ id }), refuses('device.download_too_large'))
  assert.ok(sentBytes < 10_000_000, `${sentBytes} bytes were sent`)
  assert.deepEqual(await readdir(join(dataRoot, 'downloads')), [])
})

test('a portal that is not there, or that never answers, is reported within seconds', async (t) => {
  const connections: Socket[] = []
  const silent = createServer((socket) => connections.push(socket))
  await new Promise<void>((resolve) => void silent.listen(0, '127.0.0.1', resolve))
  const { port } = silent.address() as AddressInfo
  const { apps, updates } = await openDevice(t, { portalUrl: `http://127.0.0.1:${port}` })
  await apps.install({ bytes: samplePackage({ id: 'com.example.notes' }) })
  const begin = performance.now()
  await assert.rejects(apps.install({ id }), refuses('device.portal_unreachable'))
  for (const socket of connections) socket.destroy()
  await new Promise((resolve) => void silent.close(resolve))
  await assert.rejects(apps.install({ id }), refuses('device.portal_unreachable'))
  await assert.rejects(apps.install({ id, url: '/packages/x' }), refuses('device.portal_unreachable'))
  await assert.rejects(updates.check(), refuses('device.portal_unreachable'))
  assert.ok(performance.now() - begin < 15_000)
})

test('without a portal the device says so, and what the store does not know is named', async (t) => {
  const alone = await openDevice(t)
  await assert.rejects(alone.apps.install({ id }), refuses('device.no_portal'))
  const { apps } = await openWorld(t)
  await assert.rejects(apps.install({ id }), refuses('device.portal_refused'))
})

test('a check finds newer versions only and says what they ask for', async (t) => {
  const { store, apps, updates } = await openWorld(t)
  await apps.install({ bytes: samplePackage({ versionCode: 2 }) })
  store.offer(samplePackage({ versionCode: 1 }))
  assert.deepEqual(await updates.check(), [])
  store.offer(samplePackage({ versionCode: 3, permissions: ['storage', 'camera'] }))
  const [update] = await updates.check()
  assert.equal(update?.version_code, 3)
  assert.equal(update?.installed_version_code, 2)
  assert.deepEqual(update?.added_permissions, ['camera'])
  assert.match(store.asked.at(-1) ?? '', /updates$/)
})

test('an update is applied on request, and one that needs consent only with it', async (t) => {
  const { store, apps, updates } = await openWorld(t)
  await apps.install({ bytes: samplePackage() })
  await assert.rejects(updates.apply(id), refuses('device.no_update'))
  store.offer(samplePackage({ versionCode: 2 }))
  assert.equal((await updates.apply(id)).version_code, 2)
  store.offer(samplePackage({ versionCode: 3, permissions: ['storage', 'camera'] }))
  await assert.rejects(updates.apply(id), refuses('device.needs_consent'))
  assert.equal((await updates.apply(id, { acceptPermissions: true })).version_code, 3)
})

test('one app that cannot be updated does not keep the others from it', async (t) => {
  const { store, apps, updates } = await openWorld(t)
  const other = 'com.example.notes'
  await apps.install({ bytes: samplePackage() })
  await apps.install({ bytes: samplePackage({ id: other }) })
  store.offer(samplePackage({ versionCode: 2 }), { sha256: 'b'.repeat(64) })
  store.offer(samplePackage({ id: other, versionCode: 2 }))
  const results = await updates.applyAll()
  assert.deepEqual(
    results.map((result) => [result.id, result.ok]),
    [
      [id, false],
      [other, true],
    ],
  )
})

test('the settings are kept: no automatic updates, and only on Wi-Fi, until a person says otherwise', async (t) => {
  const { updates, dataRoot } = await openDevice(t)
  assert.deepEqual(await updates.settings(), { autoUpdate: false, wifiOnly: true })
  await updates.setAutoUpdate(true)
  await updates.setWifiOnly(false)
  const again = await createDevice({ dataRoot })
  assert.deepEqual(await again.updates.settings(), { autoUpdate: true, wifiOnly: false })
  const file = join(dataRoot, 'config', 'device.json')
  assert.match(JSON.parse(await readFile(file, 'utf8')).device_id, /^[0-9a-f-]{36}$/)
})

/** Runs one round of the loop and returns what it found and did. */
async function runLoop(
  t: TestContext,
  { auto, connection }: { auto: boolean; connection: 'wifi' | 'metered' | 'offline' },
) {
  const round = Promise.withResolvers<Parameters<NonNullable<UpdateServiceOptions['onChecked']>>[0] | undefined>()
  const world = await openWorld(t, { connection: () => connection, onUpdatesChecked: round.resolve })
  await world.apps.install({ bytes: samplePackage() })
  world.store.offer(samplePackage({ versionCode: 2 }))
  await world.updates.setAutoUpdate(auto)
  world.updates.start()
  await world.updates.stop()
  round.resolve(undefined)
  return { found: await round.promise, version: (await world.apps.get(id)).version_code }
}

test('the loop installs by itself only when it may', async (t) => {
  const auto = await runLoop(t, { auto: true, connection: 'wifi' })
  assert.equal(auto.version, 2)
  assert.deepEqual(auto.found?.open, [])
  const manual = await runLoop(t, { auto: false, connection: 'wifi' })
  assert.equal(manual.version, 1)
  assert.equal(manual.found?.open.length, 1)
  const metered = await runLoop(t, { auto: true, connection: 'metered' })
  assert.equal(metered.version, 1)
  assert.equal(metered.found?.open.length, 1)
  const offline = await runLoop(t, { auto: true, connection: 'offline' })
  assert.equal(offline.found, undefined)
})

test('a version whose first start failed is offered, but not installed by itself again', async (t) => {
  const done = Promise.withResolvers<{ open: { failed_before: boolean }[] }>()
  const { store, apps, updates } = await openWorld(t, { onUpdatesChecked: done.resolve })
  await apps.install({ bytes: samplePackage() })
  store.offer(samplePackage({ versionCode: 2 }))
  await apps.rollBack(await updates.apply(id))
  await updates.setAutoUpdate(true)
  updates.start()
  assert.deepEqual(
    (await done.promise).open.map((update) => update.failed_before),
    [true],
  )
  await updates.stop()
  assert.equal((await apps.get(id)).version_code, 1)
  assert.equal((await updates.apply(id)).version_code, 2)
})

test('cut downloads are kept for a day, everything else in downloads goes at the next start', async (t) => {
  let now = Date.UTC(2026, 10, 21)
  const { store, apps, dataRoot } = await openWorld(t, { clock: { now: () => now } })
  const bytes = largePackage()
  store.offer(bytes)
  store.answerPackage = (_request, response) => {
    response.writeHead(200, { 'content-length': bytes.length })
    response.write(bytes.subarray(0, 300_000), () => response.destroy())
  }
  await assert.rejects(apps.install({ id }), refuses('device.download_cut'))
  const count = async () => (await readdir(join(dataRoot, 'downloads'))).length
  await createDevice({ dataRoot, clock: { now: () => now } })
  assert.equal(await count(), 2)
  now += 25 * 60 * 60 * 1000
  await createDevice({ dataRoot, clock: { now: () => now } })
  assert.equal(await count(), 0)
})
