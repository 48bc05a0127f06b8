// What goes wrong in real life, at the programs that people use: each refusal has a stable code and leaves nothing half
// done, and the same program takes the right thing straight afterwards.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdir, rm, truncate, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { ApiError, apps, versions } from '@mosis/api'
import type { Line } from '@mosis/device'
import { generateSigningKey, writePackage } from '@mosis/format'
import { contentsOf } from '../folder.ts'
import { freePort, mosisMain, runProgram, startPortal } from '../programs.ts'
import type { Ended, Surroundings } from '../programs.ts'
import { smallApp } from '../sample-apps.ts'
import { joinPortal, people, startWorld, until } from '../world.ts'
import type { Developer, World } from '../world.ts'

const stranger = generateSigningKey()
let world: World
let desk: string

before(async () => {
  world = await startWorld()
  desk = join(world.folder, 'desk')
  await mkdir(desk)
})
after(() => world.close())

/** The command as the developer uses it who is signed in. */
function mosis(args: string[], surroundings: Partial<Surroundings> = {}): Promise<Ended> {
  const env = { MOSIS_HOME: join(desk, 'home'), MOSIS_PORTAL: world.url, MOSIS_TOKEN: world.developer.token }
  return runProgram([mosisMain, ...args], { cwd: desk, ...surroundings, env: { ...env, ...surroundings.env } })
}

/** Its exit code and the stable code of the refusal. */
async function refusal(args: string[], surroundings: Partial<Surroundings> = {}): Promise<[number, unknown]> {
  const { code, stdout } = await mosis([...args, '--json'], surroundings)
  const { error } = JSON.parse(stdout) as { error?: { code: string } }
  return [code, error?.code]
}

async function succeeds(args: string[], surroundings: Partial<Surroundings> = {}): Promise<Ended> {
  const ended = await mosis(args, surroundings)
  assert.equal(ended.code, 0, ended.stdout + ended.stderr)
  return ended
}

/** Puts a file on the desk and returns its name. */
async function file(name: string, bytes: Uint8Array): Promise<string> {
  await writeFile(join(desk, name), bytes)
  return name
}

const signed = (id: string, versionCode = 1, lua = '') => world.developer.build(smallApp(id, versionCode, lua))
const signedByStranger = (id: string, versionCode = 1) =>
  writePackage(smallApp(id, versionCode), { privateKeyPem: stranger.privateKeyPem })

const newApp = (id: string) => world.developer.call(apps.createApp, { body: { id, name: 'Small' } })

function upload(id: string, body: Uint8Array | ReadableStream<Uint8Array>, { call }: Developer = world.developer) {
  return call(versions.uploadVersion, { params: { app_id: id }, body })
}

/** Everything that the portal keeps of packages, finished or not. */
const stored = () => contentsOf(join(world.folder, 'packages'))

test('one flipped byte: command, portal and device refuse it for the same reason', async () => {
  const id = 'com.bad.flipped'
  // Short enough to be stored as it is, so that the text is found in the bytes.
  const good = world.developer.build(smallApp(id).set('assets/motto.lua', Buffer.from('return "carpe diem"')))
  const bad = Buffer.from(good)
  bad[good.indexOf('carpe')] = 'C'.charCodeAt(0)
  const [goodFile, badFile] = [await file('good.mosis', good), await file('flipped.mosis', bad)]
  const phone = join(desk, 'flipped-phone')
  await newApp(id)
  await succeeds(['device', 'list', '--data', phone])
  const before = [await stored(), await contentsOf(phone)]

  assert.deepEqual(await refusal(['publish', badFile]), [3, 'data-crc'])
  assert.deepEqual(await refusal(['device', 'install', badFile, '--data', phone]), [3, 'data-crc'])
  await assert.rejects(upload(id, bad), (error) => {
    assert.ok(error instanceof ApiError)
    assert.deepEqual([error.code, error.errors.map(({ code }) => code)], ['package.invalid', ['data-crc']])
    return true
  })
  assert.deepEqual([await stored(), await contentsOf(phone)], before)

  await succeeds(['publish', goodFile, '--no-wait'])
  await succeeds(['device', 'install', goodFile, '--data', phone])
})

test('a foreign key: neither the portal nor a device takes an update that is signed by another one', async () => {
  const id = 'com.bad.foreign'
  await world.publish(signed(id, 1))
  const phone = join(desk, 'foreign-phone')
  await succeeds(['device', 'install', id, '--data', phone])
  const [before, kept] = [await contentsOf(phone), await stored()]

  const foreign = await file('foreign.mosis', signedByStranger(id, 2))
  assert.deepEqual(await refusal(['device', 'install', foreign, '--data', phone]), [3, 'device.signer_changed'])
  assert.deepEqual(await contentsOf(phone), before)
  // Also with a second key of the same account: the app has its own.
  const { privateKeyPem } = await world.join(people.developer)
  await assert.rejects(upload(id, writePackage(smallApp(id, 2), { privateKeyPem })), { code: 'version.key_mismatch' })
  assert.deepEqual(await stored(), kept)

  await world.publish(signed(id, 2))
  await succeeds(['device', 'update', id, '--data', phone])
})

test('an unregistered key: the portal takes the package once the key is registered', async () => {
  const id = 'com.bad.unregistered'
  await newApp(id)
  const before = await stored()
  const packed = await file('unregistered.mosis', signedByStranger(id))
  assert.deepEqual(await refusal(['publish', packed]), [3, 'version.key_not_registered'])
  assert.deepEqual(await stored(), before)

  await succeeds(['keys', 'register', '--key', await file('stranger.pem', Buffer.from(stranger.privateKeyPem))])
  await succeeds(['publish', packed, '--no-wait'])
})

test('a lower or equal version_code is refused by the portal and by a device, and a higher one is taken', async () => {
  const id = 'com.bad.older'
  await newApp(id)
  const phone = join(desk, 'older-phone')
  const [lower, first, other, higher] = [
    await file('lower.mosis', signed(id, 4)),
    await file('first.mosis', signed(id, 5)),
    await file('equal.mosis', signed(id, 5, '-- other contents')),
    await file('higher.mosis', signed(id, 6)),
  ]
  await succeeds(['publish', first, '--no-wait'])
  await succeeds(['device', 'install', first, '--data', phone])
  const before = [await stored(), await contentsOf(phone)]

  assert.deepEqual(await refusal(['publish', lower]), [6, 'version.code_not_higher'])
  assert.deepEqual(await refusal(['publish', other]), [6, 'version.exists'])
  assert.deepEqual(await refusal(['device', 'install', lower, '--data', phone]), [6, 'device.not_newer'])
  assert.deepEqual(await refusal(['device', 'install', other, '--data', phone]), [6, 'device.not_newer'])
  assert.deepEqual([await stored(), await contentsOf(phone)], before)

  await succeeds(['publish', higher, '--no-wait'])
  await succeeds(['device', 'install', higher, '--data', phone])
})

test('a taken app id: nobody else publishes under it', async () => {
  const id = 'com.bad.taken'
  await newApp(id)
  const rival = await world.join({ email: 'rival@mosis.test', name: 'Rival', password: 'rival rival rival' })
  const asRival = { env: { MOSIS_TOKEN: rival.token } }
  const packed = await file('taken.mosis', rival.build(smallApp(id)))
  assert.deepEqual(await refusal(['publish', packed, '--create'], asRival), [6, 'app.id_taken'])
  await assert.rejects(upload(id, rival.build(smallApp(id)), rival), { code: 'app.not_found' })

  const own = await file('own.mosis', rival.build(smallApp('com.bad.own')))
  await succeeds(['publish', own, '--create', '--no-wait'], asRival)
})

test('an upload that is cut in the middle leaves nothing, and the same upload goes through afterwards', async () => {
  const id = 'com.bad.cut'
  await newApp(id)
  const bytes = signed(id)
  const before = await stored()
  const socket = connect(Number(new URL(world.url).port), '127.0.0.1')
  socket.write(
    [
      `POST /v1/apps/${id}/versions HTTP/1.1`,
      'host: portal.test',
      `authorization: Bearer ${world.developer.token}`,
      'content-type: application/octet-stream',
      `content-length: ${bytes.length}`,
      '\r\n',
    ].join('\r\n'),
  )
  socket.write(bytes.subarray(0, bytes.length / 2))
  const count = async () => Object.keys(await stored()).length
  await until(count, (files) => files > Object.keys(before).length)
  socket.destroy()
  await until(count, (files) => files === Object.keys(before).length)
  assert.deepEqual(await stored(), before)

  const { state } = await upload(id, bytes)
  assert.equal(state, 'draft')
})

test('51 MB are refused by command, portal and device, announced or not', async () => {
  const id = 'com.bad.large'
  await newApp(id)
  const large = await file('large.mosis', Buffer.alloc(0))
  await truncate(join(desk, large), 51 * 1024 * 1024)
  const phone = join(desk, 'large-phone')
  await succeeds(['device', 'list', '--data', phone])
  const before = [await stored(), await contentsOf(phone)]

  assert.deepEqual(await refusal(['publish', large]), [3, 'package-too-large'])
  assert.deepEqual(await refusal(['device', 'install', large, '--data', phone]), [3, 'package-too-large'])
  await assert.rejects(upload(id, new Uint8Array(51 * 1024 * 1024)), { code: 'upload.too_large' })
  await assert.rejects(upload(id, endless()), { code: 'upload.too_large' })
  assert.deepEqual([await stored(), await contentsOf(phone)], before)

  await upload(id, signed(id))
})

/** Bytes without an end, so without a length that could be announced. */
function endless(): ReadableStream<Uint8Array> {
  return new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(1024 * 1024)) })
}

const offline = 'a portal that is not there: everything that needs it says so within seconds, and installed apps go on'
test(offline, { timeout: 30_000 }, async () => {
  const phone = join(desk, 'offline-phone')
  const packed = await file('offline.mosis', signed('com.bad.offline'))
  await succeeds(['device', 'install', packed, '--data', phone])
  const env = { MOSIS_PORTAL: `http://127.0.0.1:${await freePort()}` }
  const refusals = [['status'], ['publish', packed], ['device', 'install', 'com.bad.any', '--data', phone]].map(
    (args) => refusal(args, { env }),
  )
  assert.deepEqual(await Promise.all(refusals), [
    [7, 'portal.unreachable'],
    [7, 'portal.unreachable'],
    [7, 'device.portal_unreachable'],
  ])

  const ran = await succeeds(['device', 'run', 'com.bad.offline', '--data', phone, '--for', '10ms'], { env })
  assert.match(ran.stdout, /Hello from version 1/)
})

/** A place where no large file can be written, and how a program is started there. */
interface LittleRoom {
  folder: string
  limits: Pick<Surroundings, 'maxFileBytes'>
  leave(): Promise<void>
}

const roomBytes = 6 * 1024 * 1024

/** The two ways in which a disk can be full for a program: really, or by a limit. */
const littleRooms: Record<string, () => Promise<LittleRoom | string>> = {
  async 'a disk that is full'() {
    const folder = join(desk, 'small-disk')
    await mkdir(folder)
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${roomBytes}`, 'tmpfs', folder], { stdio: 'ignore' })
    } catch {
      return 'mounting a small disk is not allowed here'
    }
    return { folder, limits: {}, leave: async () => void execFileSync('umount', [folder]) }
  },
  async 'a file-size limit'() {
    if (process.platform === 'win32') return 'there is no such limit on Windows'
    const folder = join(desk, 'limited')
    await mkdir(folder)
    return { folder, limits: { maxFileBytes: roomBytes }, leave: () => rm(folder, { recursive: true }) }
  },
}

for (const [name, enter] of Object.entries(littleRooms)) {
  test(`${name}: portal and device say so, keep nothing of it, and take what fits`, async (t) => {
    const room = await enter()
    if (typeof room === 'string') return t.skip(room)
    const { folder, limits } = room
    try {
      await Promise.all([portalWithLittleRoom(folder, limits), deviceWithLittleRoom(folder, limits)])
    } finally {
      await room.leave()
    }
  })
}

async function portalWithLittleRoom(folder: string, limits: LittleRoom['limits']) {
  const id = 'com.bad.full'
  const portal = await startPortal(folder, { LOG_LEVEL: 'error' }, limits)
  try {
    const developer = await joinPortal(portal.url, people.developer)
    await developer.call(apps.createApp, { body: { id, name: 'Small' } })
    await assert.rejects(upload(id, new Uint8Array(2 * roomBytes), developer), { code: 'disk_full' })
    assert.deepEqual(await contentsOf(join(folder, 'packages')), {})
    await upload(id, developer.build(smallApp(id)), developer)
  } finally {
    assert.equal(await portal.stop(), 0)
  }
}

async function deviceWithLittleRoom(folder: string, limits: LittleRoom['limits']) {
  const id = 'com.bad.noroom'
  const large = smallApp(id, 2).set(
    'assets/large.json',
    Buffer.from(JSON.stringify(randomBytes(4_000_000).toString('hex'))),
  )
  const [small, update] = [
    await file('small.mosis', signed(id)),
    await file('update.mosis', world.developer.build(large)),
  ]
  const phone = join(folder, 'phone')
  await succeeds(['device', 'install', small, '--data', phone], limits)
  const before = await contentsOf(phone)
  assert.deepEqual(await refusal(['device', 'install', update, '--data', phone], limits), [1, 'device.disk_full'])
  assert.deepEqual(await contentsOf(phone), before)
  const ran = await succeeds(['device', 'run', id, '--data', phone, '--for', '10ms'], limits)
  assert.match(ran.stdout, /Hello from version 1/)
}

const forEver = 'while true do end'
const allMemory = 'local hoard = {} while true do hoard[#hoard + 1] = ("x"):rep(100000) .. #hoard end'
/** Takes every failure for a reason to go on. */
const allMemoryForEver = `while true do pcall(function() ${allMemory} end) end`

/** What a run told of errors, and its exit code. */
async function errorsOf(name: string, lua: string): Promise<[number, ...string[]]> {
  const packed = await file(`${name}.mosis`, signed(`com.bad.${name}`, 1, lua))
  const { code, stdout } = await mosis(['run', packed, '--for', '100ms', '--json'])
  const lines = stdout.split('\n').filter((line) => line !== '')
  const errors = lines
    .map((line) => JSON.parse(line) as Line)
    .flatMap((line) => (line.type === 'error' ? [line.code] : []))
  return [code, ...errors]
}

test('Lua that loops for ever is cut off with exit code 3; for want of memory a script fails like for any error', async () => {
  assert.deepEqual(
    await Promise.all([
      errorsOf('loop', forEver),
      errorsOf('hoardloop', allMemoryForEver),
      errorsOf('hoard', allMemory),
    ]),
    [
      [3, 'limit.instructions', 'document.cut_off'],
      [3, 'limit.instructions', 'document.cut_off'],
      [0, 'limit.memory'],
    ],
  )
})

test('on a device such apps end alone: the others go on, and the next one starts', async () => {
  const phone = await world.device('greedy-phone')
  const start = async (name: string, lua = '') => {
    const id = `com.greedy.${name}`
    await phone.apps.install({ file: join(desk, await file(`${id}.mosis`, signed(id, 1, lua))) })
    return phone.runApp({ appId: id })
  }
  const good = await start('good')
  await good.click('#add')
  const [loop, hoard, press] = await Promise.all([
    start('loop', forEver),
    start('hoard', allMemoryForEver),
    start('press', `function add() ${forEver} end`),
  ])
  for (const { stopped } of [loop, hoard]) {
    const { reason, code } = await stopped
    assert.deepEqual([reason, code], ['limit', 'document.cut_off'])
  }
  // A handler that is cut off does not end the app; five within a minute do.
  for (let presses = 0; presses < 4; presses++) await press.click('#add')
  assert.match(await press.screenText(), /Pressed 0/)
  await press.click('#add')
  const { reason, code } = await press.stopped
  assert.deepEqual([reason, code], ['limit', 'limit.cut_offs'])

  await good.click('#add')
  assert.match(await good.screenText(), /Pressed 2/)
  await good.stop()
  const next = await start('next')
  assert.match(await next.screenText(), /Pressed 0/)
  await next.stop()
})
