import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readdir, readFile, rm, truncate, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { keepCommand } from './build/keep-command.ts'

/** A clone of one source, and a build that only counts. */
async function withClone(
  work: (clone: { root: string; keep: () => Promise<void>; builds: () => number }) => Promise<void>,
) {
  const root = await mkdtemp(join(tmpdir(), 'mosis-keep-'))
  let builds = 0
  const keep = () =>
    keepCommand(
      root,
      () => undefined,
      async (folder) => {
        builds += 1
        const file = join(folder, 'mosis-1.0.0.tgz')
        await writeFile(file, `build ${builds} of ${await readFile(join(root, 'package-lock.json'), 'utf8')}`)
        return file
      },
    )
  try {
    await writeFile(join(root, 'package-lock.json'), 'one')
    await work({ root, keep, builds: () => builds })
  } finally {
    await rm(root, { recursive: true, force: true })
  }
}

test('the archive is built once for the same sources, and again when they change or it was cut short', () =>
  withClone(async ({ root, keep, builds }) => {
    await keep()
    await keep()
    assert.equal(builds(), 1)
    await writeFile(join(root, 'package-lock.json'), 'two')
    await keep()
    assert.equal(await readFile(join(root, 'dist', 'mosis.tgz'), 'utf8'), 'build 2 of two')
    await truncate(join(root, 'dist', 'mosis.tgz'), 3)
    await keep()
    assert.equal(await readFile(join(root, 'dist', 'mosis.tgz'), 'utf8'), 'build 3 of two')
    await keep()
    assert.equal(builds(), 3)
  }))

test('two builds at once leave an archive that is whole, and the next look finds it good or builds it anew', () =>
  withClone(async ({ root, keep }) => {
    await Promise.all([keep(), keep()])
    await keep()
    assert.match(await readFile(join(root, 'dist', 'mosis.tgz'), 'utf8'), /^build \d of one$/)
    assert.deepEqual((await readdir(join(root, 'dist'))).toSorted(), ['mosis.tgz', 'mosis.tgz.sources'])
  }))

test('a build that fails leaves what was there, and nothing of its own', () =>
  withClone(async ({ root, keep }) => {
    await keep()
    await writeFile(join(root, 'package-lock.json'), 'two')
    const fails = keepCommand(
      root,
      () => undefined,
      async (folder) => {
        await writeFile(join(folder, 'half'), 'h')
        throw new Error('no space left on device')
      },
    )
    await assert.rejects(fails, /no space left/)
    assert.equal(await readFile(join(root, 'dist', 'mosis.tgz'), 'utf8'), 'build 1 of one')
    assert.deepEqual((await readdir(join(root, 'dist'))).toSorted(), ['mosis.tgz', 'mosis.tgz.sources'])
    // One that was killed long ago.
    const killed = join(root, 'dist', 'building-killed')
    await mkdir(killed)
    await utimes(killed, 1, 1)
    await keep()
    assert.deepEqual((await readdir(join(root, 'dist'))).toSorted(), ['mosis.tgz', 'mosis.tgz.sources'])
  }))
