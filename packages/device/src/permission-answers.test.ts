import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { createDevice } from './device.ts'
import type { Line } from './lines.ts'
import type { RunOptions } from './run-options.ts'
import { samplePackage } from './sample-package.ts'

const appId = 'com.example.clock'

const app = samplePackage({
  permissions: ['network.internet', 'camera', 'contacts.read'],
  files: {
    'assets/main.rml':
      '<rml><head><script src="main.lua"></script></head><body><button id="ask" onclick="ask()">Ask</button></body></rml>',
    'assets/main.lua': 'function ask() print(permissions.request("camera")) end',
  },
})

/** A device with an app that asks for the camera when its button is pressed. */
async function openDevice(t: TestContext) {
  const dataRoot = await mkdtemp(join(tmpdir(), 'mosis-answers-'))
  const device = await createDevice({ dataRoot, clock: { now: () => Date.UTC(2026, 0, 2) } })
  t.after(async () => {
    await device.close()
    await rm(dataRoot, { recursive: true, force: true })
  })
  const packageFile = join(dataRoot, 'app.mosis')
  await writeFile(packageFile, app)
  const install = () => device.apps.install({ id: appId, bytes: app })
  await install()
  /** Presses the button once in a run of its own; answers what the app was told and how often the person was asked. */
  async function askOnce(answer: boolean | undefined): Promise<{ told: string; asked: number }> {
    let asked = 0
    const lines: Line[] = []
    const askPermission = () => {
      asked += 1
      return Promise.resolve(answer === true)
    }
    const options: RunOptions = { onLine: (line) => lines.push(line), ...(answer !== undefined && { askPermission }) }
    const running = await device.runApp({ appId, ...options })
    await running.started
    await running.click('#ask')
    await running.stop()
    return { told: lines.map((line) => (line.type === 'log' ? line.text : '')).join(''), asked }
  }
  return { device, dataRoot, install, askOnce }
}

test('a yes holds in later runs, until it is taken back or the app is removed', async (t) => {
  const { device, install, askOnce } = await openDevice(t)
  assert.deepEqual(await askOnce(true), { told: 'true', asked: 1 })
  assert.deepEqual(await askOnce(false), { told: 'true', asked: 0 })
  assert.deepEqual(await askOnce(undefined), { told: 'true', asked: 0 })
  assert.deepEqual(await device.permissions.list(appId), [
    { permission: 'camera', answer: 'granted', answered_at: '2026-01-02T00:00:00.000Z' },
  ])
  await device.permissions.set(appId, 'camera', 'ask')
  assert.equal((await askOnce(true)).asked, 1)
  await device.apps.uninstall(appId, { keepData: true })
  assert.deepEqual(await device.permissions.list(appId), [])
  await install()
  assert.equal((await askOnce(true)).asked, 1)
})

test('whoever said no twice is not asked again, and in the settings nothing is final', async (t) => {
  const { device, askOnce } = await openDevice(t)
  const denied = 'false\tpermission.denied: The person did not allow "camera"'
  assert.deepEqual(await askOnce(undefined), { told: denied, asked: 0 }, 'nobody was there, which is no answer')
  assert.deepEqual(await askOnce(false), { told: denied, asked: 1 })
  assert.deepEqual(await askOnce(false), { told: denied, asked: 1 })
  assert.deepEqual(await askOnce(true), { told: denied, asked: 0 })
  await device.permissions.set(appId, 'camera', 'granted')
  assert.deepEqual(await askOnce(false), { told: 'true', asked: 0 })
  await device.permissions.set(appId, 'camera', 'denied')
  assert.deepEqual(await askOnce(true), { told: denied, asked: 0 })
})

test('a running app notices what is granted and what is taken back', async (t) => {
  const { device } = await openDevice(t)
  const lines: string[] = []
  const running = await device.runApp({
    appId,
    onLine: (line) => lines.push(line.type === 'log' ? line.text : ''),
    askPermission: () => Promise.resolve(false),
  })
  await running.started
  await device.permissions.set(appId, 'camera', 'granted')
  await running.click('#ask')
  await device.permissions.set(appId, 'camera', 'denied')
  await running.click('#ask')
  assert.deepEqual(
    lines.filter((line) => line !== '').map((line) => line.split('\t')[0]),
    ['true', 'false'],
  )
})

test('answers that are damaged or made up are no answers, and only what is asked for can be set', async (t) => {
  const { device, dataRoot, askOnce } = await openDevice(t)
  const file = join(dataRoot, 'config', 'permissions', `${appId}.json`)
  await askOnce(true)
  for (const text of [
    '',
    '{"answers":',
    '[]',
    '{"answers":[{"permission":"camera","answer":"granted"}]}',
    '{"answers":[1,null]}',
  ]) {
    await writeFile(file, text)
    assert.deepEqual(await device.permissions.list(appId), [], text)
  }
  for (const permission of ['storage', 'install_packages', 'nothing']) {
    await assert.rejects(device.permissions.set(appId, permission, 'granted'), { code: 'device.not_asked_for' })
  }
  await assert.rejects(device.permissions.list('../../etc'), { code: 'device.invalid_app_id' })
})
