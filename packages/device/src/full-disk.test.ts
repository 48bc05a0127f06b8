import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { promisify } from 'node:util'
import { createDevice } from './device.ts'
import { openDisk } from './disk.ts'
import { DeviceError } from './errors.ts'
import { samplePackage } from './sample-package.ts'

const id = 'com.example.clock'
const childPath = join(import.meta.dirname, 'full-disk.child.ts')
const run = promisify(execFile)

async function prepare(t: TestContext) {
  const folder = await mkdtemp(join(tmpdir(), 'mosis-full-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const file = join(folder, '2.mosis')
  const large = JSON.stringify(randomBytes(1_500_000).toString('hex'))
  await writeFile(file, samplePackage({ versionCode: 2, files: { 'assets/large.json': large } }))
  return { folder, file }
}

async function assertOldVersion(dataRoot: string) {
  const { apps } = await createDevice({ dataRoot })
  const app = await apps.get(id)
  assert.equal(app.version_code, 1)
  assert.deepEqual(await readdir(join(dataRoot, 'apps', id, 'versions')), [app.folder, `${app.folder}.json`])
  assert.deepEqual(await readdir(join(dataRoot, 'downloads')), [])
}

test('whatever step of an update finds the disk full, the old version stays and the refusal says so', async (t) => {
  const { folder } = await prepare(t)
  const before = join(folder, 'before')
  await (await createDevice({ dataRoot: before })).apps.install({ bytes: samplePackage() })
  const update = samplePackage({ versionCode: 2 })
  let refused = 0
  for (let fullAt = 1, isDone = false; !isDone; fullAt++) {
    const dataRoot = join(folder, `full-${fullAt}`)
    await cp(before, dataRoot, { recursive: true, verbatimSymlinks: true })
    let steps = -Infinity
    const disk = openDisk((step) => {
      const needsRoom = !/^(remove|sync)/.test(step)
      if (needsRoom && ++steps === fullAt) throw Object.assign(new Error('no space left'), { code: 'ENOSPC' })
    })
    const { apps } = await createDevice({ dataRoot, disk })
    steps = 0
    const outcome = await apps.install({ bytes: update }).catch((error: unknown) => error)
    isDone = steps < fullAt
    const isUpdated = (await apps.get(id)).version_code === 2
    if (outcome instanceof Error) {
      assert.ok(outcome instanceof DeviceError, String(outcome))
      assert.equal(outcome.code, 'device.disk_full')
      refused += 1
    }
    if (!isUpdated) await assertOldVersion(dataRoot)
    assert.equal(isUpdated, !(outcome instanceof Error), `full at step ${fullAt}`)
    await rm(dataRoot, { recursive: true })
  }
  assert.ok(refused > 10, `${refused} steps`)
})

test('a system that lets no large file be written leaves the old version', async (t) => {
  const { folder, file } = await prepare(t)
  const dataRoot = join(folder, 'device')
  await (await createDevice({ dataRoot })).apps.install({ bytes: samplePackage() })
  const limited = ['-c', 'ulimit -f 1000; exec "$0" "$@"', process.execPath, childPath, dataRoot, file]
  assert.equal((await run('sh', limited)).stdout, 'device.disk_full')
  await assertOldVersion(dataRoot)
})

// Where no disk may be mounted, the limit above stands for it.
if (await canMount()) {
  test('a disk that is really full leaves the old version', async (t) => {
    const { folder, file } = await prepare(t)
    const disk = join(folder, 'disk')
    await mkdir(disk)
    const unmount = await mountSmallDisk(disk)
    try {
      const dataRoot = join(disk, 'device')
      await (await createDevice({ dataRoot })).apps.install({ bytes: samplePackage() })
      assert.equal((await run(process.execPath, [childPath, dataRoot, file])).stdout, 'device.disk_full')
      await assertOldVersion(dataRoot)
    } finally {
      await unmount()
    }
  })
}

async function canMount(): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'mosis-disk-'))
  try {
    const unmount = await mountSmallDisk(folder)
    await unmount()
    return true
  } catch {
    return false
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function mountSmallDisk(folder: string): Promise<() => Promise<void>> {
  await run('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', folder])
  return async () => void (await run('umount', [folder]))
}
