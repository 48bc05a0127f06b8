import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { compilePrelude, compiledFile as preludeFile } from '../../scripts/compile-prelude.ts'
import { compileSideModules, compiledFile } from '../../scripts/compile-wat.ts'

test('the committed side modules are what their sources compile to', async () => {
  assert.equal(await readFile(compiledFile, 'utf8'), await compileSideModules())
})

test('the committed prelude is what its source compiles to', async () => {
  assert.equal(await readFile(preludeFile, 'utf8'), await compilePrelude())
})
