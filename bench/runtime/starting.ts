import { spawnSync } from 'node:child_process'
import { median } from '../measure.ts'
import type { Measurement } from '../measure.ts'

const processes = 5
const starts = 20

/** How long a Lua state takes: the first one of a process with the reading of its code, and further ones. */
export function measureStarting(): Measurement[] {
  const world = new URL('../../packages/sandbox/test/world.ts', import.meta.url).href
  const program = `
    const { startWorld } = await import(${JSON.stringify(world)})
    const times = []
    for (let run = 0; run <= ${starts}; run += 1) {
      const begun = performance.now()
      const { values, sandbox } = await startWorld()
      await values('return 1')
      times.push(performance.now() - begun)
      await sandbox.stop()
    }
    console.log(JSON.stringify(times))`
  const first: number[] = []
  const further: number[] = []
  for (let run = 0; run < processes; run += 1) {
    const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' })
    const [begin = Number.NaN, ...rest] = JSON.parse(stdout) as number[]
    first.push(begin)
    further.push(median(rest))
  }
  return [
    { what: 'first Lua state of a process', value: median(first), unit: 'ms', goal: 10 },
    { what: 'a further Lua state', value: median(further), unit: 'ms', goal: 2 },
  ]
}
