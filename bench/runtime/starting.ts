import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { median } from '../measure.ts'
import type { Measurement } from '../measure.ts'

const processes = 9
const starts = 20

/**
 * How long a Lua state takes, with the reading of its code: the first one of a process, the same in a process that was handed the
 * compiled engine as an app's thread is, and further ones. JavaScript is kept compiled, as `mosis` and the device keep it.
 */
export function measureStarting(): Measurement[] {
  const cache = mkdtempSync(join(tmpdir(), 'mosis-bench-'))
  try {
    const run = (isHanded: boolean) => startInProcess(isHanded, cache)
    run(false) // fills the folder of compiled code
    const whole = Array.from({ length: processes }, () => run(false))
    const handed = Array.from({ length: processes }, () => run(true))
    return [
      { what: 'first Lua state of a process', value: median(whole.map(({ first }) => first)), unit: 'ms', goal: 10 },
      { what: 'the same, engine handed over', value: median(handed.map(({ first }) => first)), unit: 'ms', goal: 10 },
      { what: 'a further Lua state', value: median(whole.map(({ further }) => further)), unit: 'ms', goal: 2 },
    ]
  } finally {
    rmSync(cache, { recursive: true })
  }
}

function startInProcess(isHanded: boolean, cache: string): { first: number; further: number } {
  const program = `
    const { compileGlue } = await import(${urlOf('src/index.ts')})
    const { glueBytes, startWorld } = await import(${urlOf('test/world.ts')})
    const options = ${isHanded ? '{ glue: await compileGlue(glueBytes) }' : '{}'}
    const times = []
    for (let run = 0; run <= ${starts}; run += 1) {
      const begun = performance.now()
      const { values, sandbox } = await startWorld(options)
      await values('return 1')
      times.push(performance.now() - begun)
      await sandbox.stop()
    }
    console.log(JSON.stringify(times))`
  const env = { ...process.env, NODE_COMPILE_CACHE: cache }
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8', env })
  const [first = Number.NaN, ...rest] = JSON.parse(stdout) as number[]
  return { first, further: median(rest) }
}

function urlOf(path: string): string {
  return JSON.stringify(new URL(`../../packages/sandbox/${path}`, import.meta.url).href)
}
