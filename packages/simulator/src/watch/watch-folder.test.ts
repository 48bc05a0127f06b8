import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rename, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { watchFolder } from './watch-folder.ts'

async function startWatch(t: TestContext) {
  const root = await mkdtemp(join(tmpdir(), 'mosis-watch-'))
  const write = async (path: string, text: string) => {
    await mkdir(dirname(join(root, path)), { recursive: true })
    await writeFile(join(root, path), text)
  }
  await write('manifest.json', '{}')
  await write('assets/main.rml', 'one')
  await write('assets/scripts/app.lua', 'one')
  const told: string[][] = []
  let notice = Promise.withResolvers<void>()
  const watching = await watchFolder(
    root,
    (paths) => {
      told.push(paths)
      notice.resolve()
    },
    (error) => notice.reject(error),
  )
  t.after(async () => {
    watching.close()
    await rm(root, { recursive: true, force: true })
  })
  return {
    root,
    write,
    /** What is told next. */
    next: async () => {
      while (told.length === 0) {
        await notice.promise
        notice = Promise.withResolvers()
      }
      return told.shift()
    },
  }
}

test('a save tells the one file, however the editor saves', async (t) => {
  const { root, write, next } = await startWatch(t)
  await write('assets/main.rml', 'two')
  assert.deepEqual(await next(), ['assets/main.rml'])

  await write('assets/.main.rml.swp', 'three')
  await rename(join(root, 'assets/.main.rml.swp'), join(root, 'assets/main.rml'))
  assert.deepEqual(await next(), ['assets/main.rml'])

  // Removed or emptied first, written a moment later.
  await rm(join(root, 'assets/main.rml'))
  await write('assets/main.rml', 'four')
  assert.deepEqual(await next(), ['assets/main.rml'])
})

test('what has the same contents, or is no part of the package, tells nothing', async (t) => {
  const { root, write, next } = await startWatch(t)
  await utimes(join(root, 'assets/main.rml'), new Date(), new Date())
  await write('assets/main.rml', 'one')
  await write('.git/index', 'anything')
  await write('node_modules/a/b.lua', 'anything')
  await write('assets/scripts/app.lua', 'two')
  assert.deepEqual(await next(), ['assets/scripts/app.lua'])
})

test('new folders, removed files and folders that come back are seen', async (t) => {
  const { root, write, next } = await startWatch(t)
  await write('assets/screens/more.rml', 'one')
  assert.deepEqual(await next(), ['assets/screens/more.rml'])
  await rm(join(root, 'assets/screens'), { recursive: true })
  assert.deepEqual(await next(), ['assets/screens/more.rml'])
  await write('assets/screens/more.rml', 'two')
  assert.deepEqual(await next(), ['assets/screens/more.rml'])
  await write('assets/screens/more.rml', 'three')
  assert.deepEqual(await next(), ['assets/screens/more.rml'])
})
