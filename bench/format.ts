// The largest package and a usual one, beside the least that any implementation must do, and beside the tools of others.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateSigningKey, writePackage } from '../packages/format/src/index.ts'
import { measureBuilding } from './format/building.ts'
import { largestApp } from './format/largest-app.ts'
import { measureProcesses } from './format/processes.ts'
import { measureRefusing } from './format/refusing.ts'
import { measureReviewing } from './format/reviewing.ts'
import { measureVerifying } from './format/verifying.ts'
import type { Measurement } from './measure.ts'

export async function measureFormat(): Promise<Measurement[]> {
  const folder = mkdtempSync(join(tmpdir(), 'mosis-bench-'))
  try {
    const files = largestApp()
    const { privateKeyPem } = generateSigningKey()
    const bytes = writePackage(files, { privateKeyPem })
    const file = join(folder, 'largest.mosis')
    writeFileSync(file, bytes)
    return [
      { what: `largest package, ${files.size + 3} entries`, value: bytes.length / 2 ** 20, unit: 'MiB' },
      ...(await measureVerifying(file)),
      ...(await measureRefusing(folder, bytes)),
      ...(await measureBuilding(folder, files, privateKeyPem)),
      ...(await measureProcesses(folder, file, files)),
      ...(await measureReviewing(folder)),
    ]
  } finally {
    rmSync(folder, { recursive: true })
  }
}
