import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Measurement } from '../measure.ts'

/** What `apps-child.ts` answers; times in milliseconds. */
export interface AppFigures {
  start: { p50: number; p95: number }
  tap: { p50: number; p95: number }
  reload: { p50: number; p95: number }
  idle: { apps: number; mebibytes: number; processorPercent: number }
}

const childPath = fileURLToPath(new URL('apps-child.ts', import.meta.url))

/** Running apps as a person meets them: opening one, pressing in it, saving a file of it, and twenty that wait. In a process of its own. */
export function measureApps(): Measurement[] {
  const { stdout, stderr } = spawnSync(process.execPath, [childPath], { encoding: 'utf8' })
  if (stdout === '') throw new Error(`Cannot measure apps: ${stderr}`)
  // The program beside this one printed it.
  const { start, tap, reload, idle } = JSON.parse(stdout) as AppFigures
  return [
    { what: 'open an app until its first picture, p50', value: start.p50, unit: 'ms' },
    { what: 'open an app until its first picture, p95', value: start.p95, unit: 'ms', goal: 150 },
    { what: 'tap until the patch, 500 elements, p50', value: tap.p50, unit: 'ms' },
    { what: 'tap until the patch, 500 elements, p95', value: tap.p95, unit: 'ms', goal: 16 },
    { what: 'save a style sheet until the new picture, p95', value: reload.p95, unit: 'ms', goal: 100 },
    { what: `memory of ${idle.apps} idle apps`, value: idle.mebibytes, unit: 'MiB', goal: 500 },
    { what: `processor of ${idle.apps} idle apps`, value: idle.processorPercent, unit: '%', goal: 2 },
  ]
}
