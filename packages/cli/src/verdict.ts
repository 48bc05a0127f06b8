import type { Version, VersionState } from '@mosis/api'
import { Failure } from './failure.ts'
import type { Io } from './io.ts'
import { ordinal } from './output.ts'
import type { Portal } from './portal.ts'
import type { Progress } from './progress.ts'

/** What a version passes on its way into the store. */
export const stages = ['upload', 'automated checks', 'review', 'publishing'] as const

interface Stage {
  /** 1 to 4 */
  number: number
  doing: string
  done: string
}

const byState: Record<VersionState, Stage> = {
  draft: { number: 1, doing: 'not submitted', done: 'Uploaded' },
  submitted: { number: 2, doing: 'waiting for the automated checks', done: 'Submitted' },
  checking: { number: 2, doing: 'automated checks', done: 'Submitted' },
  failed: { number: 2, doing: 'failed the automated checks', done: 'Failed' },
  in_review: { number: 3, doing: 'waiting for a reviewer', done: 'In review' },
  changes_requested: { number: 3, doing: 'changes requested', done: 'Changes requested' },
  rejected: { number: 3, doing: 'rejected', done: 'Rejected' },
  approved: { number: 4, doing: 'approved', done: 'Approved' },
  scheduled: { number: 4, doing: 'scheduled', done: 'Scheduled' },
  published: { number: 4, doing: 'published', done: 'Published' },
  halted: { number: 4, doing: 'halted', done: 'Halted' },
  superseded: { number: 4, doing: 'published before', done: 'Published before' },
  quarantined: { number: 4, doing: 'quarantined', done: 'Quarantined' },
  withdrawn: { number: 4, doing: 'withdrawn', done: 'Withdrawn' },
}

export const stageOf = ({ state }: Pick<Version, 'state'>) => byState[state]

const refused = new Set<VersionState>(['failed', 'rejected', 'changes_requested', 'quarantined', 'withdrawn'])
const running = new Set<VersionState>(['draft', 'submitted', 'checking', 'in_review'])

/** Whether a decision was made, and which. */
export function isOver({ state }: Pick<Version, 'state'>): 'yes' | 'no' | 'not yet' {
  if (refused.has(state)) return 'no'
  return running.has(state) ? 'not yet' : 'yes'
}

interface Waiting {
  until: 'checked' | 'decided'
  waitMs: number
  progress: Progress
}

const firstPauseMs = 200
const longestPauseMs = 3000
/** A portal that restarts in between does not end the wait. */
const mostMisses = 5
const passing = new Set(['portal.unreachable', 'unavailable', 'rate_limited'])

/** Asks again and again until it is decided or the time is up, and returns the version as it is then. */
export async function awaitVerdict(
  io: Io,
  { call }: Portal,
  first: Version,
  { until, waitMs, progress }: Waiting,
): Promise<Version> {
  const { ApiError, versions } = await import('@mosis/api')
  const deadline = io.now() + waitMs
  let version = first
  let misses = 0
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 1.5, longestPauseMs)) {
    const { number, doing } = stageOf(version)
    progress.stage(number, stages.length, doing)
    const position = version.review?.position ?? null
    if (position !== null) progress.detail(`(${position === 1 ? 'next' : ordinal(position)} in the queue)`)
    // Taken back by somebody: nothing will come of waiting.
    if (version.state === 'draft' && first.state !== 'draft') throw cancelled(version)
    const isChecked = until === 'checked' && version.state === 'in_review'
    const leftMs = deadline - io.now()
    if (isChecked || isOver(version) !== 'not yet' || leftMs <= 0) return version
    try {
      await io.wait(Math.min(pauseMs, leftMs), io.interrupted)
      version = await call(versions.getVersion, { params: { app_id: version.app_id, version_id: version.id } })
      misses = 0
    } catch (error) {
      if (io.interrupted.aborted) io.err(`\nIt goes on at the portal. Look again: mosis status ${version.app_id}\n`)
      const mayReturn = error instanceof ApiError && passing.has(error.code)
      if (!mayReturn || ++misses > mostMisses) throw error
    }
  }
}

function cancelled({ app_id, version }: Version): Failure {
  return new Failure('review.cancelled', `The submission of ${app_id} ${version} was taken back`, {
    fix: 'Publish again when it is ready',
  })
}
