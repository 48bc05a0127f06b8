import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { referencePages } from './reference-pages.ts'

for (const { file, text } of referencePages()) {
  test(`${file} says what the code says`, () => {
    const kept = existsSync(file) ? readFileSync(file, 'utf8') : ''
    assert.ok(kept === text, `${file} is stale: run npm run reference`)
  })
}
