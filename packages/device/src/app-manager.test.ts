import assert from 'node:assert/strict'
import { mkdtemp, readFile, readdir, readlink, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { extendLineage, PackageError, readPackage } from '@mosis/format'
import { createDevice } from './device.ts'
import type { DeviceOptions } from './device.ts'
import { DeviceError } from './errors.ts'
import type { DeviceErrorCode } from './errors.ts'
import type { Progress } from './install.ts'
import { openLocks } from './lock.ts'
import { developer, samplePackage, stranger } from './sample-package.ts'

const id = 'com.example.clock'

async function openDevice(t: TestContext, options: Partial<DeviceOptions> = {}) {
  const dataRoot = await mkdtemp(join(tmpdir(), 'mosis-device-'))
  t.after(() => rm(dataRoot, { recursive: true, force: true }))
  const reopen = () => createDevice({ dataRoot, clock, ...options })
  return { dataRoot, reopen, ...(await reopen()) }
}

let time = Date.UTC(2026, 10, 21)
const clock = { now: () => (time += 1000) }

const refuses = (code: DeviceErrorCode) => (error: unknown) => {
  assert.ok(error instanceof DeviceError, String(error))
  assert.equal(error.code, code)
  assert.doesNotMatch(`${error.message} ${error.fix}`, /\{\w+\}/, 'every place of the text is filled')
  return true
}

const shownVersion = async (dataRoot: string) =>
  /Version (\d+)/.exec(await readFile(join(dataRoot, 'apps', id, 'package', 'assets', 'main.rml'), 'utf8'))?.[1]

test('an installed app has the documented layout, and its progress goes through every stage', async (t) => {
  const { apps, dataRoot } = await openDevice(t)
  const file = join(dataRoot, 'clock.mosis')
  await writeFile(file, samplePackage({ permissions: ['storage', 'network.internet'] }))
  const stages: Progress[] = []
  const app = await apps.install({ file }, { onProgress: (progress) => stages.push(progress) })
  assert.deepEqual(
    [...new Set(stages.map(({ stage }) => stage))],
    ['verifying', 'extracting', 'registering', 'complete'],
  )
  assert.deepEqual((await readdir(join(dataRoot, 'apps', id))).sort(), ['cache', 'data', 'db', 'package', 'versions'])
  assert.equal(await readlink(join(dataRoot, 'apps', id, 'package')), `versions/${app.folder}`)
  assert.deepEqual((await readdir(join(dataRoot, 'apps', id, 'package'))).sort(), ['assets', 'manifest.json'])
  assert.deepEqual((await readdir(dataRoot)).sort(), ['apps', 'backups', 'clock.mosis', 'config', 'downloads'])
  assert.deepEqual(await apps.list(), [app])
  assert.equal(app.key_id, developer.keyId)
  assert.deepEqual(app.permissions, ['storage', 'network.internet'])
  assert.match(app.folder, new RegExp(`^1-${app.mf_sha256.slice(0, 16)}$`))
})

test('an update switches the version, keeps installed_at and snapshots the data', async (t) => {
  const { apps, dataRoot } = await openDevice(t)
  const first = await apps.install({ bytes: samplePackage({ versionCode: 1 }) })
  await writeFile(join(dataRoot, 'apps', id, 'data', 'note.txt'), 'from version 1')
  const second = await apps.install({ bytes: samplePackage({ versionCode: 2 }) })
  assert.equal(await shownVersion(dataRoot), '2')
  assert.equal(second.installed_at, first.installed_at)
  assert.ok(second.updated_at > first.updated_at)
  const [backup] = await apps.backups(id)
  assert.equal(backup?.version_code, 1)
  const kept = join(dataRoot, 'backups', id, backup?.name ?? '', 'data', 'note.txt')
  assert.equal(await readFile(kept, 'utf8'), 'from version 1')
})

test('a first start that fails brings code and data of the version before back together', async (t) => {
  const { apps, dataRoot } = await openDevice(t)
  await apps.install({ bytes: samplePackage({ versionCode: 1 }) })
  const note = join(dataRoot, 'apps', id, 'data', 'note.txt')
  await writeFile(note, 'from version 1')
  const second = await apps.install({ bytes: samplePackage({ versionCode: 2 }) })
  await writeFile(note, 'changed by version 2')
  const back = await apps.rollBack(second)
  assert.equal(back?.version_code, 1)
  assert.equal(await shownVersion(dataRoot), '1')
  assert.equal(await readFile(note, 'utf8'), 'from version 1')
  assert.deepEqual(await readdir(join(dataRoot, 'apps', id, 'versions')), [back.folder, `${back.folder}.json`])
  await apps.install({ bytes: samplePackage({ versionCode: 3 }) })
  assert.equal(await shownVersion(dataRoot), '3')
})

test('a version that was never started well is no way back for the next one', async (t) => {
  const { apps, dataRoot } = await openDevice(t)
  await apps.confirmStart(await apps.install({ bytes: samplePackage({ versionCode: 1 }) }))
  await apps.install({ bytes: samplePackage({ versionCode: 2 }) })
  const third = await apps.install({ bytes: samplePackage({ versionCode: 3 }) })
  await apps.rollBack(third)
  assert.equal(await shownVersion(dataRoot), '1')
})

test('a version that started well gives up the old files and the way back', async (t) => {
  const { apps, dataRoot } = await openDevice(t)
  await apps.install({ bytes: samplePackage({ versionCode: 1 }) })
  const second = await apps.install({ bytes: samplePackage({ versionCode: 2 }) })
  await apps.confirmStart(second)
  assert.deepEqual(await readdir(join(dataRoot, 'apps', id, 'versions')), [second.folder, `${second.folder}.json`])
  assert.equal(await apps.rollBack(second), undefined)
  assert.equal(await shownVersion(dataRoot), '2')
})

test('the same bytes again are a success that changes nothing', async (t) => {
  const { apps } = await openDevice(t)
  const bytes = samplePackage()
  const app = await apps.install({ bytes })
  assert.deepEqual(await apps.install({ bytes }), app)
})

test('a lower or equal version_code is refused, also after an uninstall', async (t) => {
  const { apps, dataRoot } = await openDevice(t)
  await apps.install({ bytes: samplePackage({ versionCode: 5 }) })
  const other = samplePackage({ versionCode: 5, manifest: { description: 'Other bytes' } })
  await assert.rejects(apps.install({ bytes: other }), refuses('device.not_newer'))
  await assert.rejects(apps.install({ bytes: samplePackage({ versionCode: 4 }) }), refuses('device.not_newer'))
  assert.equal(await shownVersion(dataRoot), '5')
  await apps.uninstall(id)
  await assert.rejects(apps.install({ bytes: samplePackage({ versionCode: 4 }) }), refuses('device.not_newer'))
  assert.equal((await apps.install({ bytes: samplePackage({ versionCode: 5 }) })).version_code, 5)
})

test('a package of another signer is refused, also after an uninstall', async (t) => {
  const { apps, dataRoot } = await openDevice(t)
  await apps.install({ bytes: samplePackage() })
  const foreign = samplePackage({ versionCode: 2, privateKeyPem: stranger.privateKeyPem })
  await assert.rejects(apps.install({ bytes: foreign }), refuses('device.signer_changed'))
  assert.equal(await shownVersion(dataRoot), '1')
  await apps.uninstall(id)
  await assert.rejects(apps.install({ bytes: foreign }), refuses('device.signer_changed'))
})

test('a new signer for whom the old key vouches is accepted, and the old one no more', async (t) => {
  const { apps } = await openDevice(t)
  await apps.install({ bytes: samplePackage() })
  const lineage = extendLineage({
    appId: id,
    minVersionCode: 2,
    oldPrivateKeyPem: developer.privateKeyPem,
    newPrivateKeyPem: stranger.privateKeyPem,
  })
  const signed = samplePackage({ versionCode: 2, privateKeyPem: stranger.privateKeyPem, lineage })
  assert.equal((await apps.install({ bytes: signed })).key_id, stranger.keyId)
  await assert.rejects(apps.install({ bytes: samplePackage({ versionCode: 3 }) }), refuses('device.signer_changed'))
})

test('a flipped byte is refused and leaves nothing behind', async (t) => {
  const { apps, dataRoot } = await openDevice(t)
  const bytes = samplePackage()
  const { mfSha256 } = readPackage(bytes)
  let refused = 0
  for (let at = 0; at < bytes.length; at += 3) {
    const flipped = Buffer.from(bytes)
    flipped.writeUInt8(flipped.readUInt8(at) ^ 0x10, at)
    const app = await apps.install({ bytes: flipped }).catch((error: unknown) => error)
    if (app instanceof Error) {
      refused += 1
      assert.deepEqual(await apps.list(), [])
      assert.deepEqual(await readdir(join(dataRoot, 'apps')), [])
    } else {
      // A byte of the archive around the files that says nothing about them: the signed content is the same.
      assert.equal((await apps.get(id)).mf_sha256, mfSha256)
      await apps.uninstall(id)
    }
  }
  assert.ok(refused > bytes.length / 4, `${refused} of ${bytes.length / 3} were refused`)
})

test('an unsigned package is refused', async (t) => {
  const { apps } = await openDevice(t)
  await assert.rejects(apps.install({ bytes: samplePackage({ isSigned: false }) }), PackageError)
})

test("another app's package under an id is refused", async (t) => {
  const { apps } = await openDevice(t)
  const bytes = samplePackage({ id: 'com.example.notes' })
  await assert.rejects(apps.install({ bytes, id }), refuses('device.package_mismatch'))
  assert.deepEqual(await apps.list(), [])
})

test('a package that differs from what was promised is refused', async (t) => {
  const { apps } = await openDevice(t)
  const bytes = samplePackage()
  for (const promise of [
    { sha256: '0'.repeat(64) },
    { size_bytes: bytes.length + 1 },
    { key_id: stranger.keyId },
    { version_code: 2 },
  ]) {
    await assert.rejects(apps.install({ bytes, ...promise }), refuses('device.package_mismatch'))
  }
})

test('an id that is no id never becomes a path', async (t) => {
  const { apps } = await openDevice(t)
  for (const bad of ['../../etc', 'com', 'com.example/..', 'com.Example', 'com..example', '', `a.${'b'.repeat(200)}`]) {
    await assert.rejects(apps.get(bad), refuses('device.invalid_app_id'))
    await assert.rejects(apps.uninstall(bad), refuses('device.invalid_app_id'))
    await assert.rejects(async () => apps.clearData(bad), refuses('device.invalid_app_id'))
  }
})

test('an app for a later Mosis is refused', async (t) => {
  const { apps } = await openDevice(t)
  const bytes = samplePackage({ minMosisVersion: '1.0.1' })
  await assert.rejects(apps.install({ bytes }), refuses('device.version_too_old'))
})

test('an update that asks for more permissions waits for consent', async (t) => {
  const { apps, dataRoot } = await openDevice(t)
  await apps.install({ bytes: samplePackage() })
  const bytes = samplePackage({ versionCode: 2, permissions: ['storage', 'camera'] })
  await assert.rejects(apps.install({ bytes }), refuses('device.needs_consent'))
  assert.equal(await shownVersion(dataRoot), '1')
  await apps.install({ bytes }, { acceptPermissions: true })
  assert.equal(await shownVersion(dataRoot), '2')
})

test('two installations of one app at the same time end with the newer one', async (t) => {
  const { apps, dataRoot } = await openDevice(t)
  const ends = await Promise.allSettled(
    [1, 2, 3].map((versionCode) => apps.install({ bytes: samplePackage({ versionCode }) })),
  )
  const highest = Math.max(...ends.map((end) => (end.status === 'fulfilled' ? end.value.version_code : 0)))
  assert.equal(await shownVersion(dataRoot), String(highest))
  assert.equal((await apps.get(id)).version_code, highest)
})

test('an app that runs in another program is left alone', async (t) => {
  const { apps, dataRoot } = await openDevice(t)
  await apps.install({ bytes: samplePackage() })
  const other = await openLocks(join(dataRoot, 'config', 'locks')).take(`run-${id}`)
  await assert.rejects(apps.install({ bytes: samplePackage({ versionCode: 2 }) }), refuses('device.app_running'))
  await assert.rejects(apps.uninstall(id), refuses('device.app_running'))
  assert.equal(await shownVersion(dataRoot), '1')
  other?.()
  await apps.uninstall(id)
})

test('an uninstall removes everything, or all but the data', async (t) => {
  const { apps, dataRoot } = await openDevice(t)
  await apps.install({ bytes: samplePackage() })
  const note = join(dataRoot, 'apps', id, 'data', 'note.txt')
  await writeFile(note, 'mine')
  await apps.uninstall(id, { keepData: true })
  assert.deepEqual((await readdir(join(dataRoot, 'apps', id))).sort(), ['data', 'db'])
  await assert.rejects(apps.get(id), refuses('device.app_not_installed'))
  await apps.install({ bytes: samplePackage() })
  assert.equal(await readFile(note, 'utf8'), 'mine')
  await apps.uninstall(id)
  assert.deepEqual(await readdir(join(dataRoot, 'apps')), [])
  assert.deepEqual(await readdir(join(dataRoot, 'backups')), [])
  await assert.rejects(apps.uninstall(id), refuses('device.app_not_installed'))
})

test('data can be measured, backed up, cleared and restored', async (t) => {
  const { apps, dataRoot } = await openDevice(t)
  await apps.install({ bytes: samplePackage() })
  const folder = join(dataRoot, 'apps', id)
  await writeFile(join(folder, 'data', 'note.txt'), '12345')
  await writeFile(join(folder, 'db', 'a.db'), '123')
  await writeFile(join(folder, 'cache', 'c'), '1')
  const { package_bytes, ...sizes } = await apps.dataSize(id)
  assert.deepEqual(sizes, { data_bytes: 5, db_bytes: 3, cache_bytes: 1 })
  assert.ok(package_bytes > 0)
  const backup = await apps.backup(id)
  await apps.clearCache(id)
  assert.equal((await apps.dataSize(id)).cache_bytes, 0)
  await apps.clearData(id)
  assert.deepEqual(await readdir(join(folder, 'data')), [])
  assert.deepEqual(await apps.restore(id), backup)
  assert.equal(await readFile(join(folder, 'data', 'note.txt'), 'utf8'), '12345')
  assert.deepEqual(await apps.backups(id), [backup])
  await assert.rejects(apps.restore(id, 'nothing'), refuses('device.backup_not_found'))
})

test('only the newest backups are kept', async (t) => {
  const { apps } = await openDevice(t)
  await apps.install({ bytes: samplePackage() })
  const made = []
  for (let count = 0; count < 5; count++) made.push(await apps.backup(id))
  assert.deepEqual(await apps.backups(id), made.slice(2).reverse())
})

test('a damaged list of apps is made anew from the disk', async (t) => {
  const lines: string[] = []
  const { apps, dataRoot, reopen } = await openDevice(t, { log: (_level, text) => lines.push(text) })
  const app = await apps.install({ bytes: samplePackage() })
  await apps.install({ bytes: samplePackage({ id: 'com.example.notes' }) })
  for (const damage of ['{ "schema": "mosis.registry/1", "apps"', '', '{}', undefined]) {
    const path = join(dataRoot, 'config', 'apps.json')
    if (damage === undefined) await rm(path)
    else await writeFile(path, damage)
    // Not even the copy from before the last change is left.
    await rm(join(dataRoot, 'config', 'apps.previous.json'), { force: true })
    const again = await reopen()
    assert.deepEqual(
      (await again.apps.list()).map((found) => found.id),
      [id, 'com.example.notes'],
    )
    assert.deepEqual(await again.apps.get(id), app)
    const foreign = samplePackage({ versionCode: 2, privateKeyPem: stranger.privateKeyPem })
    await assert.rejects(again.apps.install({ bytes: foreign }), refuses('device.signer_changed'))
  }
  assert.equal(lines.length, 4)
})

test('a registry that leads out of the data folder is not believed', async (t) => {
  const { apps, dataRoot, reopen } = await openDevice(t)
  await apps.install({ bytes: samplePackage() })
  const path = join(dataRoot, 'config', 'apps.json')
  const text = await readFile(path, 'utf8')
  await writeFile(path, text.replace(/"folder": "[^"]+"/, '"folder": "../../../outside"'))
  const again = await reopen()
  assert.match((await again.apps.get(id)).folder, /^1-[0-9a-f]{16}$/)
})

test('files that are not readable packages are refused with the reason', async (t) => {
  const { apps, dataRoot } = await openDevice(t)
  await assert.rejects(apps.install({ file: join(dataRoot, 'nothing.mosis') }), refuses('device.file_unreadable'))
  await assert.rejects(apps.install({ file: dataRoot }), refuses('device.file_unreadable'))
  const stages: Progress[] = []
  await assert.rejects(
    apps.install({ bytes: Buffer.from('no package') }, { onProgress: (progress) => stages.push(progress) }),
    PackageError,
  )
  assert.equal(stages.at(-1)?.stage, 'failed')
  assert.ok(stages.at(-1)?.error)
})
