import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { addresses } from '../packages/portal/src/addresses.ts'
import { readSite } from '../packages/server/src/site/site-file.ts'
import type { Site } from '../packages/server/src/site/site-file.ts'
import { digestSources } from './build/sources.ts'
import { buildPortal, sources } from './portal.ts'

test('the web portal is built anew when something that it is made of changes, and not for a test', async () => {
  const root = await mkdtemp(join(tmpdir(), 'mosis-portal-'))
  try {
    const write = async (path: string, text: string) => {
      await mkdir(dirname(join(root, path)), { recursive: true })
      await writeFile(join(root, path), text)
      return digestSources(root, sources)
    }
    const seen = new Set([await write('packages/portal/src/pages/home.tsx', 'one')])
    for (const path of [
      'packages/portal/src/pages/home.tsx',
      'packages/portal/src/parts/button.module.css',
      'packages/portal/index.html',
      'packages/portal/public/mosis.svg',
      'packages/api/src/apps.ts',
      'packages/format/src/manifest.ts',
      'packages/review/src/rules.ts',
      'docs/guides/bind-data.md',
      'docs/images/notes.png',
      'package-lock.json',
      'scripts/portal.ts',
    ]) {
      const digest = await write(path, 'two')
      assert.ok(!seen.has(digest), path)
      seen.add(digest)
    }
    const last = await digestSources(root, sources)
    assert.equal(await write('packages/portal/src/pages/home.test.ts', 'two'), last)
    assert.equal(await write('packages/server/src/app.ts', 'two'), last)
    assert.equal(await write('packages/format/src/vectors/valid/some.mosis', 'two'), last)
    await rename(join(root, 'packages/portal/src/pages/home.tsx'), join(root, 'packages/portal/src/pages/start.tsx'))
    assert.ok(!seen.has(await digestSources(root, sources)), 'another name is another source')
  } finally {
    await rm(root, { recursive: true, force: true })
  }
})

test('what was built holds every address, its page loads only what is there, and it is not built twice', async () => {
  const told: string[] = []
  await buildPortal((text) => void told.push(text))
  const again: string[] = []
  await buildPortal((text) => void again.push(text))
  assert.deepEqual(again, [])
  const site = readSite(await readFile(new URL('../packages/portal/dist/portal.site', import.meta.url)))
  assert.ok(site)
  assert.deepEqual(site.addresses, addresses)
  const paths = new Set(site.files.map(({ path }) => path))
  const loaded = [...site.html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path = '']) => path)
  assert.ok(loaded.length > 2)
  assert.deepEqual(
    loaded.filter((path) => !paths.has(path)),
    [],
  )
  assert.doesNotMatch(site.html, /<script>|<style|style=|\son\w+=|https?:\/\//)
  assert.deepEqual(findCircles(site), [])
  assert.ok(site.pages.length > 60)
  const loadedByDocs = site.pages.flatMap(({ html }) =>
    [...html.matchAll(/<(?:link|img)\b[^>]*?(?:src|href)="([^"]+)"/g)].map(([, path = '']) => path),
  )
  assert.ok(loadedByDocs.includes('/docs/images/notes.png'))
  assert.deepEqual(
    loadedByDocs.filter((path) => !paths.has(path)),
    [],
  )
  for (const { path, bodies } of site.files) {
    const plain = bodies.get('identity')?.length ?? 0
    assert.ok(plain > 0, path)
    for (const [coding, bytes] of bodies)
      assert.ok(coding === 'identity' || bytes.length <= plain + 64, `${path} ${coding}`)
  }
})

/** Scripts that load each other: one of them would run before what it needs. */
function findCircles({ files }: Site): string[] {
  const loads = new Map(
    files
      .filter(({ path }) => path.endsWith('.js'))
      .map(({ path, bodies }) => {
        const text = String(bodies.get('identity'))
        const names = [...text.matchAll(/(?:\bfrom|\bimport)\s*"\.\/([^"]+)"/g)].map(([, name]) => `/assets/${name}`)
        return [path, names] as const
      }),
  )
  assert.ok([...loads.values()].some((names) => names.length > 0))
  const circles: string[] = []
  const done = new Set<string>()
  const follow = (path: string, way: readonly string[]) => {
    if (way.includes(path)) circles.push([...way.slice(way.indexOf(path)), path].join(' → '))
    if (way.includes(path) || done.has(path)) return
    for (const next of loads.get(path) ?? []) follow(next, [...way, path])
    done.add(path)
  }
  for (const path of loads.keys()) follow(path, [])
  return circles
}
