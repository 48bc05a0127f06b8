import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import type { Line } from '@mosis/device'
import { reviewBytes } from '@mosis/review'
import { nextVersion, sampleApps, sampleFiles } from '../sample-apps.ts'
import { startWorld } from '../world.ts'
import type { World } from '../world.ts'

let world: World
before(async () => void (world = await startWorld()))
after(() => world.close())

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
  assert.match(await first.screenText(), /Note 1/)
  await first.click('#back')
  assert.match(await first.screenText(), /1 note\n(.*\n)*Note 1/)
  await first.stop()

  await world.publish(world.developer.build(nextVersion(files, 2)))
  assert.deepEqual(
    (await phone.updates.check()).map(({ id, version_code }) => [id, version_code]),
    [['dev.mosis.notes', 2]],
  )
  await phone.updates.apply('dev.mosis.notes')
  const lines: Line[] = []
  const second = await phone.runApp({ appId: 'dev.mosis.notes', locale: 'de-AT', onLine: (line) => lines.push(line) })
  assert.match(await second.screenText(), /Notizen\n1 Notiz\n(.*\n)*Note 1/)
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
    const current = { temperature_2m: 7.6, weather_code: 61, wind_speed_10m: 21.9 }
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ current }))
  })
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve))
  const maps = { 'api.open-meteo.com': `127.0.0.1:${(service.address() as AddressInfo).port}` }
  await world.publish(world.developer.build(sampleFiles('weather')))
  const phone = await world.device('second-phone')
  await phone.apps.install({ id: 'dev.mosis.weather' })
  const screenOf = async (options: { maps?: Record<string, string>; grants: string[] }, enough: RegExp) => {
    const app = await phone.runApp({ appId: 'dev.mosis.weather', ...options })
    try {
      for (;;) {
        const text = await app.screenText()
        if (enough.test(text)) return text
        await new Promise((resolve) => setTimeout(resolve, 10))
      }
    } finally {
      await app.stop()
    }
  }

  assert.match(await screenOf({ maps, grants: [] }, /permission/), /Weather needs the internet permission/)
  assert.deepEqual(asked, [])
  assert.match(await screenOf({ maps, grants: ['network.internet'] }, /Now in/), /8 °C\nRain\nWind 22 km\/h/)
  assert.deepEqual(asked, [
    '/v1/forecast?latitude=52.52&longitude=13.41&current=temperature_2m,weather_code,wind_speed_10m',
  ])
  service.closeAllConnections()
  await new Promise((resolve) => service.close(resolve))
  assert.match(await screenOf({ maps, grants: ['network.internet'] }, /No connection/), /8 °C\nRain/)
})
