import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { allowedExtensions, collisionFaults, foldPath, forbiddenExtensions, isPlainPath, pathFaults } from './paths.ts'

const good = ['a', 'b-1', '_', 'assets', 'con1', 'prn-', 'x'.repeat(40), 'meta-inf']
const bad = ['META-INF', 'x'.repeat(41), 'é', 'A', ' ', '..', '', 'con', 'com1', 'nul', 'lpt9', 'conin$', 'aux']
const piece = fc.oneof({ arbitrary: fc.constantFrom(...good), weight: 9 }, fc.constantFrom(...bad))
const extension = fc.oneof(
  { arbitrary: fc.constantFrom(...allowedExtensions), weight: 9 },
  fc.constantFrom(...forbiddenExtensions, '', 'LUA', 'lua\n', 'html'),
)
const path = fc
  .tuple(fc.array(piece, { maxLength: 8 }), piece, fc.array(extension, { maxLength: 2 }))
  .map(([folders, name, extensions]) => [[...folders, name].join('/'), ...extensions].join('.'))

test('a path that is plain at one look keeps every rule and is its own folded form', () => {
  let plain = 0
  fc.assert(
    fc.property(path, (path) => {
      if (!isPlainPath(path)) return
      plain += 1
      assert.deepEqual([...pathFaults(path)], [])
      assert.equal(path.normalize('NFC').toUpperCase().toLowerCase(), path)
      assert.equal(foldPath(path.toUpperCase()), path)
    }),
    { numRuns: 3000, seed: 4 },
  )
  assert.ok(plain > 100, `${plain} were plain`)
})

test('what apps are made of is plain', () => {
  for (const path of ['assets/main.rml', 'assets/scripts/ui/list_view-2.lua', 'icons/icon-64.png', 'locales/de.json'])
    assert.ok(isPlainPath(path), path)
})

test('paths that collide are told in the order of the list, each with what it meets', () => {
  const paths = ['a/b.lua/c/d.lua', 'a/b.lua', 'A/b.lua', 'a/b.lua', 'a/B.lua/e.lua', 'a/c.lua']
  assert.deepEqual(
    [...collisionFaults(paths)].map(({ code, path, is }) => [code, path, is]),
    [
      ['path-collision', 'A/b.lua', '"a/b.lua" beside it'],
      ['duplicate-entry', 'a/b.lua', undefined],
      ['path-file-as-folder', 'a/b.lua/c/d.lua', '"a/b.lua" as a file beside it'],
      ['path-file-as-folder', 'a/B.lua/e.lua', '"a/b.lua" as a file beside it'],
    ],
  )
})
