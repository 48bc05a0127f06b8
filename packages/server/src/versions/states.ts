import type { TeamAction, VersionState } from '@mosis/api'

/** Who may make a change: a member of the app's team whose role may (`teamActions`), a reviewer (an admin is one too), the portal itself. */
export type Actor = 'member' | 'reviewer' | 'portal'

export interface Change {
  from: readonly VersionState[]
  to: VersionState
  by: readonly Actor[]
  /** What the version then has been, for `version.wrong_state`. */
  done: string
  /** What happens, in one sentence. */
  about: string
  /** Nobody is told by mail or webhook: it is one of many small steps. */
  isQuiet?: boolean
}

/** Every way from one state to another, and every step that a version takes within one. Nothing else changes a version. */
export const changes = {
  submit: {
    from: ['draft'],
    to: 'submitted',
    by: ['member'],
    done: 'submitted',
    about: 'A draft is handed in for review.',
  },
  cancel: {
    from: ['submitted', 'checking', 'in_review'],
    to: 'draft',
    by: ['member'],
    done: 'cancelled',
    about: 'The team takes it back; its review ends.',
  },

  check: {
    from: ['submitted'],
    to: 'checking',
    by: ['portal'],
    done: 'checked',
    about: 'The automated review begins.',
  },
  fail: {
    from: ['checking'],
    to: 'failed',
    by: ['portal'],
    done: 'failed',
    about: 'The automated review found errors.',
  },
  pass: {
    from: ['checking'],
    to: 'in_review',
    by: ['portal'],
    done: 'passed',
    about: 'The automated review found no errors.',
  },

  approve: {
    from: ['in_review'],
    to: 'approved',
    by: ['reviewer', 'portal'],
    done: 'approved',
    about: "A reviewer approves it, or the portal where the operator lets it; the app's key is fixed by it.",
  },
  reject: { from: ['in_review'], to: 'rejected', by: ['reviewer'], done: 'rejected', about: 'A reviewer says no.' },
  request_changes: {
    from: ['in_review'],
    to: 'changes_requested',
    by: ['reviewer'],
    done: 'sent back',
    about: 'A reviewer asks for changes, which come as a new version.',
  },
  appeal: {
    from: ['rejected'],
    to: 'in_review',
    by: ['member'],
    done: 'appealed for',
    about: 'The team appeals, once; another reviewer decides.',
  },

  schedule: {
    from: ['approved', 'scheduled'],
    to: 'scheduled',
    by: ['member', 'portal'],
    done: 'scheduled',
    about: 'It is to be published at a time; with approval, when that was said at submission.',
  },
  unschedule: {
    from: ['scheduled'],
    to: 'approved',
    by: ['member', 'portal'],
    done: 'unscheduled',
    about: 'The time is taken back; by the portal, when it has come and the version cannot be published.',
  },
  publish: {
    from: ['approved', 'scheduled', 'superseded'],
    to: 'published',
    by: ['member', 'portal'],
    done: 'published',
    about:
      'It is offered. The portal does it with approval or when the time has come; of a superseded one: rolling back.',
  },
  raise: {
    from: ['published'],
    to: 'published',
    by: ['member'],
    done: 'rolled out further',
    about: 'A version that is rolled out in stages is offered to more devices.',
    isQuiet: true,
  },
  promote: {
    from: ['published'],
    to: 'published',
    by: ['member'],
    done: 'given to everybody',
    about: "The testers' version goes from the track beta to production, without a new review.",
  },
  supersede: {
    from: ['published'],
    to: 'superseded',
    by: ['portal'],
    done: 'superseded',
    about: 'Another version takes its place.',
  },
  halt: {
    from: ['published'],
    to: 'halted',
    by: ['member'],
    done: 'halted',
    about: 'It is offered to nobody any more; who has it keeps it.',
  },
  resume: {
    from: ['halted'],
    to: 'published',
    by: ['member'],
    done: 'resumed',
    about: 'It is offered again, to the same part of all devices.',
  },
  quarantine: {
    from: ['published', 'halted'],
    to: 'quarantined',
    by: ['reviewer', 'portal'],
    done: 'quarantined',
    about: 'A reviewer or an admin takes it out of the store, or the portal, by a block or many reports.',
  },
  release: {
    from: ['quarantined'],
    to: 'halted',
    by: ['reviewer', 'portal'],
    done: 'released from quarantine',
    // Not published: whether people get it again is the developer's decision.
    about: 'It is let go, or what it was blocked for is; the team decides whether it is offered again.',
  },
  restore: {
    from: ['quarantined'],
    to: 'published',
    by: ['portal'],
    done: 'restored',
    about: 'Nobody confirmed the quarantine in time, and nothing else has taken its place: it is offered again.',
  },

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
    by: ['member'],
    done: 'withdrawn',
    about: 'It ends for ever; its package is served to nobody.',
  },
} as const satisfies Record<string, Change>

export type Action = keyof typeof changes

/** What members of a team do to a version: both the table of states and the table of roles name it. */
export type MemberAction = { [A in Action]: `version.${A}` extends TeamAction ? A : never }[Action]

/** What each state means. */
export const stateWords = {
  draft: 'Uploaded; only the team sees it, and may delete it.',
  submitted: 'Waits for the automated review.',
  checking: 'The automated review runs.',
  failed: 'The automated review found errors. The next try is a new version.',
  in_review: 'Waits for a reviewer.',
  changes_requested: 'A reviewer asks for changes. They come as a new version.',
  rejected: 'A reviewer said no.',
  approved: 'May be published.',
  scheduled: 'Approved, and published when its time comes.',
  published: 'Offered: to everybody, to a part of all devices, or on the track beta to testers.',
  halted: 'Offered to nobody, until the team resumes it.',
  superseded: 'Another version was published instead. It may be published again: rolling back.',
  quarantined: 'Taken out of the store by the portal or its reviewers.',
  withdrawn: 'Ended by the team, for ever.',
} as const satisfies Record<VersionState, string>

/** The states whose packages devices may have: what is offered, and what was offered until a newer one came. */
export const servedStates = ['published', 'superseded'] as const satisfies readonly VersionState[]

/** Only a version that nobody but its team has seen may be deleted. */
export const deletableStates = ['draft'] as const satisfies readonly VersionState[]
