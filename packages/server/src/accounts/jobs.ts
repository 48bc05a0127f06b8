import type { Deps } from '../deps.ts'
import { sweepSessions } from './sessions.ts'

const hourMs = 60 * 60_000

export function accountJobs({ db, jobs }: Deps): void {
  jobs.handle('session.sweep', (_payload, { call }) => sweepSessions(db, call))
  jobs.every('session.sweep', {}, hourMs)
}
