import { join } from 'node:path'
import type { Deps } from '../deps.ts'
import { sweepUploads, uploadsFolder } from './sweep.ts'

const hourMs = 60 * 60_000

export function uploadJobs({ db, jobs, config }: Pick<Deps, 'db' | 'jobs' | 'config'>): void {
  const directory = join(config.packagesDir, uploadsFolder)
  jobs.handle('upload.sweep', (_payload, { call }) => sweepUploads(db, directory, call))
  jobs.every('upload.sweep', {}, hourMs)
}
