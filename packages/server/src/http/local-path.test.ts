import assert from 'node:assert/strict'
import { test } from 'node:test'
import { safeLocalPath } from './local-path.ts'

const baseUrl = 'https://portal.example'

test('a path of this portal is kept, with its query', () => {
  for (const path of [
    '/',
    '/auth/account',
    '/auth/device?user_code=BCDF-GHJK',
    '/a%2F%2Fb?next=https://evil.example/',
  ]) {
    assert.equal(safeLocalPath(path, baseUrl), path)
  }
  assert.equal(safeLocalPath('/a/../b#fragment', baseUrl), '/b')
})

test('what a browser would take for another site is no path of this portal', () => {
  for (const text of [
    undefined,
    null,
    '',
    'https://evil.example/',
    'https:evil.example',
    'javascript:alert(1)',
    'data:text/html,hello',
    'evil.example',
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '\t//evil.example',
    ' //evil.example',
    '/\n/evil.example',
    '/\r\nset-cookie: a=b',
    '/.//evil.example',
    '/a/..//evil.example',
    '/%2e//evil.example',
    `/${'a'.repeat(2000)}`,
  ]) {
    assert.equal(safeLocalPath(text, baseUrl), undefined, JSON.stringify(text))
  }
})
