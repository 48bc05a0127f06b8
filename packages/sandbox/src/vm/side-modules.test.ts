import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { compileSideModules, compiledFile } from '../../scripts/compile-wat.ts'

test('the committed side modules are what their sources compile to', async () => {
  assert.equal(await readFile(compiledFile, 'utf8'), await compileSideModules())
})
