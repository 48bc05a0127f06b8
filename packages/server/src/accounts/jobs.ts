import type { Deps } from '../deps.ts'
import { sweepDeviceLogins } from './device-login.ts'
import { sweepOneTime } from './one-time.ts'
import { mailPasswordReset } from './password-reset.ts'
import { sweepSessions } from './sessions.ts'

const hourMs = 60 * 60_000

export function accountJobs({ db, jobs, limits }: Deps): void {
  jobs.handle('session.sweep', (_payload, { call }) => sweepSessions(db, call))
  jobs.every('session.sweep', {}, hourMs)
  jobs.handle('limits.sweep', () => limits.sweep())
  jobs.every('limits.sweep', {}, hourMs)
  jobs.handle('device_login.sweep', (_payload, { call }) => sweepDeviceLogins(db, call))
  jobs.every('device_login.sweep', {}, hourMs)
  jobs.handle('account.forgot_password', (payload, { call }) => mailPasswordReset(db, call, payload))
  jobs.handle('one_time.sweep', (_payload, { call }) => sweepOneTime(db, call))
  jobs.every('one_time.sweep', {}, hourMs)
}
