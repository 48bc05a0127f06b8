// Starts programs and says what each took. A process of its own, because to start a program from one that holds much memory takes
// tens of milliseconds longer, for the copy of its page tables.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'

export interface Start {
  program: string
  args: string[]
  env: NodeJS.ProcessEnv
}

export interface Cost {
  status: number | null
  ms: number
  /** Of all its threads; NaN on systems that do not say. */
  cpuMs: number
}

process.on('message', ({ program, args, env }: Start) => {
  const cpuBefore = childrenCpuMs()
  const begun = performance.now()
  const { status } = spawnSync(program, args, { stdio: 'ignore', env })
  const ms = performance.now() - begun
  process.send?.({ status, ms, cpuMs: childrenCpuMs() - cpuBefore } satisfies Cost)
})

/** Processor time of all children that have ended; Linux counts it in hundredths of a second. */
function childrenCpuMs(): number {
  if (!existsSync('/proc/self/stat')) return Number.NaN
  const fields = readFileSync('/proc/self/stat', 'latin1').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[13]) + Number(fields[14])) * 10
}
