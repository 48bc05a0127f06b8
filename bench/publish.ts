// What a portal does with what is handed in: how long one verdict takes, what two hundred of them do to the workers and to
// whoever reads the store meanwhile, and what memory the largest upload takes.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Measurement } from './measure.ts'
import { measureResumableMemory } from './publish-upload.ts'
import { measureHealth } from './publish/health.ts'
import { measureMemory } from './publish/memory.ts'
import { measureQueue } from './publish/queue.ts'
import { measureVerdict } from './publish/verdict.ts'

export async function measurePublish(): Promise<Measurement[]> {
  const rows: Measurement[] = []
  for (const measure of [measureVerdict, measureQueue, measureHealth, measureMemory, measureResumableMemory]) {
    const folder = mkdtempSync(join(tmpdir(), 'mosis-bench-'))
    try {
      rows.push(...(await measure(folder)))
    } finally {
      rmSync(folder, { recursive: true })
    }
  }
  return rows
}
