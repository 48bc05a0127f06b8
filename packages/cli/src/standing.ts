import type { Version } from '@mosis/api'
import type { Io } from './io.ts'
import { describeMoment, describeRange } from './moments.ts'
import { ordinal, printable, wrap } from './output.ts'
import { stageOf } from './verdict.ts'

type Look = Pick<Io, 'color' | 'now'>

/** `1.2.0 (version_code 3)` */
export const nameOf = ({ version, version_code }: Pick<Version, 'version' | 'version_code'>) =>
  `${version} (version_code ${version_code})`

/** The state of a version with what belongs to it: `Published to 10 %`, `Scheduled for tomorrow 10:00`. */
export function describeState(version: Version, { color, now }: Look): string {
  const { state, track, rollout_percent, release_at } = version
  const { done } = stageOf(version)
  const isStaged = track === 'production' && rollout_percent < 100
  switch (state) {
    case 'published':
      return color.green(track === 'beta' ? `${done} to testers` : isStaged ? `${done} to ${rollout_percent} %` : done)
    case 'halted':
      return color.yellow(isStaged ? `${done} at ${rollout_percent} %` : done)
    case 'scheduled':
      return color.green(release_at === null ? done : `${done} for ${describeMoment(release_at, now())}`)
    case 'approved':
      return color.green(done)
    case 'failed':
    case 'rejected':
    case 'quarantined':
      return color.red(done)
    case 'superseded':
    case 'withdrawn':
      return color.dim(done)
    default:
      return color.yellow(done)
  }
}

/** Where a version stands in the queue and when it will be decided, in words; nothing where it does not wait. */
export function describeWaiting({ review }: Version, { now }: Pick<Look, 'now'>): string | undefined {
  if (!review || review.position === null) return undefined
  const { position, estimate } = review
  const place = position === 1 ? 'Next in the queue' : `${ordinal(position)} in the queue`
  return estimate
    ? `${place}; a decision is likely ${describeRange(estimate, now())}`
    : `${place}; too few versions were decided here to say how long that takes`
}

/** To whom a version goes, or would go: `everybody`, `10 of 100 devices`, `the testers`. */
export function describeReach({ track, rollout_percent }: Pick<Version, 'track' | 'rollout_percent'>): string {
  if (track === 'beta') return 'the testers'
  return rollout_percent < 100 ? `${rollout_percent} of 100 devices` : 'everybody'
}

/** Why it was decided so: the reviewer's words, and what the table of reasons says with what to do. */
export function describeReasons(
  { state, review }: Version,
  { color, columns }: Pick<Io, 'color' | 'columns'>,
): string[] {
  if (!review) return []
  const who = state === 'failed' ? '' : 'The reviewer says: '
  const words = review.reason === null ? [] : [wrap(`${who}${printable(review.reason)}`, columns)]
  // The portal begins its words with what the table says of each reason; what to do about it is not among them.
  const fixes = review.reasons.map(({ code, fix }) =>
    wrap(`fix: ${fix} (${code})`, columns, '  ').replace('fix:', color.cyan('fix:')),
  )
  return [...words, ...fixes]
}
