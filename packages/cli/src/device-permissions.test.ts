import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newMachine } from './testing.ts'

test('what an installed app may do is shown, changed, and forgotten with the app', async (t) => {
  const { mosis, json, read, write } = newMachine(t)
  await mosis('init', 'app', '--yes')
  const manifest = JSON.parse(read('app/manifest.json').toString()) as Record<string, unknown>
  write('app/manifest.json', JSON.stringify({ ...manifest, permissions: ['storage', 'camera', 'contacts.read'] }))
  write('app/assets/scripts/app.lua', 'print(permissions.request("contacts.read"))')
  await mosis('keys', 'generate')
  await mosis('build', 'app', '--out', 'x.mosis')
  await mosis('device', 'install', 'x.mosis', '--accept-permissions')
  const id = 'com.example.app'
  assert.match(
    (await mosis('device', 'permissions', id)).stdout,
    /^storage +granted +normal\ncamera +ask +dangerous\ncontacts\.read +ask +dangerous\n$/,
  )
  const run = async () => (await mosis('device', 'run', id, '--for', '200ms')).stdout
  assert.match(await run(), /permission\.denied/)
  const changed = await json('device', 'permissions', id, '--grant', 'contacts.read', '--deny', 'camera')
  assert.deepEqual(changed['permissions'], [
    { permission: 'storage', risk: 'normal', standing: 'granted' },
    { permission: 'camera', risk: 'dangerous', standing: 'denied' },
    { permission: 'contacts.read', risk: 'dangerous', standing: 'granted' },
  ])
  assert.match(await run(), /^true$/m)
  const refused = await mosis('device', 'permissions', id, '--grant', 'storage')
  assert.match(refused.stderr, /nobody is asked for it \(device\.not_asked_for\)/)
  await mosis('device', 'uninstall', id)
  await mosis('device', 'install', 'x.mosis', '--accept-permissions')
  assert.match(await run(), /permission\.denied/)
})
