import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { generateSigningKey, writePackage } from '../../packages/format/src/index.ts'
import { reviewBytes } from '../../packages/review/src/index.ts'
import { median, medianMs, type Measurement } from '../measure.ts'
import { hundredFileApp } from './hundred-file-app.ts'

/** The whole automated review of an app of 100 files, verification included: again and again, and as the first work of a process. */
export async function measureReviewing(folder: string): Promise<Measurement[]> {
  const bytes = writePackage(hundredFileApp(), { privateKeyPem: generateSigningKey().privateKeyPem })
  const file = join(folder, 'hundred.mosis')
  writeFileSync(file, bytes)
  const warm = await medianMs(15, () => reviewBytes(bytes))
  const cold = Array.from({ length: 7 }, () => reviewInNewProcess(file))
  return [
    { what: 'review of a 100-file app', value: warm, unit: 'ms', goal: 300 },
    { what: 'the same as the first work of a process', value: median(cold), unit: 'ms', goal: 300 },
  ]
}

function reviewInNewProcess(file: string): number {
  const program = `
import { readFileSync } from 'node:fs'
import { reviewBytes } from ${JSON.stringify(join(import.meta.dirname, '../../packages/review/src/index.ts'))}
const bytes = readFileSync(${JSON.stringify(file)})
const begun = performance.now()
await reviewBytes(bytes)
process.stdout.write(String(performance.now() - begun))`
  return Number(spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' }).stdout)
}
