import assert from 'node:assert/strict'
import { readdirSync, renameSync } from 'node:fs'
import { test } from 'node:test'
import { readPackage } from '@mosis/format'
import { startWorld } from '@mosis/testkit'
import { newMachine } from './testing.ts'
import type { TestMachine } from './testing.ts'

/** A machine with a project in `app` and the default key. */
async function withApp(t: Parameters<typeof newMachine>[0]): Promise<TestMachine> {
  const machine = newMachine(t)
  await machine.mosis('init', 'app', '--yes')
  await machine.mosis('keys', 'generate')
  return machine
}

function setVersion({ read, write }: Pick<TestMachine, 'read' | 'write'>, code: number): void {
  const manifest = JSON.parse(read('app/manifest.json').toString()) as object
  write('app/manifest.json', JSON.stringify({ ...manifest, version: `${code}.0.0`, version_code: code }))
}

test('after a handover builds are signed by the new key, carry the lineage, and every command tells of it', async (t) => {
  const machine = await withApp(t)
  const { mosis, json, read, path } = machine
  await mosis('build', 'app', '--out', '1.mosis')
  const rotated = await json('keys', 'rotate', 'app')
  const [old, next] = [rotated['old_key'], rotated['new_key']] as Record<'name' | 'key_id', string>[]
  assert.ok(old && next)
  assert.deepEqual([rotated.exit, old.name, next.name], [0, 'default', 'default-2'])
  assert.deepEqual([rotated['min_version_code'], rotated['registered_at']], [2, null])
  setVersion(machine, 2)
  assert.equal((await mosis('build', 'app', '--out', '2.mosis')).code, 0)
  const { signer, lineage, files } = readPackage(read('2.mosis'))
  assert.equal(signer?.keyId, next.key_id)
  assert.deepEqual(
    lineage.map(({ oldKeyId, newKeyId, minVersionCode }) => [oldKeyId, newKeyId, minVersionCode]),
    [[old.key_id, next.key_id, 2]],
  )
  assert.deepEqual([...files.keys()], [...readPackage(read('1.mosis')).files.keys()])
  assert.deepEqual((await json('validate', '2.mosis'))['findings'], [])

  const handedOver = new RegExp(
    `Handed over\\n  from version_code 2 on\\n    by ${old.key_id}\\n    to ${next.key_id}\\n`,
  )
  assert.match((await mosis('inspect', '2.mosis')).stdout, handedOver)
  assert.match(
    (await mosis('verify', '2.mosis')).stdout,
    new RegExp(`your key default-2\\)\\n  before it by  ${old.key_id}`),
  )
  const strict = await mosis('verify', '2.mosis', '--key', 'default')
  assert.equal(strict.code, 3)
  assert.match(strict.stderr, /signature\.other_key\)\n.*That key handed the app over to this one/)
  const change = await json('diff', '1.mosis', '2.mosis')
  assert.deepEqual(change['signer'], { before: old.key_id, after: next.key_id, changed: true, handed_over: true })
  await mosis('sign', '2.mosis', '--key', 'default', '--out', 'back.mosis')
  assert.match((await mosis('diff', '2.mosis', 'back.mosis')).stdout, /did not hand over to it: devices refuse that/)

  // A second one goes on where the first ended.
  const second = (await json('keys', 'rotate', 'app'))['new_key'] as Record<string, string>
  assert.equal((await json('build', 'app', '--out', '3.mosis'))['key_id'], second['key_id'])
  assert.equal(readPackage(read('3.mosis')).lineage.length, 2)
  assert.deepEqual(readdirSync(path('app/META-INF')), ['LINEAGE'])
})

test('what cannot be a handover is refused, and the project stays as it was', async (t) => {
  const { mosis, read, path, home } = await withApp(t)
  const unknown = await mosis('keys', 'rotate', 'app', '--from', 'nope')
  assert.equal(unknown.code, 5)
  assert.match(unknown.stderr, /There is no signing key "nope" \(key\.not_found\)/)
  assert.equal((await mosis('keys', 'rotate', 'missing')).code, 5)
  assert.equal((await mosis('keys', 'rotate', 'app', '--min-version-code', '0')).code, 2)
  assert.deepEqual(readdirSync(`${home}/config/keys`), ['default.pem'])
  assert.deepEqual(readdirSync(path('app')).includes('META-INF'), false)
  await mosis('keys', 'rotate', 'app')
  const before = read('app/META-INF/LINEAGE')
  const again = await mosis('keys', 'rotate', 'app', '--from', 'default')
  assert.equal(again.code, 2)
  assert.match(again.stderr, /it was handed over to "default-2",.*\(key\.replaced\)\n.*--key default-2/)
  const back = await mosis('keys', 'rotate', 'app', '--to', 'default')
  assert.equal(back.code, 6)
  assert.match(back.stderr, /"default": it signed this app before \(key\.used_before\)\n.*--to default-3/)
  assert.equal((await mosis('build', 'app', '--key', 'default')).code, 2)
  renameSync(`${home}/config/keys/default-2.pem`, path('kept.pem'))
  const away = await mosis('build', 'app')
  assert.equal(away.code, 5)
  assert.match(away.stderr, /is not on this machine, and it signs this app \(key\.not_found\)/)
  assert.equal((await mosis('build', 'app', '--key', './kept.pem')).code, 0)
  assert.deepEqual(read('app/META-INF/LINEAGE'), before)
})

test('portal and devices follow a handover, and nobody who goes back behind it', async (t) => {
  const world = await startWorld({ settings: { AUTO_APPROVE: '1' } })
  t.after(() => world.close())
  const machine = await withApp(t)
  const { mosisIn, path } = machine
  const env = { MOSIS_PORTAL: world.url, MOSIS_PASSWORD: 'correct horse battery' }
  const mosis = (...argv: string[]) => mosisIn({ env }, ...argv)
  const publish = (what: string) => mosis('publish', what, '--create', '--wait', '30s')
  const ok = async (line: ReturnType<typeof mosis>) => {
    const { code, stdout, stderr } = await line
    assert.equal(code, 0, stdout + stderr)
    return stdout
  }
  await ok(mosis('login', '--register', '--email', 'dev@example.test', '--name', 'Dev'))
  await ok(publish('app'))
  await ok(mosis('device', 'install', 'com.example.app'))
  await ok(mosis('device', 'install', 'com.example.app', '--data', path('late')))

  assert.match(await ok(mosis('keys', 'rotate', 'app')), /The new key is registered at http/)
  setVersion(machine, 2)
  await ok(publish('app'))
  assert.match(await ok(mosis('device', 'update')), /^Updated App 2\.0\.0/)

  setVersion(machine, 3)
  renameSync(path('app/META-INF'), path('kept'))
  await ok(mosis('build', 'app', '--key', 'default', '--out', 'old.mosis'))
  await ok(mosis('build', 'app', '--key', 'default-2', '--out', 'bare.mosis'))
  renameSync(path('kept'), path('app/META-INF'))
  const byOld = await publish('old.mosis')
  assert.equal(byOld.code, 3)
  assert.match(byOld.stderr, /\(version\.key_mismatch\)/)
  assert.match((await mosis('device', 'install', 'old.mosis')).stderr, /\(device\.signer_changed\)/)
  const withoutLineage = await publish('bare.mosis')
  assert.equal(withoutLineage.code, 3)
  assert.match(withoutLineage.stderr, /\(version\.lineage_missing\)\n.*META-INF\/LINEAGE/)
  // This is why: a device that skipped version 2 could never update again.
  const late = await mosis('device', 'install', 'bare.mosis', '--data', path('late'))
  assert.match(late.stderr, /\(device\.signer_changed\)/)

  await ok(publish('app'))
  for (const data of [[], ['--data', path('late')]]) {
    assert.match(await ok(mosis('device', 'update', ...data)), /^Updated App 3\.0\.0/)
  }
})
