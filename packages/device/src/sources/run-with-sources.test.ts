import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import type { ErrorLine, Line, LogLine } from '../lines.ts'
import { runFiles } from '../run-files.ts'
import type { RunOptions } from '../run-options.ts'
import { sampleFiles } from '../sample-package.ts'
import { createFakeSources } from './fake-sources.ts'
import { drawTestPicture } from './pictures.ts'

const permissions = [
  'storage',
  'camera',
  'microphone',
  'location.fine',
  'sensors.body',
  'clipboard.read',
  'clipboard.write',
  'system.notifications',
  'contacts.read',
  'contacts.write',
  'bluetooth',
]

/** Runs an app on a made-up phone until it has printed "done". */
async function run(t: TestContext, lua: string, options: RunOptions) {
  const done = Promise.withResolvers<void>()
  const lines: Line[] = []
  const onLine = (line: Line) => {
    lines.push(line)
    if (line.type === 'log' && line.text === 'done') done.resolve()
    if (line.type === 'error') done.reject(new Error(line.message))
  }
  const files = {
    'assets/main.rml':
      '<rml><head><script src="main.lua"></script></head><body><div id="preview"/><button id="go" onclick="go()">Go</button></body></rml>',
    'assets/main.lua': lua,
  }
  const app = await runFiles(sampleFiles({ permissions, files }), { grants: permissions, onLine, ...options })
  t.after(() => app.stop())
  await app.started
  await app.click('#go')
  await done.promise
  const logs = lines.filter((line): line is Line & LogLine => line.type === 'log').map(({ text }) => text)
  const errors = lines.filter((line): line is Line & ErrorLine => line.type === 'error')
  return { app, logs, errors }
}

test('an app uses everything that a phone has', async (t) => {
  const phone = createFakeSources({
    picture: drawTestPicture(20, 10).bytes,
    position: { latitude: 48.1, longitude: 11.5 },
    readings: { accelerometer: { x: 1, y: 2, z: 3 }, heartrate: { bpm: 99 } },
    clipboard: 'copied',
    contacts: [{ name: 'Ann', phone: '1' }],
    devices: [{ address: 'AA:01', name: 'Scale', answer: () => Buffer.from('72 kg') }],
  })
  const seen: (number | undefined)[] = []
  const { logs, app } = await run(
    t,
    `function go()
      print(camera.start({ target = "nothing" }))
      print(camera.start({ target = "preview", resolution = "480p" }), microphone.start({ sample_rate = 8000 }))
      print(clipboard.read(), clipboard.write("written"), clipboard.read())
      print(notifications.show({ title = "Tea" }), contacts.query()[1].name, contacts.add({ name = "Bo" }) ~= nil)
      print(bluetooth.scan({ duration = 100 })[1].name, bluetooth.connect("AA:01"))
      local left = 7
      local function did() left = left - 1 if left == 0 then print("done") end end
      bluetooth.on("AA:01", "data", function(data) print(data) did() end)
      print(bluetooth.send("AA:01", "weigh"))
      camera.capture(function(image)
        print(image.width, image.height, image.type, storage.write("photo.png", base64.decode(image.data)))
        did()
      end)
      location.get(function(pos) print(pos.latitude, pos.longitude) did() end)
      local watch
      watch = location.watch(function(pos) location.unwatch(watch) print("at", pos.latitude) did() end)
      sensors.accelerometer.start(function(data) sensors.accelerometer.stop() print(data.x, data.y, data.z) did() end, { interval = 16 })
      sensors.heartrate.start(function(data) sensors.heartrate.stop() print(data.bpm) did() end)
      timer.after(50, function()
        microphone.stop(function(audio) print(audio.sample_rate, audio.duration > 0.04, audio.error) did() end)
      end)
    end`,
    { sources: phone.sources },
  )
  assert.deepEqual(
    new Set(logs),
    new Set([
      'nil\tcamera.no_target: There is no element with the id "nothing" on the screen',
      'true\ttrue',
      'copied\ttrue\twritten',
      'true\tAnn\ttrue',
      'Scale\ttrue',
      '72 kg',
      'true',
      '20\t10\tpng\ttrue',
      '48.1\t11.5',
      'at\t48.1',
      '1.0\t2.0\t3.0',
      '99.0',
      '8000\ttrue\tnil',
      'done',
    ]),
  )
  app.watchVideo((_, picture) => seen.push(picture?.width))
  assert.deepEqual([phone.state().cameras, phone.state().notifications[0]?.appId], [1, 'com.example.clock'])
  await app.stop()
  assert.equal(phone.state().cameras, 0)
  assert.equal(phone.state().devices?.[0]?.isConnected, false)
  assert.deepEqual(seen, [20, undefined])
})

test('a phone that has none of these things says so, and the app goes on', async (t) => {
  const { logs, errors } = await run(
    t,
    `function go()
      for _, call in ipairs({ camera.start, microphone.start, clipboard.read, contacts.query, bluetooth.scan }) do
        local ok, answer, problem = pcall(call)
        print(ok, answer, problem)
      end
      print(notifications.show({ title = "Tea" }))
      location.get(function(pos)
        print(pos.error)
        sensors.gyroscope.start(function(data) sensors.gyroscope.stop() print(data.error) print("done") end)
      end)
    end`,
    {},
  )
  assert.deepEqual(errors, [])
  assert.deepEqual(
    logs.map((line) => /[a-z]+\.unavailable/.exec(line)?.[0] ?? line),
    [
      'camera.unavailable',
      'microphone.unavailable',
      'clipboard.unavailable',
      'contacts.unavailable',
      'bluetooth.unavailable',
      'notifications.unavailable',
      'location.unavailable',
      'sensors.unavailable',
      'done',
    ],
  )
})
