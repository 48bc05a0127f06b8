import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createGrants } from '../index.ts'
import { startWorld } from '../../test/world.ts'

test('a person is asked once, and the answer holds', async () => {
  const { values, asked, sandbox } = await startWorld({
    granted: [],
    answer: (name) => Promise.resolve(name !== 'network.websocket'),
  })
  assert.deepEqual(
    await values('return permissions.request("network.internet"), permissions.request("network.internet")'),
    [true, true],
  )
  assert.deepEqual(await values('return permissions.request("network.websocket")'), [
    false,
    'permission.denied: The person did not allow "network.websocket"',
  ])
  assert.deepEqual(asked, ['network.internet', 'network.websocket'])
  assert.deepEqual(
    sandbox.audit.entries().map(({ subject, allowed }) => [subject, allowed]),
    [
      ['network.internet', true],
      ['network.websocket', false],
    ],
  )
})

test('handlers that ask for the same at once share one dialog', async () => {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const { run, asked } = await startWorld({ granted: [], answer: () => promise })
  const outcomes = [1, 2, 3].map(() => run('return permissions.request("network.internet")'))
  resolve(true)
  for (const outcome of await Promise.all(outcomes)) assert.deepEqual(outcome, { ok: true, values: [true] })
  assert.deepEqual(asked, ['network.internet'])
})

test('camera and location are asked for only within five seconds of a touch', async () => {
  const { sandbox, values, clock, asked } = await startWorld()
  assert.deepEqual(await values('return permissions.request("camera")'), [
    false,
    'permission.gesture_required: "camera" can be requested only within 5 seconds of a touch. Request it in a handler of one',
  ])
  sandbox.noteGesture()
  clock.advance(5001)
  assert.equal((await values('return permissions.request("camera")'))[0], false)
  sandbox.noteGesture()
  clock.advance(5000)
  assert.deepEqual(await values('return permissions.request("camera")'), [true])
  assert.deepEqual(asked, ['camera'])
  // Once granted, no touch is needed any more.
  clock.advance(60_000)
  assert.deepEqual(await values('return permissions.request("camera")'), [true])
})

test('what is unknown or undeclared raises; normal permissions hold once declared', async () => {
  const { values, asked, raised } = await startWorld({ declared: ['storage', 'install_packages'] })
  assert.match(await raised('permissions.request("camra")'), /^permission\.unknown: /)
  assert.match(await raised('permissions.request("camera")'), /^permission\.undeclared: .* Add it to "permissions"$/)
  assert.deepEqual(await values('return permissions.request("storage")'), [true])
  assert.equal((await values('return permissions.request("install_packages")'))[0], false)
  assert.deepEqual(asked, [])
})

test('permissions of the platform hold for its own apps only', () => {
  const declared = ['install_packages', 'camera']
  assert.equal(createGrants({ declared }).has('install_packages'), false)
  assert.equal(createGrants({ declared, isSystemApp: true }).has('install_packages'), true)
  assert.equal(createGrants({ declared, isSystemApp: true }).has('camera'), false)
  assert.equal(createGrants({ declared: [], granted: ['camera'] }).has('camera'), false)
  assert.throws(() => createGrants({ declared }).require('install_packages', 'install'), { code: 'permission.denied' })
})
