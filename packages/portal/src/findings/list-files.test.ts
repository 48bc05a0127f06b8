import assert from 'node:assert/strict'
import { test } from 'node:test'
import { listFiles } from './list-files.ts'

test('files that changed come first, then the others, each group by name, with what was found in them', () => {
  const files = ['assets/b.lua', 'assets/a.lua', 'manifest.json'].map((path) => ({ path, size_bytes: 3 }))
  const changed = [
    { path: 'manifest.json', change: 'changed', before: null, after: null, hunks: null, left_out: null },
    { path: 'assets/gone.lua', change: 'removed', before: null, after: null, hunks: null, left_out: null },
  ] as const
  const finding = { code: 'a', tier: 1, severity: 'info', message: '', fix: '', path: 'assets/b.lua' } as const
  assert.deepEqual(
    listFiles(files, changed, [finding]).map(({ path, change, findings }) => [path, change, findings]),
    [
      ['manifest.json', 'changed', 0],
      ['assets/a.lua', undefined, 0],
      ['assets/b.lua', undefined, 1],
    ],
  )
})
