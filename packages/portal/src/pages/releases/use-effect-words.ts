import type { Version } from '@mosis/api'
import { useFormat } from '../../format.ts'
import type { Reach } from '../../queries/releases.ts'
import { useTexts } from '../../texts.ts'
import type { Offered } from './release-panel.tsx'
import { releaseTexts } from './release.texts.ts'

/** Says what publishing a version leads to on devices. */
export function useEffectWords({ version, id }: Version, offered: Offered): (reach: Reach) => string {
  const { effects } = useTexts(releaseTexts)
  const { percent } = useFormat()
  const other = (one: Offered['production']) => (one && one.version_id !== id ? one.version : '')
  return ({ track, rollout_percent: share }) => {
    if (track === 'beta') return effects.beta(version, other(offered.beta))
    if (offered.production === null) return effects.firstEver(version)
    const old = other(offered.production)
    if (share < 100) return effects.part(version, percent(share / 100), old)
    return old === '' ? effects.fullAgain(version) : effects.full(version, old)
  }
}

/** Whether a version can go to a part of all devices first: beside a lower one that everybody is offered. */
export const canStage = ({ version_code }: Version, { production }: Offered): boolean =>
  production !== null && production.version_code < version_code
