import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readIgnore } from './ignore.ts'

test('.mosisignore follows the rules of .gitignore', () => {
  const ignored = readIgnore('# note\n*.md\n/build/\ndocs/**/*.png\n!keep.md\ntemp\n  \n')
  const cases: [string, boolean, boolean?][] = [
    ['README.md', true],
    ['assets/notes.md', true],
    ['keep.md', false],
    ['build', true, true],
    ['build', false],
    ['assets/build', false, true],
    ['docs/a/b/c.png', true],
    ['docs/c.png', true],
    ['c.png', false],
    ['assets/temp', true, true],
    ['.git', true, true],
    ['.mosisignore', true],
    ['META-INF', true, true],
    ['assets/META-INF', false, true],
    ['old.mosis', true],
    ['node_modules', true, true],
    ['tests', true, true],
    ['assets/tests', false, true],
    ['assets/main.rml', false],
  ]
  for (const [path, expected, isFolder = false] of cases) assert.equal(ignored(path, isFolder), expected, path)
})

test('a hostile ignore pattern costs little', () => {
  const ignored = readIgnore(`${'*a'.repeat(2000)}b\n${'**/'.repeat(500)}x\n`)
  assert.equal(ignored('a'.repeat(5000), false), false)
})
