import assert from 'node:assert/strict'
import { test } from 'node:test'
import { safeLocalPath } from './local-path.ts'

const origin = 'https://portal.example'

test('a path of this portal is gone on to as it stands', () => {
  for (const path of ['/', '/dashboard', '/auth/device?user_code=BCDF-GHJK', '/apps?q=a%20b', '/%2f%2fevil.example']) {
    assert.equal(safeLocalPath(path, origin), path)
  }
  assert.equal(safeLocalPath('/a/../b#fragment', origin), '/b')
})

test('what a browser would read as another site is not gone on to', () => {
  const hostile = [
    undefined,
    '',
    'dashboard',
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    'https://evil.example/',
    'https:evil.example',
    'javascript:alert(1)',
    '/\t/evil.example',
    '/\n/evil.example',
    '\t//evil.example',
    ' //evil.example',
    '/.//evil.example',
    '/..//evil.example',
    '@evil.example',
    `/${'x'.repeat(2000)}`,
  ]
  for (const text of hostile) assert.equal(safeLocalPath(text, origin), undefined, JSON.stringify(text))
})
