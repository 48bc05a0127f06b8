import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { createDevice } from './device.ts'
import { DeviceError } from './errors.ts'
import { isInShare } from './rollout.ts'
import { samplePackage } from './sample-package.ts'
import { openSampleStore } from './sample-store.ts'

const id = 'com.example.clock'

/** The same ten thousand devices each time. */
const secrets = Array.from({ length: 10_000 }, (_, number) => createHash('sha256').update(`device ${number}`).digest())
const countIn = (percent: number, salt: string) =>
  secrets.filter((secret) => isInShare(secret, id, { percent, salt })).length

test('of ten thousand devices the share is in, within two points', () => {
  for (const salt of ['first', 'second', 'third']) {
    for (const percent of [1, 5, 10, 25, 50, 75, 99]) {
      const share = (countIn(percent, salt) / secrets.length) * 100
      assert.ok(Math.abs(share - percent) < 2, `${share} % of ${percent} %, salt ${salt}`)
    }
    assert.equal(countIn(100, salt), secrets.length)
  }
})

test('who is in at a share is in at every larger one', () => {
  for (const secret of secrets.slice(0, 1000)) {
    const steps = Array.from({ length: 100 }, (_, index) =>
      isInShare(secret, id, { percent: index + 1, salt: 'first' }),
    )
    const begin = steps.indexOf(true)
    assert.ok(steps.every((step, index) => step === index >= begin))
  }
})

const isIn = (secret: Uint8Array, appId: string, salt: string) => isInShare(secret, appId, { percent: 10, salt })

test('another rollout, or another app, finds other devices first', () => {
  const first = secrets.filter((secret) => isIn(secret, id, 'first'))
  const again = first.filter((secret) => isIn(secret, id, 'second'))
  const elsewhere = first.filter((secret) => isIn(secret, 'com.example.notes', 'first'))
  // Of the tenth that was first, a tenth is first again.
  for (const both of [again, elsewhere]) assert.ok(Math.abs(both.length / first.length - 0.1) < 0.04)
})

async function openWorld(t: TestContext) {
  const store = await openSampleStore(t)
  const dataRoot = await mkdtemp(join(tmpdir(), 'mosis-rollout-'))
  t.after(() => rm(dataRoot, { recursive: true, force: true }))
  const open = async () => {
    const device = await createDevice({ dataRoot, portalUrl: store.url })
    t.after(() => device.close())
    return device
  }
  const secretPath = join(dataRoot, 'config', 'rollout-secret')
  return { store, open, secretPath, ...(await open()) }
}

/** A share of one percent that this device is in, or is not in. */
function saltFor(secret: Uint8Array, isIn: boolean): string {
  for (let number = 0; ; number += 1) {
    if (isInShare(secret, id, { percent: 1, salt: `salt ${number}` }) === isIn) return `salt ${number}`
  }
}

test('a device takes the version in stages when it is in the share, and else the one for everybody', async (t) => {
  const { store, apps, updates, secretPath } = await openWorld(t)
  const [first, second] = [samplePackage({ versionCode: 1 }), samplePackage({ versionCode: 2 })]
  store.offer(first)
  await apps.install({ id })
  const secret = await readFile(secretPath)
  const offerStaged = (isIn: boolean) => store.offerBeside(second, { percent: 1, salt: saltFor(secret, isIn) })

  offerStaged(false)
  assert.deepEqual(await updates.check(), [])
  offerStaged(true)
  assert.deepEqual(
    (await updates.check()).map(({ version_code }) => version_code),
    [2],
  )

  // The same for somebody who installs it by hand.
  await apps.uninstall(id)
  offerStaged(false)
  assert.equal((await apps.install({ id })).version_code, 1)
  await apps.uninstall(id)
  offerStaged(true)
  assert.equal((await apps.install({ id })).version_code, 2)
  assert.deepEqual(await updates.check(), [], 'the version for everybody is lower: nothing happens')
  store.offerBeside(second, undefined)
  assert.deepEqual(await updates.check(), [], 'the rollout was halted: what is installed stays')
})

test('a version for a later Mosis is left aside as long as there is another', async (t) => {
  const { store, apps, secretPath } = await openWorld(t)
  store.offer(samplePackage({ versionCode: 1 }))
  await apps.install({ id })
  const rollout = { percent: 1, salt: saltFor(await readFile(secretPath), true) }
  await apps.uninstall(id)
  store.offerBeside(samplePackage({ versionCode: 2 }), rollout, { min_mosis_version: '2.0.0' })
  assert.equal((await apps.install({ id })).version_code, 1)
})

test('the secret is drawn once, stays on the device, and is drawn anew when it is damaged', async (t) => {
  const { store, apps, updates, secretPath, open } = await openWorld(t)
  store.offer(samplePackage())
  await apps.install({ id })
  const secret = await readFile(secretPath)
  assert.equal(secret.length, 32)
  if (process.platform !== 'win32') assert.equal((await stat(secretPath)).mode & 0o777, 0o600)
  await Promise.all([updates.check(), (await open()).updates.check()])
  assert.deepEqual(await readFile(secretPath), secret)
  for (const form of ['hex', 'base64', 'base64url', 'latin1'] as const) {
    assert.ok(!store.sent.join('\n').includes(secret.toString(form)), form)
  }
  await writeFile(secretPath, 'short')
  await updates.check()
  const drawn = await readFile(secretPath)
  assert.equal(drawn.length, 32)
  assert.notDeepEqual(drawn, secret)
})

test('a device that joins shows its token to the portal, until it leaves', async (t) => {
  const { store, apps, updates, testers, open } = await openWorld(t)
  store.offer(samplePackage({ versionCode: 1 }))
  await apps.install({ id })
  assert.deepEqual(await testers.list(), [])
  const link = `${store.url}/testing?token=${'j'.repeat(32)}`
  const { app_id, name } = await testers.join(link)
  assert.deepEqual([app_id, name], [id, 'Clock'])
  // Another program on the same device has joined too.
  assert.deepEqual(
    (await (await open()).testers.list()).map((tested) => tested.app_id),
    [id],
  )
  store.offerBeside(samplePackage({ versionCode: 2 }), null, { track: 'beta' })
  store.sent.length = 0
  assert.equal((await updates.check())[0]?.track, 'beta')
  assert.equal((await updates.apply(id)).version_code, 2)
  const [token] = store.testerTokens
  const shown = store.sent.filter((line) => line.includes(`x-mosis-tester: ${token}`))
  assert.equal(shown.length, 3, 'two checks and the package')

  await testers.leave(id)
  assert.deepEqual([await testers.list(), store.testerTokens], [[], []])
  store.sent.length = 0
  await updates.check()
  assert.ok(!store.sent.join('\n').includes('x-mosis-tester'))
  await assert.rejects(testers.leave(id), { code: 'device.not_a_tester' })
})

test('what is no link for testers, or one that ended, is said so and changes nothing', async (t) => {
  const { store, testers } = await openWorld(t)
  for (const link of ['', 'hello', `${store.url}/testing`, `${store.url}/testing?token=a b`, 'x'.repeat(200)]) {
    await assert.rejects(testers.join(link), { code: 'device.invalid_tester_link' }, link)
  }
  await assert.rejects(testers.join('ended'.repeat(5)), (error) => {
    assert.ok(error instanceof DeviceError)
    assert.equal(error.code, 'device.portal_refused')
    assert.match(error.message, /tester\.link_ended/)
    return true
  })
  assert.deepEqual(await testers.list(), [])
})
