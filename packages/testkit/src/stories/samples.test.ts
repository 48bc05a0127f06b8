import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { createFakeSources } from '@mosis/device'
import type { Line, RunningApp } from '@mosis/device'
import { reviewBytes } from '@mosis/review'
import { nextVersion, sampleApps, sampleFiles, sampleFolder } from '../sample-apps.ts'
import { startWorld } from '../world.ts'
import type { World } from '../world.ts'

let world: World
before(async () => void (world = await startWorld()))
after(() => world.close())

/** What the screen says, once it says this. */
async function screenWith(app: RunningApp, wanted: RegExp): Promise<string> {
  for (;;) {
    const text = await app.screenText()
    if (wanted.test(text)) return text
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

for (const name of sampleApps) {
  test(`${name} is a package without a finding`, async () => {
    const { findings, ok } = await reviewBytes(world.developer.build(sampleFiles(name)))
    assert.deepEqual({ ok, findings }, { ok: true, findings: [] })
  })
}

test('notes: written on two screens, kept over a restart and over an update, shown in two languages', async () => {
  const files = sampleFiles('notes')
  await world.publish(world.developer.build(files))
  const phone = await world.device()
  await phone.apps.install({ id: 'dev.mosis.notes' })

  const first = await phone.runApp({ appId: 'dev.mosis.notes' })
  await first.click('#add')
  await first.type('#subject', 'Groceries')
  await first.type('#text', 'Milk and bread')
  await first.click('#back')
  assert.match(await first.screenText(), /1 note\n(.*\n)*Groceries\nMilk and bread/)
  await first.stop()

  await world.publish(world.developer.build(nextVersion(files, 2)))
  assert.deepEqual(
    (await phone.updates.check()).map(({ id, version_code }) => [id, version_code]),
    [['dev.mosis.notes', 2]],
  )
  await phone.updates.apply('dev.mosis.notes')
  const lines: Line[] = []
  const second = await phone.runApp({ appId: 'dev.mosis.notes', locale: 'de-AT', onLine: (line) => lines.push(line) })
  assert.match(await second.screenText(), /Notizen\n1 Notiz\n(.*\n)*Groceries\nMilk and bread/)
  await second.stop()
  assert.deepEqual(
    lines.filter(({ type }) => type === 'error'),
    [],
  )
  assert.ok(lines.some((line) => line.type === 'log' && line.text === 'Started 2 times, 1 notes kept'))
})

test('weather: asks only where it may, shows the answer, and shows the last one without a network', async () => {
  const asked: string[] = []
  const service = createServer((request, response) => {
    asked.push(request.url ?? '')
    const current = { temperature_2m: 7.6, weather_code: 61, wind_speed_10m: 21.9, is_day: 1 }
    const hourly = { time: ['2026-05-17T14:00'], temperature_2m: [7.2], weather_code: [61], is_day: [1] }
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ current, hourly }))
  })
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve))
  const maps = { 'api.open-meteo.com': `127.0.0.1:${(service.address() as AddressInfo).port}` }
  await world.publish(world.developer.build(sampleFiles('weather')))
  const phone = await world.device('second-phone')
  await phone.apps.install({ id: 'dev.mosis.weather' })
  const screenOf = async (
    options: { maps?: Record<string, string>; grants: string[] },
    enough: RegExp,
    { press }: { press?: string } = {},
  ) => {
    const app = await phone.runApp({ appId: 'dev.mosis.weather', ...options })
    try {
      if (press !== undefined) {
        await screenWith(app, /Open-Meteo over the internet/)
        assert.equal(asked.length, 0)
        await app.click(press)
      }
      return await screenWith(app, enough)
    } finally {
      await app.stop()
    }
  }

  const denied = await screenOf({ maps, grants: [] }, /permission/, { press: '#go' })
  assert.match(denied, /Weather needs the internet permission/)
  assert.equal(asked.length, 0)
  const known = await screenOf({ maps, grants: ['network.internet'] }, /Now in/, { press: '#go' })
  assert.match(known, /8 °C\nRain\nWind 22 km\/h\n14:00\n7°/)
  assert.deepEqual(
    asked.map((path) => path.replace(/&hourly=.*/, '')),
    ['/v1/forecast?latitude=52.52&longitude=13.41&current=temperature_2m,weather_code,wind_speed_10m,is_day'],
  )
  service.closeAllConnections()
  await new Promise((resolve) => service.close(resolve))
  assert.match(await screenOf({ maps, grants: ['network.internet'] }, /No connection/), /8 °C\nRain/)
})

test('bubble: a tilt steers it into a wall, a breath carries it through', async () => {
  await world.publish(world.developer.build(sampleFiles('bubble')))
  const phone = await world.device('third-phone')
  await phone.apps.install({ id: 'dev.mosis.bubble' })
  const hands = createFakeSources({
    sound: readFileSync(join(sampleFolder('bubble'), 'tests', 'blow.wav')),
    readings: { accelerometer: { x: 0, y: 0, z: 9.8 } },
  })
  const lines: Line[] = []
  const options = { sources: hands.sources, grants: ['microphone'], onLine: (line: Line) => lines.push(line) }
  const app = await phone.runApp({ appId: 'dev.mosis.bubble', ...options })
  assert.match(await app.screenText(), /Bubble\nBest: 0/)
  await app.click('#play')
  await app.click('#blow')
  await screenWith(app, /Blow again in 5 gaps/)
  hands.set({ readings: { accelerometer: { x: -9, y: 0, z: 3 } } })
  await screenWith(app, /Play again/)
  await app.stop()
  assert.deepEqual(
    lines.filter(({ type }) => type === 'error'),
    [],
  )
  assert.ok(lines.some((line) => line.type === 'log' && /^Game over after \d+ gaps?$/.test(line.text)))
})
