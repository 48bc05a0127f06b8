import type { Release, Track } from '@mosis/api'
import { missingFlags } from './ask.ts'
import type { OptionSpec } from './command.ts'
import { Failure } from './failure.ts'
import { readMoment } from './moments.ts'

/** When a version is published, and who is offered it then; what the portal is told with the submission. */
export interface ReleaseTerms {
  release: Release
  release_at?: string
  track: Track
  rollout_percent: number
}

export const trackOption = {
  value: 'TRACK',
  summary: 'who is offered it: production is everybody, beta the testers',
  choices: ['production', 'beta'],
} as const satisfies OptionSpec

export const rolloutOption = {
  value: 'PERCENT',
  summary: 'how many of a hundred devices are offered it at first',
} as const satisfies OptionSpec

interface Given {
  release: string | undefined
  releaseAt: string | undefined
  track: string | undefined
  rollout: string | undefined
}

/** Reads what the flags say about the release, and refuses what does not go together. */
export function readTerms({ release, releaseAt, track, rollout }: Given, now: number): ReleaseTerms {
  if (release === 'at' && releaseAt === undefined) throw missingFlags(['releaseAt'], 'publish it when it is approved')
  if (releaseAt !== undefined && release !== undefined && release !== 'at') {
    throw new Failure('usage.wrong', `--release ${release} and --release-at do not go together`, {
      field: '--release',
      fix: 'Leave one of them out: --release-at alone means --release at',
    })
  }
  const reach = { track: readTrack(track) ?? 'production', rollout_percent: readPercent(rollout, '--rollout') ?? 100 }
  if (reach.track === 'beta' && reach.rollout_percent < 100) {
    throw new Failure('usage.wrong', '--track beta and --rollout do not go together: every tester is offered it', {
      field: '--rollout',
      fix: 'Leave --rollout out',
    })
  }
  if (releaseAt !== undefined)
    return { release: 'at', release_at: readMoment(releaseAt, '--release-at', now), ...reach }
  return { release: release === 'manual' ? 'manual' : 'when_approved', ...reach }
}

/** `choices` has refused every other word. */
export const readTrack = (track: string | undefined) => track as Track | undefined

/** Reads `10` or `10%`. */
export function readPercent(text: string | undefined, name: string): number | undefined {
  if (text === undefined) return undefined
  const percent = /^\d{1,3}%?$/.test(text) ? Number.parseInt(text, 10) : 0
  if (percent >= 1 && percent <= 100) return percent
  throw new Failure('usage.wrong', `Cannot use "${text}" for ${name}: it is no whole number from 1 to 100`, {
    field: name,
    fix: 'Write it like 10',
  })
}
