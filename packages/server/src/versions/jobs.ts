import type { Deps } from '../deps.ts'
import { releaseDue } from './schedule.ts'
import { sweepStorage } from './sweep.ts'

const dayMs = 24 * 60 * 60 * 1000

export function versionJobs({ db, storage, jobs }: Pick<Deps, 'db' | 'storage' | 'jobs'>): void {
  jobs.handle('version.release', (payload, { call }) => releaseDue(db, call, payload))
  jobs.handle('storage.sweep', (_payload, { call }) => sweepStorage(db, storage, call))
  jobs.every('storage.sweep', {}, dayMs)
}
