import assert from 'node:assert/strict'
import { test } from 'node:test'
import { resolveLink } from './links.ts'

const cases: [holder: string, link: string, path: string][] = [
  ['assets/main.rml', 'main.lua', 'assets/main.lua'],
  ['assets/screens/a.rml', '../styles/./theme.rcss', 'assets/styles/theme.rcss'],
  ['assets/screens/a.rml', '/assets/b.lua', 'assets/b.lua'],
  ['main.rml', 'a//b.lua', 'a/b.lua'],
  ['assets/main.rml', '/system/html.rcss', '/system/html.rcss'],
  ['assets/main.rml', '/system/themes/../html.rcss', '/system/html.rcss'],
  ['/system/window.rml', 'window.rcss', '/system/window.rcss'],
  ['/system/window.rml', '/assets/a.rcss', 'assets/a.rcss'],
  ['system/a.rml', 'b.lua', 'system/b.lua'],
]

for (const [holder, link, path] of cases) {
  test(`"${link}" in ${holder} is ${path}`, () => {
    assert.deepEqual(resolveLink(holder, link), { path })
  })
}

const refused: [holder: string, link: string][] = [
  ['assets/main.rml', '../../secret.lua'],
  ['assets/main.rml', '/../secret.lua'],
  ['assets/main.rml', '/system/../assets/a.lua'],
  ['/system/window.rml', '../assets/a.lua'],
  ['assets/main.rml', 'https://example.com/a.lua'],
  ['assets/main.rml', 'FILE:a.lua'],
  ['assets/main.rml', '//example.com/a.lua'],
  ['assets/main.rml', '..\\a.lua'],
  ['assets/main.rml', 'a\0.lua'],
  ['main.rml', '.'],
]

for (const [holder, link] of refused) {
  test(`"${link}" in ${holder} leads nowhere`, () => {
    const target = resolveLink(holder, link)
    assert.ok('problem' in target)
    assert.match(target.problem, /^Cannot use "/)
  })
}
