import type { VersionState } from '@mosis/api'
import type { TeamRole } from '../apps/ownership.ts'

/** Who may make a change: a member of the app's team with this role or a higher one, a reviewer, an admin, the portal itself. */
export type Actor = TeamRole | 'reviewer' | 'admin' | 'portal'

export interface Change {
  from: readonly VersionState[]
  to: VersionState
  by: readonly Actor[]
  /** What the version then has been, for `version.wrong_state`. */
  done: string
}

/** Every way from one state to another. Nothing else changes the state of a version. */
export const changes = {
  submit: { from: ['draft'], to: 'submitted', by: ['developer'], done: 'submitted' },
  cancel: { from: ['submitted', 'checking', 'in_review'], to: 'draft', by: ['developer'], done: 'cancelled' },

  check: { from: ['submitted'], to: 'checking', by: ['portal'], done: 'checked' },
  fail: { from: ['checking'], to: 'failed', by: ['portal'], done: 'failed' },
  pass: { from: ['checking'], to: 'in_review', by: ['portal'], done: 'passed' },

  approve: { from: ['in_review'], to: 'approved', by: ['reviewer', 'portal'], done: 'approved' },
  reject: { from: ['in_review'], to: 'rejected', by: ['reviewer'], done: 'rejected' },
  request_changes: { from: ['in_review'], to: 'changes_requested', by: ['reviewer'], done: 'sent back' },

  publish: {
    from: ['approved', 'scheduled', 'superseded'],
    to: 'published',
    by: ['maintainer', 'portal'],
    done: 'published',
  },
  supersede: { from: ['published'], to: 'superseded', by: ['portal'], done: 'superseded' },
  halt: { from: ['published'], to: 'halted', by: ['maintainer'], done: 'halted' },
  resume: { from: ['halted'], to: 'published', by: ['maintainer'], done: 'resumed' },
  quarantine: { from: ['published', 'halted'], to: 'quarantined', by: ['admin'], done: 'quarantined' },
  // Back to halted and not to published: whether people get it again is the developer's decision.
  release: { from: ['quarantined'], to: 'halted', by: ['admin'], done: 'released from quarantine' },

  withdraw: {
    from: [
      'submitted',
      'checking',
      'failed',
      'in_review',
      'changes_requested',
      'rejected',
      'approved',
      'scheduled',
      'published',
      'halted',
      'superseded',
      'quarantined',
    ],
    to: 'withdrawn',
    by: ['maintainer'],
    done: 'withdrawn',
  },
} as const satisfies Record<string, Change>

export type Action = keyof typeof changes

/** The states whose packages devices may have: what is offered, and what was offered until a newer one came. */
export const servedStates = ['published', 'superseded'] as const satisfies readonly VersionState[]

/** Only a version that nobody but its team has seen may be deleted. */
export const deletableStates = ['draft'] as const satisfies readonly VersionState[]
