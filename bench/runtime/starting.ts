import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { median, medianRatio } from '../measure.ts'
import type { Measurement } from '../measure.ts'

const processes = 9
const starts = 20

/**
 * How long a Lua state takes, with the reading of its code: the first one of a process, the same in a process that was handed the
 * compiled engine as an app's thread is, and further ones. JavaScript is kept compiled, as `mosis` and the device keep it. Beside
 * them wasmoon itself, which drives the same engine without limits (docs/decisions/0008).
 */
export function measureStarting(): Measurement[] {
  const cache = mkdtempSync(join(tmpdir(), 'mosis-bench-'))
  try {
    const run = (isHanded: boolean) => startInProcess(isHanded, cache)
    run(false) // fills the folder of compiled code
    const runPeer = () => readTimes(peerProgram, cache)
    runPeer()
    const whole: Started[] = []
    const handed: Started[] = []
    const peer: Started[] = []
    for (let round = 0; round < processes; round += 1) {
      whole.push(run(false))
      handed.push(run(true))
      peer.push(runPeer())
    }
    const compare = (kind: keyof Started) => ({
      value: medianRatio(
        whole.map((times) => times[kind]),
        peer.map((times) => times[kind]),
      ),
      unit: '× wasmoon by itself',
    })
    return [
      { what: 'first Lua state of a process', value: median(whole.map(({ first }) => first)), unit: 'ms', goal: 10 },
      { what: 'the same, engine handed over', value: median(handed.map(({ first }) => first)), unit: 'ms', goal: 10 },
      { what: 'a further Lua state', value: median(whole.map(({ further }) => further)), unit: 'ms', goal: 2 },
      { what: 'first Lua state of a process, beside its peer', ...compare('first') },
      { what: 'a further Lua state, beside its peer', ...compare('further') },
    ]
  } finally {
    rmSync(cache, { recursive: true })
  }
}

interface Started {
  first: number
  /** The median of those that followed. */
  further: number
}

function startInProcess(isHanded: boolean, cache: string): Started {
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
  return readTimes(program, cache)
}

const peerProgram = `
  const { LuaFactory } = (await import(${JSON.stringify(import.meta.resolve('wasmoon'))})).default
  const times = []
  for (let run = 0; run <= ${starts}; run += 1) {
    const begun = performance.now()
    const engine = await new LuaFactory().createEngine()
    engine.doStringSync('return 1')
    times.push(performance.now() - begun)
    engine.global.close()
  }
  console.log(JSON.stringify(times))`

function readTimes(program: string, cache: string): Started {
  const env = { ...process.env, NODE_COMPILE_CACHE: cache }
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8', env })
  const [first = Number.NaN, ...rest] = JSON.parse(stdout) as number[]
  return { first, further: median(rest) }
}

function urlOf(path: string): string {
  return JSON.stringify(new URL(`../../packages/sandbox/${path}`, import.meta.url).href)
}
