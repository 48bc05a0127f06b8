import type { Track, Version } from '@mosis/api'
import { useFormat } from '../../format.ts'
import { useTexts } from '../../texts.ts'
import { releaseTexts } from './release.texts.ts'

/** Says to whom a version goes: "everybody", "10 % of all devices", "testers". */
export function useWhom(): (reach: { track: Track; rollout_percent: number }) => string {
  const t = useTexts(releaseTexts)
  const { percent } = useFormat()
  return ({ track, rollout_percent: share }) => {
    if (track === 'beta') return t.whom.testers
    return share === 100 ? t.whom.everybody : t.whom.part(percent(share / 100))
  }
}

/** In one sentence who is offered a version, or will be. */
export function useReleaseSummary(version: Version): string {
  const { summaries } = useTexts(releaseTexts)
  const { dateTime, percent } = useFormat()
  const sayWhom = useWhom()
  const { state, track, release, release_at, rollout_percent: share } = version
  if (state === 'approved') return summaries.approved
  if (state === 'scheduled') return summaries.scheduled(dateTime(release_at ?? ''), sayWhom(version))
  if (state === 'halted') return summaries.halted
  if (state === 'superseded') return summaries.superseded
  if (state === 'published') {
    if (track === 'beta') return summaries.beta
    return share === 100 ? summaries.full : summaries.part(percent(share / 100))
  }
  return release === 'manual' ? summaries.manual : summaries.planned
}
