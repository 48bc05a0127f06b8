import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inflateSync } from 'node:zlib'
import type { Clock, Picture, Sound } from '@mosis/sandbox'
import { createRemoteSources } from '../app-worker/remote-sources.ts'
import { serveSources } from '../serve-sources.ts'
import { createFakeSources } from './fake-sources.ts'
import type { FakeHappening, FakeValues } from './fake-values.ts'
import { drawTestPicture, readPicture } from './pictures.ts'
import { readWav } from './sounds.ts'

/** A clock that stands still until the test lets time pass. */
function manualClock(): Clock & { advance: (ms: number) => void } {
  let nowMs = 0
  const timers = new Set<{ dueMs: number; run: () => void }>()
  return {
    now: () => nowMs,
    setTimer(delayMs, run) {
      const timer = { dueMs: nowMs + delayMs, run }
      timers.add(timer)
      return timer
    },
    clearTimer: (timer) => void timers.delete(timer as { dueMs: number; run: () => void }),
    advance(ms) {
      const untilMs = nowMs + ms
      for (;;) {
        const due = [...timers].filter(({ dueMs }) => dueMs <= untilMs).sort((a, b) => a.dueMs - b.dueMs)[0]
        if (!due) break
        timers.delete(due)
        nowMs = due.dueMs
        due.run()
      }
      nowMs = untilMs
    },
  }
}

/** A made-up phone as an app's thread reaches it, without the thread between. */
function openPhone(values?: FakeValues) {
  const clock = manualClock()
  const phone = createFakeSources(values, { clock })
  const happened: FakeHappening[] = []
  phone.watch((happening) => happened.push(happening))
  const server = serveSources({
    sources: phone.sources,
    appId: 'com.example.app',
    tell: (number, event) => remote.receive(number, structuredClone(event)),
  })
  const remote = createRemoteSources({
    ask: async (call) => structuredClone(await server.answer(structuredClone(call))),
    tell: (command) => server.take(structuredClone(command)),
  })
  return { ...remote.brokers, phone, happened, server, clock }
}

const back = { facing: 'back', width: 64, height: 48 } as const

test('a camera without a picture sees a proper test picture of the size that is asked for', async () => {
  const { camera, happened, server } = openPhone()
  const seen: (Picture | null)[] = []
  server.watchVideo((_, picture) => seen.push(picture))
  const opened = await camera.open(back)
  const picture = await opened.takePicture()
  assert.deepEqual([picture.type, picture.width, picture.height], ['image/png', 64, 48])
  assert.deepEqual(readPicture(picture.bytes), picture)
  const data = Buffer.from(picture.bytes)
  const pixels = inflateSync(data.subarray(41, 41 + data.readUInt32BE(33)))
  assert.equal(pixels.length, (64 * 3 + 1) * 48)
  opened.close()
  await assert.rejects(opened.takePicture(), { code: 'camera.closed' })
  assert.deepEqual(
    seen.map((picture) => picture?.width ?? null),
    [64, null],
  )
  assert.deepEqual(happened, [
    { kind: 'camera', isOn: true, facing: 'back' },
    { kind: 'camera', isOn: false, facing: 'back' },
  ])
})

test('the picture of a camera can be another one while it is on', async () => {
  const { camera, phone, server } = openPhone({ picture: drawTestPicture(10, 20).bytes })
  const seen: (number | undefined)[] = []
  server.watchVideo((_, picture) => seen.push(picture?.width))
  const opened = await camera.open(back)
  assert.equal((await opened.takePicture()).width, 10)
  phone.set({ picture: drawTestPicture(30, 20).bytes })
  assert.equal((await opened.takePicture()).width, 30)
  assert.deepEqual(seen, [10, 30])
  assert.throws(() => phone.set({ picture: Uint8Array.of(1, 2, 3) }), /neither PNG nor JPEG/)
  phone.set({ picture: null })
  await assert.rejects(opened.takePicture(), { code: 'camera.unavailable' })
  server.close()
  assert.equal(phone.state().cameras, 0)
})

test('a JPEG picture is known by its frame', () => {
  const jpeg = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xff, 0xc2, 0, 11, 8, 1, 0x2c, 2, 0x58, 1, 1, 1)
  const { type, width, height } = readPicture(jpeg)!
  assert.deepEqual([type, width, height], ['image/jpeg', 600, 300])
  for (let length = 0; length < jpeg.length - 4; length++)
    assert.equal(readPicture(jpeg.subarray(0, length)), undefined)
})

test('a microphone hears its sound over and over, at the rate and with the channels that are asked for', async () => {
  const samples = [100, -100, 50]
  const wav = Buffer.alloc(44 + samples.length * 2)
  wav.write('RIFF\0\0\0\0WAVEfmt ', 'latin1')
  wav.writeUInt32LE(16, 16)
  wav.writeUInt16LE(1, 20)
  wav.writeUInt16LE(1, 22)
  wav.writeUInt32LE(1000, 24)
  wav.writeUInt16LE(16, 34)
  wav.write('data', 36, 'latin1')
  wav.writeUInt32LE(samples.length * 2, 40)
  for (const [index, sample] of samples.entries()) wav.writeInt16LE(sample, 44 + index * 2)
  assert.equal(readWav(wav.subarray(0, 40)), undefined)
  const { microphone, happened } = openPhone({ sound: wav })
  const opened = await microphone.open({ sampleRate: 2000, channels: 2 })
  const sound: Sound = await opened.stop(4)
  assert.deepEqual(sound, {
    sampleRate: 2000,
    channels: 2,
    samples: Int16Array.from([100, 100, 100, 100, -100, -100, -100, -100, 50, 50, 50, 50, 100, 100, 100, 100]),
  })
  assert.deepEqual(
    happened.map((happening) => 'isOn' in happening && happening.isOn),
    [true, false],
  )
})

test('a phone walks a track, and its sensors read a script', () => {
  const { location, sensors, clock, phone } = openPhone({
    position: [
      { atMs: 0, latitude: 1, longitude: 2 },
      { atMs: 1000, latitude: 3, longitude: 4, accuracy: 50, speed: 2 },
    ],
    readings: { heartrate: [{ atMs: 500, bpm: 80 }] },
  })
  const positions: unknown[] = []
  const beats: unknown[] = []
  const failed = (code: string) => positions.push(code)
  const stop = location.watch({ moved: (position) => positions.push(position), failed })
  sensors.watch('heartrate', { read: (reading) => beats.push(reading), failed })
  assert.deepEqual(positions, [{ latitude: 1, longitude: 2, accuracy: 5 }])
  clock.advance(999)
  assert.deepEqual(beats, [{ bpm: 80 }])
  assert.equal(positions.length, 1)
  clock.advance(1)
  assert.deepEqual(positions[1], { latitude: 3, longitude: 4, accuracy: 50, speed: 2 })
  stop()
  phone.set({ position: { latitude: 9, longitude: 9 } })
  assert.equal(positions.length, 2)
  assert.deepEqual(phone.state().position, { latitude: 9, longitude: 9, accuracy: 5 })
})

test('what the phone does not have is said for each thing', async () => {
  const none: FakeValues = {
    picture: null,
    sound: null,
    position: null,
    readings: { gyroscope: null },
    clipboard: null,
    notifications: null,
    contacts: null,
    devices: null,
  }
  const { camera, microphone, location, sensors, clipboard, notifications, contacts, bluetooth } = openPhone(none)
  const failures: string[] = []
  const note = { failed: (code: string) => failures.push(code), moved: () => undefined, read: () => undefined }
  location.watch(note)
  sensors.watch('gyroscope', note)
  assert.deepEqual(failures, ['location.unavailable', 'sensors.unavailable'])
  for (const [module, asking] of Object.entries({
    camera: camera.open(back),
    microphone: microphone.open({ sampleRate: 8000, channels: 1 }),
    location: location.locate(),
    clipboard: clipboard.read(),
    notifications: notifications.show({ title: 'a', body: '' }),
    contacts: contacts.query({ text: '', limit: 1, offset: 0 }),
    bluetooth: bluetooth.connect('AA', { data: () => undefined, closed: () => undefined }),
  })) {
    await assert.rejects(asking, { code: `${module}.unavailable` })
  }
})

test('what apps do with clipboard, notifications, contacts and devices can be seen', async () => {
  const heard: string[] = []
  const { clipboard, notifications, contacts, bluetooth, phone, happened } = openPhone({
    clipboard: 'before',
    contacts: [{ name: 'Zoe' }, { name: 'Ann', email: 'ann@example.com' }],
    devices: [{ address: 'AA:01', name: 'Scale', answer: (bytes) => Uint8Array.of(bytes.length) }],
  })
  assert.equal(await clipboard.read(), 'before')
  await clipboard.write('after')
  await notifications.show({ title: 'Tea', body: 'ready' })
  const id = await contacts.add({ name: 'Bo', phone: '1', email: '' })
  await contacts.update(id, { email: 'bo@example.com' })
  const found = await contacts.query({ text: 'EXAMPLE', limit: 10, offset: 0 })
  assert.deepEqual(
    found.map(({ name }) => name),
    ['Ann', 'Bo'],
  )
  await contacts.delete(id)
  await assert.rejects(contacts.delete(id), { code: 'contacts.not_found' })
  const near: string[] = []
  const stop = await bluetooth.scan(({ name }) => near.push(name))
  stop()
  const connection = await bluetooth.connect('AA:01', {
    data: (bytes) => heard.push(`heard ${bytes.join(' ')}`),
    closed: () => heard.push('closed'),
  })
  await connection.send(Uint8Array.of(7, 8, 9))
  phone.sendFromDevice('AA:01', Uint8Array.of(1))
  assert.equal(phone.state().devices?.[0]?.isConnected, true)
  phone.dropDevice('AA:01')
  await assert.rejects(connection.send(Uint8Array.of(1)), { code: 'bluetooth.closed' })
  assert.deepEqual(near, ['Scale'])
  assert.deepEqual(heard, ['heard 3', 'heard 1', 'closed'])
  assert.equal(phone.state().clipboard, 'after')
  assert.deepEqual(phone.state().notifications, [{ title: 'Tea', body: 'ready', appId: 'com.example.app' }])
  assert.deepEqual(
    happened.map(({ kind }) => kind),
    ['clipboard', 'notification', 'contacts', 'contacts', 'contacts', 'bluetooth', 'bluetooth', 'bluetooth'],
  )
})

test('what an app opened is ended with it, also what was still opening', async () => {
  const { camera, bluetooth, phone, server } = openPhone({ devices: [{ address: 'AA:01', name: 'Scale' }] })
  await camera.open(back)
  await bluetooth.connect('AA:01', { data: () => undefined, closed: () => undefined })
  const late = openPhone()
  const opening = late.server.answer({ op: 'camera-open', number: 1, settings: back })
  late.server.take({ op: 'end', number: 1 })
  await opening
  assert.equal(late.phone.state().cameras, 0)
  server.close()
  assert.deepEqual([phone.state().cameras, phone.state().devices?.[0]?.isConnected], [0, false])
})

test('an app that is not to be seen sees and hears nothing', async () => {
  const { camera, microphone, clipboard, phone, server } = openPhone({ clipboard: 'text' })
  const opened = await camera.open(back)
  await microphone.open({ sampleRate: 8000, channels: 1 })
  server.setHidden(true)
  assert.deepEqual([phone.state().cameras, phone.state().microphones], [0, 0])
  await assert.rejects(opened.takePicture(), { code: 'camera.closed' })
  await assert.rejects(camera.open(back), { code: 'camera.unavailable' })
  await assert.rejects(microphone.open({ sampleRate: 8000, channels: 1 }), { code: 'microphone.unavailable' })
  assert.equal(await clipboard.read(), 'text')
  server.setHidden(false)
  await camera.open(back)
  assert.equal(phone.state().cameras, 1)
})
