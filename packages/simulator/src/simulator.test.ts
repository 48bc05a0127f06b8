import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PhoneView } from './protocol.ts'
import { startTestPhone } from './testing.ts'
import type { TestPhone } from './testing.ts'

const look = async ({ control }: TestPhone) => (await control('status')).value as PhoneView
const read = async ({ control }: TestPhone) => ((await control('text')).value as { text: string }).text

/** Waits until something is so: what happens in the app comes from another thread. */
async function until<Value>(
  work: () => Promise<Value | undefined | false> | Value | undefined | false,
): Promise<Value> {
  for (;;) {
    const value = await work()
    if (value !== undefined && value !== false) return value
    await new Promise((resolve) => void setImmediate(resolve))
  }
}

test('a phone is used by its verbs as by hand', async (t) => {
  const phone = await startTestPhone(t)
  assert.equal((await phone.control('tap', { selector: '#add' })).ok, true)
  assert.match(await read(phone), /^1$/m)
  await phone.control('type', { selector: '#name', text: 'Ada' })
  assert.deepEqual(
    (await phone.control('eval', { code: 'return count, document:GetElementById("name").value' })).value,
    {
      ok: true,
      text: '1\t"Ada"',
    },
  )
  await phone.control('tap', { selector: '#next' })
  assert.match(await read(phone), /Second screen/)
  await phone.control('back')
  assert.match(await until(async () => /Add/.test(await read(phone)) && read(phone)), /Add/)
  await phone.control('home')
  assert.equal((await look(phone)).status, 'home')
  await phone.control('open')
  assert.equal((await look(phone)).status, 'running')
  await phone.control('close')
  assert.equal((await look(phone)).status, 'closed')
  assert.deepEqual(await phone.control('tap', { selector: '#add' }), {
    ok: false,
    code: 'simulator.app_not_running',
    message: 'Cannot do this: the app is not running (closed)',
    fix: 'Open it: mosis sim open',
  })
})

test('what is around the app changes, within what phones have', async (t) => {
  const phone = await startTestPhone(t)
  await phone.control('size', { preset: 'large' })
  await phone.control('rotate')
  await phone.control('theme', { theme: 'dark' })
  await phone.control('locale', { locale: 'pt-BR' })
  await phone.control('text-size', { scale: 1.3 })
  await phone.control('network', { state: 'offline' })
  await phone.control('battery', { percent: 5 })
  assert.deepEqual((await look(phone)).surroundings, {
    width: 1280,
    height: 720,
    dpRatio: 2,
    theme: 'dark',
    textScale: 1.3,
    locale: 'pt-BR',
    network: 'offline',
    battery: { percent: 5, isCharging: false },
  })
  for (const [verb, args] of [
    ['size', { width: 10, height: 99_999 }],
    ['size', { preset: 'huge' }],
    ['size', { width: 'wide', height: 2 }],
    ['theme', { theme: 'pink' }],
    ['locale', { locale: 'not a language' }],
    ['text-size', { scale: Number.NaN }],
    ['battery', { percent: 101 }],
    ['location', { latitude: 91, longitude: 0 }],
    ['sensor', { sensor: 'nose', x: 1, y: 1, z: 1 }],
    ['camera', { base64: 'bm8gcGljdHVyZQ==' }],
    ['inspect', { kind: 'everything' }],
    ['swipe', { direction: 'inwards' }],
  ] as const) {
    const { ok, code } = await phone.control(verb, args)
    assert.deepEqual({ ok, code }, { ok: false, code: 'simulator.wrong_argument' }, `${verb} ${JSON.stringify(args)}`)
  }
  for (const verb of ['nothing', 'constructor', '__proto__']) {
    assert.equal((await phone.control(verb)).code, 'simulator.unknown_verb')
  }
})

test('a permission is asked once, the answer is kept over restarts, and it can be taken back', async (t) => {
  const phone = await startTestPhone(t)
  assert.deepEqual((await phone.control('tap', { selector: '#ask' })).value, { asked: 'contacts.read' })
  assert.match((await look(phone)).question?.description ?? '', /contacts/)
  await phone.control('answer', { answer: 'allow' })
  await until(async () => /^allowed$/m.test(await read(phone)))

  await phone.control('restart')
  await phone.control('tap', { selector: '#ask' })
  assert.equal((await look(phone)).question, null)
  assert.match(await read(phone), /^allowed$/m)

  await phone.control('permission', { permission: 'contacts.read', answer: 'denied' })
  await phone.control('tap', { selector: '#ask' })
  assert.match(await read(phone), /^denied$/m)
  assert.equal(
    (await phone.control('permission', { permission: 'camera', answer: 'granted' })).code,
    'simulator.unknown_permission',
  )
  assert.equal((await phone.control('answer', { answer: 'allow' })).code, 'simulator.not_asked')
})

test('a save keeps what can be kept and says so; a mistake leaves the last good screen, with its place', async (t) => {
  const phone = await startTestPhone(t, { isWatched: true })
  await phone.control('tap', { selector: '#add' })
  await phone.control('type', { selector: '#name', text: 'Ada' })

  await phone.write('assets/main.rcss', 'body { background-color: #ff0000; }\n')
  const styled = await until(async () => (await look(phone)).reload ?? undefined)
  assert.deepEqual(styled.paths, ['assets/main.rcss'])
  assert.equal(styled.isRestart, false)
  assert.match(await read(phone), /^1$/m)

  await phone.write('assets/main.lua', 'count = 0\nfunction add(\n')
  const problem = await until(async () => (await look(phone)).problem ?? undefined)
  assert.equal(problem.path, 'assets/main.lua')
  assert.ok(problem.excerpt.some(({ isFault }) => isFault))
  assert.match(await read(phone), /^1$/m)

  await phone.write('assets/main.lua', 'function add() end\nprint("mended")\n')
  const mended = await until(async () => ((await look(phone)).reload?.number === 2 ? look(phone) : undefined))
  assert.equal(mended.problem, null)
  assert.equal(mended.reload?.isRestart, true)
  const { value } = await phone.control('eval', { code: 'return document:GetElementById("name").value' })
  assert.deepEqual(value, { ok: true, text: '"Ada"' })
})

test('a project that cannot start says why, and starts by itself when it is mended', async (t) => {
  const phone = await startTestPhone(t, { isWatched: true, changed: { 'manifest.json': '{ "id": ' } })
  const broken = await look(phone)
  assert.equal(broken.status, 'broken')
  assert.equal(broken.problem?.path, 'manifest.json')
  const manifest = {
    id: 'com.example.counter',
    name: 'Counter',
    version: '1.0.0',
    version_code: 1,
    entry: 'assets/main.rml',
  }
  await phone.write('manifest.json', JSON.stringify({ ...manifest, min_mosis_version: '1.0.0' }))
  const { problem } = await until(async () => ((await look(phone)).status === 'running' ? look(phone) : undefined))
  assert.equal(problem, null)
})

test('an app that stops by itself leaves its report, and opens again', async (t) => {
  const forever = 'function add() end function ask() while true do end end\n'
  const phone = await startTestPhone(t, { changed: { 'assets/main.lua': forever } })
  for (let press = 0; press < 5; press++) await phone.control('tap', { selector: '#ask' })
  const { stop } = await until(async () => ((await look(phone)).status === 'stopped' ? look(phone) : undefined))
  assert.equal(stop?.title, 'Counter used more than it may')
  assert.match(stop?.code ?? '', /^limit\./)
  await phone.control('open')
  assert.equal((await look(phone)).status, 'running')
})
