import { readFileSync, rmSync } from 'node:fs'
import { tryPackage } from '@mosis/device'
import type { Trial } from './behaviour-process.ts'

// A program of its own for one app that nobody has looked at: what it breaks is this, and it is ended when it takes too long.
process.once('message', (trial: Trial) => void answer(trial))

async function answer({ path, root, nowMs }: Trial): Promise<void> {
  // A portal that was killed ends nothing and removes nothing any more.
  process.once('disconnect', () => {
    try {
      // The app may still be writing.
      rmSync(root, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 })
    } finally {
      process.kill(process.platform === 'win32' ? process.pid : -process.pid, 'SIGKILL')
    }
  })
  const behaviour = await tryPackage(readFileSync(path), { root, nowMs })
  // The app's threads and databases are gone by now; whatever were left of it ends with the program.
  process.send?.(behaviour, () => process.exit(0))
}
