import type { Deps } from '../deps.ts'
import { sweepApiKeys } from './api-keys.ts'

const hourMs = 60 * 60_000

export function keyJobs({ db, jobs }: Pick<Deps, 'db' | 'jobs'>): void {
  jobs.handle('api_key.sweep', (_payload, { call }) => sweepApiKeys(db, call))
  jobs.every('api_key.sweep', {}, hourMs)
}
