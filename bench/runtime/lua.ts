import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { LuaFactory } from 'wasmoon'
import { startWorld } from '../../packages/sandbox/test/world.ts'
import { median, medianRatio } from '../measure.ts'
import type { Measurement } from '../measure.ts'
import { patterns, programs } from './programs.ts'

const rounds = 15
/** Programs that take a second must not be cut off; the counting is the same. */
const limits = { loadInstructions: 2_000_000_000, loadWallMs: 60_000 }
/** How much longer than native Lua a program may take with all limits on. */
const goals: Readonly<Record<string, number>> = { fib: 2.5, 'n-body': 2.5, strings: 1.3, sort: 1.3 }
const patternGoal = 4

/** Lua under all limits, beside the machine's own `lua5.4`, or beside the same Lua without any limit where there is none. */
export async function measureLua(): Promise<Measurement[]> {
  const peer = findNative() ?? (await startWasmoon())
  try {
    const rows: Measurement[] = []
    for (const [name, program] of Object.entries(programs)) {
      rows.push(await measureProgram(peer, name, program, goals[name]))
    }
    const ratios: number[] = []
    for (const [name, program] of Object.entries(patterns)) {
      const row = await measureProgram(peer, `gsub with ${name}`, program)
      ratios.push(row.ratio ?? Number.NaN)
      rows.push(row)
    }
    const product = ratios.reduce((sum, ratio) => sum * ratio, 1) ** (1 / ratios.length)
    rows.push({ what: 'gsub, five kinds of patterns', value: product, unit: '×', goal: patternGoal })
    return rows
  } finally {
    peer.close()
  }
}

interface Peer {
  name: string
  /** Runs a program and answers its result and the milliseconds that the program itself took. */
  run: (program: string) => { result: string; ms: number }
  close: () => void
}

async function measureProgram(peer: Peer, what: string, program: string, goal?: number): Promise<Measurement> {
  const results = new Set<string>()
  const times = { peer: [] as number[], ours: [] as number[] }
  for (let round = 0; round < rounds; round += 1) {
    const { result, ms } = peer.run(program)
    results.add(result)
    times.peer.push(ms)
    // A Lua state of its own for each run: what one leaves behind is nothing to the next.
    const { sandbox, values } = await startWorld({ limits })
    const begun = performance.now()
    const [ours] = (await values(program, 'load')) as [string | number]
    times.ours.push(performance.now() - begun)
    results.add(String(ours))
    await sandbox.stop()
  }
  if (results.size !== 1) throw new Error(`${what}: the results differ: ${[...results].join(', ')}`)
  return {
    what: `${what}, all limits on`,
    value: median(times.ours),
    unit: 'ms',
    ratio: medianRatio(times.ours, times.peer),
    of: peer.name,
    ...(goal !== undefined && { goal }),
  }
}

/** Debian's Lua, in a process for each run; its own clock is read inside. */
function findNative(): Peer | undefined {
  if (spawnSync('lua5.4', ['-v']).status !== 0) return undefined
  const folder = mkdtempSync(join(tmpdir(), 'mosis-bench-'))
  const file = join(folder, 'program.lua')
  return {
    name: 'lua5.4',
    run(program) {
      writeFileSync(
        file,
        `local begun = os.clock() local result = (function() ${program}\nend)() print(result, (os.clock() - begun) * 1000)`,
      )
      const [result = '', ms = ''] = spawnSync('lua5.4', [file], { encoding: 'utf8' }).stdout.trim().split('\t')
      return { result, ms: Number(ms) }
    },
    close: () => rmSync(folder, { recursive: true }),
  }
}

/** The same engine as wasmoon itself drives it: no instruction is counted and no memory. */
async function startWasmoon(): Promise<Peer> {
  const engine = await new LuaFactory().createEngine()
  return {
    name: 'the same Lua without limits (no lua5.4 here)',
    run(program) {
      const begun = performance.now()
      const result: unknown = engine.doStringSync(program)
      return { result: String(result), ms: performance.now() - begun }
    },
    close: () => engine.global.close(),
  }
}
