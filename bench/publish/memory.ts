import { readFileSync, writeFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { median } from '../measure.ts'
import type { Measurement } from '../measure.ts'
import { openBench } from './publisher.ts'
import type { Publisher } from './publisher.ts'
import { sizedApp } from './sized-app.ts'

const rounds = 3
const appBytes = 49 * 1024 * 1024
const goalMib = 64

/** What an upload of 50 MB adds to the memory of the portal's process at its highest; only where /proc tells (Linux). */
export function measureMemory(folder: string): Promise<Measurement[]> {
  return measureUploads(folder, '50 MB upload: memory it adds at its highest', ({ upload }) => upload)
}

/** The same for any way to upload. */
export async function measureUploads(
  folder: string,
  what: string,
  uploadOf: (publisher: Publisher) => Publisher['upload'],
): Promise<Measurement[]> {
  if (process.platform !== 'linux') return []
  const { portal, publishers } = await openBench(folder, 1)
  try {
    const [publisher] = publishers
    if (!publisher) throw new Error('Nobody joined')
    const upload = uploadOf(publisher)
    // Code that is used for the first time is memory too, but not the upload's.
    await upload(sizedApp(publisher.appId, 1, 100_000))
    const added: number[] = []
    for (let code = 2; code < 2 + rounds; code += 1) {
      const app = sizedApp(publisher.appId, code, appBytes)
      await wait(quietMs)
      const before = memoryOf(portal.pid, 'VmRSS')
      // Begins the high-water mark anew (proc_pid_clear_refs(5)).
      writeFileSync(`/proc/${portal.pid}/clear_refs`, '5')
      await upload(app)
      added.push(memoryOf(portal.pid, 'VmHWM') - before)
    }
    return [{ what, value: median(added), unit: 'MiB', goal: goalMib }]
  } finally {
    await portal.stop()
  }
}

/** Idle threads end after ten seconds and give their memory back. */
const quietMs = 12_000

function memoryOf(pid: number, name: 'VmRSS' | 'VmHWM'): number {
  const line = new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
  return Number(line?.[1] ?? Number.NaN) / 1024
}
