import type { Deps } from '../deps.ts'
import { sweepInvitations } from './invitations.ts'

const dayMs = 86_400_000

export function teamJobs({ db, jobs }: Deps): void {
  jobs.handle('invitation.sweep', (_payload, { call }) => sweepInvitations(db, call))
  jobs.every('invitation.sweep', {}, dayMs)
}
