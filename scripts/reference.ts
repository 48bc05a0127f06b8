// Writes docs/reference and the published JSON Schema of the manifest from the code.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { referencePages } from './reference-pages.ts'

for (const { file, text } of referencePages()) {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
  process.stdout.write(`${file}\n`)
}
