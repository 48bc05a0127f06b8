// The machine time of `npm run demo`, step by step, beside the floor of as many empty Node processes as it starts.
import { spawnSync } from 'node:child_process'
import { runDemo } from '../packages/testkit/src/demo.ts'
import { medianMs } from './measure.ts'
import type { Measurement } from './measure.ts'

export async function measureDemo(): Promise<Measurement[]> {
  const emptyMs = await medianMs(5, () => spawnSync(process.execPath, ['-e', '0']))
  const steps = await runDemo(() => undefined)
  const of = 'an empty Node process'
  const rows = steps.map(({ name, ms }) => ({ what: name, value: ms, unit: 'ms', ratio: ms / emptyMs, of }))
  const total = steps.reduce((sum, { ms }) => sum + ms, 0)
  return [...rows, { what: 'The whole loop', value: total, unit: 'ms', ratio: total / emptyMs, of }]
}
