import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

const format = join(import.meta.dirname, '../../packages/format/src/index.ts')
// Linux counts the memory of the parent into maxRSS of a child until it has replaced itself; VmHWM is the child's own.
const peak = `existsSync('/proc/self/status')
  ? Number(/^VmHWM:\\s*(\\d+)/m.exec(readFileSync('/proc/self/status', 'latin1'))[1])
  : process.resourceUsage().maxRSS`

/** The most memory that a process of its own took for this work; `readPackage` and `readFileSync` are at hand. */
export function peakMiB(work: string): number {
  const program = `
import { existsSync, readFileSync } from 'node:fs'
import { readPackage } from ${JSON.stringify(format)}
${work}
process.stdout.write(String(${peak}))`
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(stderr)
  return Number(stdout) / 1024
}
