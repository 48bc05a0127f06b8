// Reads every file named on the command line as a device and as a lint, and prints what that cost this process.
import { existsSync, readFileSync } from 'node:fs'
import { lintPackage, PackageError, readPackage } from '../index.ts'

/** What reading a file cost. */
export interface Cost {
  path: string
  /** Processor time of the longer of both ways of reading: what else the machine is doing does not count. */
  ms: number
  /** The code of the refusal. */
  code?: string
}

const costs = process.argv.slice(2).map((path): Cost => {
  const bytes = load(path)
  const device = measure(() => findCode(bytes))
  const lint = measure(() => lintPackage(bytes, { allowUnsigned: true }).problems.length)
  return { path, ms: Math.max(device.ms, lint.ms), code: device.result }
})
process.stdout.write(JSON.stringify({ costs, peakMiB: peakKiB() / 1024 }))

function load(path: string): Buffer {
  const bytes = readFileSync(path)
  if (!path.endsWith('.json')) return bytes
  const recipe = JSON.parse(bytes.toString()) as { repeat_byte: number; size_bytes: number }
  return Buffer.alloc(recipe.size_bytes, recipe.repeat_byte)
}

function findCode(bytes: Buffer): string | undefined {
  try {
    readPackage(bytes, { allowUnsigned: true })
    return undefined
  } catch (error) {
    if (error instanceof PackageError) return error.code
    throw error
  }
}

/** What takes longer than a second is tried again: a busy machine makes memory slower as well. */
function measure<Result>(work: () => Result, attemptsLeft = 3): { ms: number; result: Result } {
  const before = process.cpuUsage()
  const result = work()
  const { user, system } = process.cpuUsage(before)
  const ms = (user + system) / 1000
  return ms <= 1000 || attemptsLeft === 1 ? { ms, result } : measure(work, attemptsLeft - 1)
}

/** Linux counts memory of the parent into maxRSS of a young process; VmHWM is its own. */
function peakKiB(): number {
  const status = '/proc/self/status'
  if (!existsSync(status)) return process.resourceUsage().maxRSS
  return Number(/^VmHWM:\s*(\d+)/m.exec(readFileSync(status, 'latin1'))?.[1])
}
