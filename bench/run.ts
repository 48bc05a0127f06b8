// How long an app takes from the command line to its first screen: with what Node kept compiled, without it, and an empty Node.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { median } from './measure.ts'
import type { Measurement } from './measure.ts'

const root = join(import.meta.dirname, '..')
const command = [join(root, 'packages/cli/bin/mosis.js'), 'run', join(root, 'apps/notes'), '--for', '1ms']

export async function measureRun(): Promise<Measurement[]> {
  const home = mkdtempSync(join(tmpdir(), 'mosis-bench-'))
  const spawned = (args: string[], env: Record<string, string> = {}) => {
    const begun = performance.now()
    const { status } = spawnSync(process.execPath, args, { env: { ...process.env, MOSIS_HOME: home, ...env } })
    if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}`)
    return performance.now() - begun
  }
  try {
    spawned(command)
    const times = { empty: [] as number[], kept: [] as number[], without: [] as number[] }
    for (let run = 0; run < 9; run++) {
      times.empty.push(spawned(['-e', '0']))
      times.kept.push(spawned(command))
      times.without.push(spawned(command, { NODE_DISABLE_COMPILE_CACHE: '1' }))
    }
    const emptyMs = median(times.empty)
    const row = (what: string, ms: number) => ({
      what,
      value: ms,
      unit: 'ms',
      ratio: ms / emptyMs,
      of: 'an empty Node',
    })
    return [
      row('an empty Node process', emptyMs),
      row('mosis run to the first screen, nothing kept compiled', median(times.without)),
      row('mosis run to the first screen', median(times.kept)),
    ]
  } finally {
    rmSync(home, { recursive: true })
  }
}
