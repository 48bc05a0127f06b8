import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import type { Revocation } from '@mosis/api'
import { createDevice } from './device.ts'
import { developer, samplePackage } from './sample-package.ts'
import { openSampleStore } from './sample-store.ts'

const id = 'com.example.clock'
const nothingNamed = { key_id: null, sha256: null, app_id: null, version_code: null }
const stop = (of: Partial<Revocation>): Revocation => ({
  ...nothingNamed,
  id: 'qrt_1',
  action: 'stop',
  reason: 'It sends personal data',
  ...of,
})

async function openWorld(t: TestContext) {
  const store = await openSampleStore(t)
  const dataRoot = await mkdtemp(join(tmpdir(), 'mosis-revoked-'))
  t.after(() => rm(dataRoot, { recursive: true, force: true }))
  const lines: string[] = []
  const device = await createDevice({ dataRoot, portalUrl: store.url, log: (_level, text) => lines.push(text) })
  t.after(() => device.close())
  return { store, dataRoot, device, lines }
}

test('what the portal stops runs no more, cannot be installed, and keeps its data', async (t) => {
  const { store, dataRoot, device } = await openWorld(t)
  const bytes = samplePackage()
  const app = await device.apps.install({ bytes })
  const running = await device.runApp({ appId: id })
  await running.started
  await writeFile(join(dataRoot, 'apps', id, 'data', 'kept.txt'), 'kept')
  for (const meant of [{ app_id: id, version_code: 1 }, { sha256: app.sha256 }, { key_id: app.key_id }]) {
    store.revoked = { serial: store.revoked.serial + 1, revocations: [stop(meant)] }
    await device.updates.check()
    await assert.rejects(device.runApp({ appId: id }), { code: 'device.revoked', message: /It sends personal data/ })
    await assert.rejects(device.apps.install({ bytes }), { code: 'device.revoked', fix: /data stays/ })
  }
  // The first of the checks ended it.
  assert.equal((await running.stopped).reason, 'stopped')
  assert.equal(await readFile(join(dataRoot, 'apps', id, 'data', 'kept.txt'), 'utf8'), 'kept')
  // Another version of the same app is not meant by the first of them.
  store.revoked = { serial: 4, revocations: [stop({ app_id: id, version_code: 1 })] }
  await device.updates.check()
  assert.equal((await device.apps.install({ bytes: samplePackage({ versionCode: 2 }) })).version_code, 2)
  const again = await device.runApp({ appId: id })
  await again.started
  await again.stop()
})

test('a list is kept without the portal, over a removal and a restart, and never replaced by an older one', async (t) => {
  const { store, dataRoot, device, lines } = await openWorld(t)
  const bytes = samplePackage()
  await device.apps.install({ bytes })
  store.revoked = { serial: 7, revocations: [stop({ key_id: developer.keyId })] }
  await device.updates.check()
  store.revoked = { serial: 6, revocations: [] }
  await device.updates.check()
  assert.ok(lines.some((line) => line.includes('old list of revoked apps: 6, after 7')))
  await device.apps.uninstall(id)
  await device.close()
  const offline = await createDevice({ dataRoot })
  t.after(() => offline.close())
  await assert.rejects(offline.apps.install({ bytes }), { code: 'device.revoked' })
  // A newer one may take it back.
  store.revoked = { serial: 8, revocations: [] }
  await device.updates.check()
  assert.equal((await offline.apps.install({ bytes })).id, id)
})

test('a warning is logged, and the app runs', async (t) => {
  const { store, device, lines } = await openWorld(t)
  await device.apps.install({ bytes: samplePackage() })
  store.revoked = { serial: 1, revocations: [{ ...stop({ app_id: id, version_code: 1 }), action: 'warn' }] }
  await device.updates.check()
  const running = await device.runApp({ appId: id })
  await running.started
  await running.stop()
  assert.ok(lines.some((line) => line.includes(`warns of "${id}"`) && line.includes('It sends personal data')))
})

test('a portal that does not tell, or tells nonsense, keeps no update away and takes nothing back', async (t) => {
  const { store, device, lines } = await openWorld(t)
  await device.apps.install({ bytes: samplePackage() })
  store.revoked = { serial: 1, revocations: [stop({ app_id: id, version_code: 1 })] }
  await device.updates.check()
  store.offer(samplePackage({ versionCode: 2 }))
  store.revoked = { serial: -1, revocations: [] }
  assert.deepEqual(
    (await device.updates.check()).map(({ version_code }) => version_code),
    [2],
  )
  assert.ok(lines.some((line) => line.startsWith('The list of revoked apps stays as it was')))
  await assert.rejects(device.runApp({ appId: id }), { code: 'device.revoked' })
  await device.updates.apply(id)
  const running = await device.runApp({ appId: id })
  await running.started
  await running.stop()
})
