import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { globSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Cost } from './vectors/measure-costs.ts'
import { vectorsFolder } from './vectors/vectors.ts'
import { makeWorstCases } from './vectors/worst-cases.ts'

const maxMs = 1000
const maxMiB = 256
const program = join(import.meta.dirname, 'vectors/measure-costs.ts')
let folder = ''

before(() => {
  folder = mkdtempSync(join(tmpdir(), 'mosis-hostile-'))
})
after(() => rmSync(folder, { recursive: true, force: true }))

/** A process of its own, whose memory nothing else has touched. */
function readInNewProcess(paths: readonly string[]): { costs: Cost[]; peakMiB: number } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...paths], { encoding: 'utf8' })
  assert.equal(status, 0, stderr)
  return JSON.parse(stdout) as { costs: Cost[]; peakMiB: number }
}

function assertCheap(paths: readonly string[]): Cost[] {
  const { costs, peakMiB } = readInNewProcess(paths)
  for (const { path, ms } of costs) assert.ok(ms <= maxMs, `${path} took ${Math.round(ms)} ms`)
  assert.ok(peakMiB <= maxMiB, `${paths.at(0)} and others took ${Math.round(peakMiB)} MiB`)
  return costs
}

test('no vector costs more than a second and 256 MiB', () => {
  const paths = globSync('**/*.{mosis,json}', { cwd: vectorsFolder }).map((file) => join(vectorsFolder, file))
  assert.ok(assertCheap(paths).length > 200)
})

test('the most expensive packages that can be made cost no more, accepted or refused', () => {
  for (const [name, bytes] of Object.entries(makeWorstCases())) {
    const path = join(folder, `${name}.mosis`)
    writeFileSync(path, bytes)
    const [cost] = assertCheap([path])
    assert.equal(cost?.code === undefined, basename(path).startsWith('legal-'), `${name}: ${cost?.code}`)
  }
})
