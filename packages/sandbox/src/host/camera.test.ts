import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BrokerError } from '../index.ts'
import type { CameraBroker, CameraSettings, Picture } from '../index.ts'
import { startWorld } from '../../test/world.ts'

const granted = ['camera']
const jpeg: Picture = { type: 'image/jpeg', bytes: Uint8Array.of(255, 216, 1), width: 1280, height: 720 }

/** A camera that notes what happens to it. */
function noteCamera(picture: () => Promise<Picture> = () => Promise.resolve(jpeg)) {
  const happened: string[] = []
  const opened: CameraSettings[] = []
  const camera: CameraBroker = {
    open(settings) {
      opened.push(settings)
      happened.push(`on ${settings.facing}`)
      return Promise.resolve({ takePicture: picture, close: () => void happened.push('off') })
    },
  }
  return { brokers: { camera }, opened, happened }
}

test('a camera starts, gives its picture as base64 and stops', async () => {
  const { brokers, opened, happened } = noteCamera()
  const { values, sandbox } = await startWorld({ granted, brokers })
  assert.deepEqual(
    await values(`
      local on = camera.start({ facing = "front", resolution = "1080p", target = "preview" })
      local taken = camera.capture(function(image) got = image end)
      return on, taken`),
    [true, true],
  )
  assert.deepEqual(await values('return got.data, got.width, got.height, got.type, got.error'), [
    '/9gB',
    1280,
    720,
    'jpeg',
    undefined,
  ])
  await values('camera.stop() camera.stop()')
  assert.deepEqual(opened, [{ facing: 'front', width: 1920, height: 1080, target: 'preview' }])
  assert.deepEqual(happened, ['on front', 'off'])
  assert.deepEqual(
    sandbox.audit.entries().map(({ action, subject, allowed }) => [action, subject, allowed]),
    [
      ['camera.start', 'front', true],
      ['camera.capture', 'camera', true],
    ],
  )
})

test('without the permission, without a start and with wrong arguments it raises', async () => {
  const { brokers, opened } = noteCamera()
  const refused = await startWorld({ brokers })
  for (const call of ['camera.start()', 'camera.capture(print)']) {
    assert.match(await refused.raised(call), /^permission\.denied: Cannot call camera\.\w+: the permission "camera"/)
  }
  assert.equal(refused.sandbox.audit.entries()[0]?.reason, 'permission.denied')

  const { raised } = await startWorld({ granted, brokers })
  assert.match(await raised('camera.capture(print)'), /^camera\.not_started: .* Call camera\.start first$/)
  assert.equal(
    await raised('camera.start({ facing = "up" })'),
    'argument.invalid: Cannot call camera.start: argument 1 (facing) is "up", it should be "back" or "front"',
  )
  assert.match(await raised('camera.start({ resolution = 720 })'), /\(resolution\) is a number, it should be "480p" or/)
  assert.match(await raised('camera.start({ zoom = 2 })'), /the unknown field "zoom"/)
  assert.match(await raised('camera.start("front")'), /argument 1 \(settings\) is a string, it should be a table/)
  assert.match(await raised('camera.capture()'), /argument 1 \(callback\) is missing, it should be a function/)
  assert.deepEqual(opened, [])
})

test('what the camera fails at is told, and nothing is left on', async () => {
  const broken: CameraBroker = {
    open: () => Promise.reject(new BrokerError('camera.unavailable', 'This device has no camera')),
  }
  const none = await startWorld({ granted, brokers: { camera: broken } })
  assert.equal(await none.told('camera.start()'), 'camera.unavailable: This device has no camera')

  const large = { ...jpeg, bytes: new Uint8Array(800_000) }
  const { brokers, happened } = noteCamera(() => Promise.resolve(large))
  const { values, sandbox } = await startWorld({ granted, brokers })
  await values('camera.start() camera.start() camera.capture(function(image) problem = image.error end)')
  assert.deepEqual(await values('return problem:match("^camera%.too_large: .* Use a lower resolution$") ~= nil'), [
    true,
  ])
  await sandbox.stop()
  assert.deepEqual(happened, ['on back', 'off', 'on back', 'off'])
})

test('a stop while the camera comes on wins, and few pictures are waited for at once', async () => {
  const opening = Promise.withResolvers<void>()
  const waiting = Promise.withResolvers<Picture>()
  const { brokers, happened } = noteCamera(() => waiting.promise)
  const { camera } = brokers
  const slow: CameraBroker = {
    async open(settings) {
      await opening.promise
      return camera.open(settings)
    },
  }
  const { run, values } = await startWorld({ granted, brokers: { camera: slow }, limits: { captures: 2 } })
  const starting = run('return camera.start()')
  await values('camera.stop()')
  opening.resolve()
  const outcome = await starting
  assert.deepEqual(outcome.ok && outcome.values, [undefined, 'camera.stopped: The camera was stopped before it was on'])
  assert.deepEqual(happened, ['on back', 'off'])
  assert.deepEqual(
    await values(
      'camera.start() local take = function() end return camera.capture(take), camera.capture(take), camera.capture(take)',
    ),
    [true, true, undefined, 'camera.busy: 2 pictures are being taken already'],
  )
})

test('nothing that an app puts into the settings is held', async () => {
  const { brokers } = noteCamera()
  const { values, sandbox } = await startWorld({ granted, brokers })
  await values(`for _ = 1, 50 do
    pcall(camera.start, { facing = print, resolution = { print, { print } } })
    pcall(camera.start, { target = {} })
    pcall(camera.capture, print, print)
  end`)
  assert.equal(sandbox.usage().functions, 0)
})

test('a camera goes off when the person takes the permission back', async () => {
  const { brokers, happened } = noteCamera()
  const { values, raised, sandbox } = await startWorld({ granted, brokers })
  await values('camera.start()')
  sandbox.grants.settle('camera', false)
  assert.deepEqual(happened, ['on back', 'off'])
  assert.match(await raised('camera.capture(print)'), /^permission\.denied/)
})
