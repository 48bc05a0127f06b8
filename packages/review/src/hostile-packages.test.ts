import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'
import { hostilePackages } from './hostile-packages.ts'

// As a process of its own, since only a new one can be given a ceiling for all that lives at once.
const program = `
import { readFolder } from '@mosis/format'
import { reviewFolder } from ${JSON.stringify(join(import.meta.dirname, 'index.ts'))}
import { hostilePackages } from ${JSON.stringify(join(import.meta.dirname, 'hostile-packages.ts'))}
import { readSources } from ${JSON.stringify(join(import.meta.dirname, 'sources.ts'))}
for (const [name, files] of hostilePackages()) {
  const { documents, scripts, mentions, references } = readSources(readFolder(files))
  const elements = documents.reduce((sum, { elements }) => sum + elements.length, 0)
  const nodes = scripts.reduce((sum, { nodes }) => sum + nodes.length, 0)
  const kept = elements + nodes + mentions.length + references.length
  const review = await reviewFolder(files)
  const perCode = Math.max(...Map.groupBy(review.findings, ({ code }) => code).values().map(({ length }) => length))
  console.log(JSON.stringify({ name, kept, perCode, bytes: JSON.stringify(review).length }))
}`

test('no package costs more than a bounded amount of memory, of nodes and of findings', () => {
  const args = ['--max-old-space-size=200', '--input-type=module', '-e', program]
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', cwd: import.meta.dirname })
  assert.equal(status, 0, stderr.slice(-2000))
  const told = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { name: string; kept: number; perCode: number; bytes: number })
  assert.equal(told.length, [...hostilePackages()].length)
  for (const { name, kept, perCode, bytes } of told) {
    assert.ok(kept <= 600_000, `${name}: ${kept} nodes, mentions and references are kept`)
    assert.ok(perCode <= 50, `${name}: ${perCode} findings of one rule`)
    assert.ok(bytes <= 100_000, `${name}: ${bytes} bytes of JSON`)
  }
})
