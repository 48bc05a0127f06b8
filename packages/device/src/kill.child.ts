import { readFile } from 'node:fs/promises'
import { openDisk } from './disk.ts'
import { installBytes } from './install.ts'
import { layoutOf } from './layout.ts'
import { openLocks } from './lock.ts'
import { recover } from './recover.ts'

/** Installs a package and kills itself before a given step of the disk; the test beside starts it. */

const [, , dataRoot = '', file = '', killAt = '0'] = process.argv
const steps: string[] = []
const disk = openDisk((step) => {
  steps.push(step)
  if (steps.length === Number(killAt)) process.kill(process.pid, 'SIGKILL')
})
const layout = layoutOf(dataRoot)
const place = {
  disk,
  layout,
  locks: openLocks(layout.locks),
  log: () => undefined,
  now: Date.now,
  stopApp: () => Promise.resolve(),
}
await recover(place)
await installBytes(place, await readFile(file), {}, {})
process.stdout.write(JSON.stringify(steps))
