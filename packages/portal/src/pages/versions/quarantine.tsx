import type { Need, Version } from '@mosis/api'
import { useQuery } from '@tanstack/react-query'
import { useFormat } from '../../format.ts'
import { appOverviewQuery } from '../../queries/apps.ts'
import { useTexts } from '../../texts.ts'
import { decisionReasons } from '../../words/safety.ts'
import { useWords } from '../../words/use-words.ts'
import styles from './standing.module.css'
import { versionTexts } from './version.texts.ts'

type QuarantineNeed = Extract<Need, { kind: 'quarantine' }>

/** The quarantine that a version is in, as far as its team is told; undefined when it is in none. */
export function useQuarantine({ app_id: appId, id, state }: Version): QuarantineNeed | undefined {
  // What was known a moment ago may be older than the quarantine.
  const { data } = useQuery({ ...appOverviewQuery(appId), enabled: state === 'quarantined', staleTime: 0 })
  if (state !== 'quarantined') return undefined
  return data?.needs.find((need): need is QuarantineNeed => need.kind === 'quarantine' && need.version_id === id)
}

/** Why a version is in quarantine and until when. */
export function Quarantine({ version }: { version: Version }) {
  const t = useTexts(versionTexts)
  const { dateTime } = useFormat()
  const sayReason = useWords(decisionReasons)
  const quarantine = useQuarantine(version)
  if (quarantine === undefined) return null
  const { reason_code, ends_at } = quarantine
  return (
    <>
      <p className={styles.sentence}>{sayReason(reason_code)}</p>
      <p>{ends_at === null ? t.quarantineConfirmed : t.quarantineUntil(dateTime(ends_at))}</p>
    </>
  )
}
