import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { cp, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { promisify } from 'node:util'
import { createDevice } from './device.ts'
import type { Device } from './device.ts'
import { openDisk } from './disk.ts'
import { samplePackage } from './sample-package.ts'

const id = 'com.example.clock'
const childPath = join(import.meta.dirname, 'kill.child.ts')

async function temporaryFolder(t: TestContext) {
  const folder = await mkdtemp(join(tmpdir(), 'mosis-kill-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** A data folder with version 1 and a note in its data, and packages of both versions beside it. */
async function prepare(t: TestContext) {
  const folder = await temporaryFolder(t)
  const before = join(folder, 'before')
  const { apps } = await createDevice({ dataRoot: before })
  await apps.install({ bytes: samplePackage({ versionCode: 1 }) })
  await writeFile(join(before, 'apps', id, 'data', 'note.txt'), 'from version 1')
  await apps.backup(id)
  const file = join(folder, '2.mosis')
  await writeFile(file, samplePackage({ versionCode: 2, files: { 'assets/a/b.lua': '-- 2', 'locales/en.json': '{}' } }))
  return { folder, before, file }
}

/** Everything that a person or the next start could find: paths with contents, random names made equal. */
async function lookAt(dataRoot: string): Promise<string[]> {
  const found: string[] = []
  for (const entry of await readdir(dataRoot, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name).slice(dataRoot.length)
    if (path.startsWith('/config')) continue
    const content = entry.isFile() ? await readFile(join(entry.parentPath, entry.name), 'utf8') : ''
    found.push(`${path}: ${content}`.replaceAll(/\d{8}T\d{9}Z-(\d+)-[0-9a-f]{18}/g, 'BACKUP-$1'))
  }
  return found.map((line) => line.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')).sort()
}

/** The state after a next start, which must be able to go on. */
async function settle(dataRoot: string): Promise<{ look: string[]; device: Device }> {
  const device = await createDevice({ dataRoot })
  return { look: await lookAt(dataRoot), device }
}

test('killed at any step, an update leaves exactly the old or exactly the new version', async (t) => {
  const { folder, before, file } = await prepare(t)
  const run = promisify(execFile)
  const start = async (name: string, killAt: number) => {
    const dataRoot = join(folder, name)
    await cp(before, dataRoot, { recursive: true, verbatimSymlinks: true })
    return { dataRoot, end: run(process.execPath, [childPath, dataRoot, file, String(killAt)]) }
  }
  const whole = await start('whole', 0)
  const steps = JSON.parse((await whole.end).stdout) as string[]
  const [oldLook, newLook] = [(await settle(before)).look, (await settle(whole.dataRoot)).look]
  assert.notDeepEqual(oldLook, newLook)
  assert.ok(steps.length > 40, `${steps.length} steps`)
  const seen = { old: 0, new: 0 }
  let next = 1
  const worker = async () => {
    for (let killAt = next++; killAt <= steps.length; killAt = next++) {
      const { dataRoot, end } = await start(`kill-${killAt}`, killAt)
      await assert.rejects(end, { signal: 'SIGKILL' })
      const { look, device } = await settle(dataRoot)
      const isNew = (await device.apps.get(id)).version_code === 2
      assert.deepEqual(look, isNew ? newLook : withoutSnapshot(look, oldLook), `killed before ${steps[killAt - 1]}`)
      seen[isNew ? 'new' : 'old'] += 1
      await device.apps.install({ file })
      assert.equal((await device.apps.get(id)).version_code, 2)
      await rm(dataRoot, { recursive: true })
    }
  }
  await Promise.all([worker(), worker()])
  assert.ok(seen.old > 20 && seen.new > 3, JSON.stringify(seen))
})

const note = (dataRoot: string) => join(dataRoot, 'apps', id, 'data', 'note.txt')

/** The settled state without its backups. */
async function lookAtApps(dataRoot: string): Promise<string> {
  const { look } = await settle(dataRoot)
  return look.filter((line) => !line.startsWith('/backups')).join('\n')
}

/** A snapshot that was finished before the kill is a backup more, and no other difference. */
function withoutSnapshot(look: string[], old: string[]): string[] {
  return look.filter((line) => line.includes('BACKUP')).length > old.filter((line) => line.includes('BACKUP')).length
    ? [...old, ...old.filter((line) => line.includes('BACKUP'))].sort()
    : old
}

for (const change of ['install', 'uninstall', 'restore', 'roll back'] as const) {
  test(`cut off at any step, "${change}" is done at the next start or was never begun`, async (t) => {
    const { folder, before, file } = await prepare(t)
    const act = async ({ apps }: Device) => {
      if (change === 'install') await apps.install({ bytes: samplePackage({ id: 'com.example.notes' }) })
      if (change === 'uninstall') await apps.uninstall(id)
      if (change === 'restore') await apps.restore(id)
      if (change === 'roll back') await apps.rollBack(await apps.get(id))
    }
    if (change === 'roll back') await (await createDevice({ dataRoot: before })).apps.install({ file })
    await writeFile(note(before), 'changed later')
    const done = join(folder, 'done')
    await cp(before, done, { recursive: true, verbatimSymlinks: true })
    await act(await createDevice({ dataRoot: done }))
    const [oldLook, newLook] = [await lookAtApps(before), await lookAtApps(done)]
    assert.notEqual(oldLook, newLook)
    const seen = new Set<string>()
    for (let stopAt = 1, isCut = true; isCut; stopAt++) {
      const dataRoot = join(folder, `${change}-${stopAt}`)
      await cp(before, dataRoot, { recursive: true, verbatimSymlinks: true })
      let steps = 0
      // From this step on the disk does nothing any more, as after a power cut.
      const disk = openDisk(() => {
        if (++steps >= stopAt) throw new Error('cut off')
      })
      isCut = await createDevice({ dataRoot, disk })
        .then(act)
        .then(
          () => false,
          () => true,
        )
      const now = await lookAtApps(dataRoot)
      assert.ok(
        now === oldLook || now === newLook,
        `cut off at step ${stopAt}:\n${now}\n--- old\n${oldLook}\n--- new\n${newLook}`,
      )
      seen.add(now)
      await rm(dataRoot, { recursive: true })
    }
    assert.equal(seen.size, 2)
  })
}
