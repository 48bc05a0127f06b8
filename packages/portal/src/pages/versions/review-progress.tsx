import type { Version } from '@mosis/api'
import { useFormat } from '../../format.ts'
import { countSeverities } from '../../findings/findings-count.tsx'
import { findingsTexts } from '../../findings/findings.texts.ts'
import { Card } from '../../parts/card.tsx'
import { Steps } from '../../parts/steps.tsx'
import type { Step } from '../../parts/steps.tsx'
import { useTexts } from '../../texts.ts'
import { useQueueWords } from '../../words/queue-words.ts'
import { isBeingChecked } from '../../queries/versions.ts'
import { versionTexts } from './version.texts.ts'
import styles from './new-version.module.css'

/** How far the review of a version is: what the portal does by itself, the reviewer, and the decision. */
export function ReviewProgress({ version }: { version: Version }) {
  const t = useTexts(versionTexts)
  return (
    <Card
      title={t.progressTitle}
      foot={isBeingChecked(version) ? t.leave : version.state === 'in_review' ? t.mailed : undefined}
    >
      <div className={styles.progress} aria-live="polite">
        <Steps label={t.progressTitle} steps={useSteps(version)} />
      </div>
    </Card>
  )
}

function useSteps(version: Version): readonly Step[] {
  const t = useTexts(versionTexts)
  const counted = useTexts(findingsTexts)
  const { number } = useFormat()
  const sayQueue = useQueueWords()
  const { state, findings, review } = version
  const received: Step = { label: t.received, state: 'done', note: t.receivedNote }
  if (isBeingChecked(version)) {
    return [
      received,
      { label: t.automated, state: 'current', note: t.automatedRuns },
      { label: t.person, state: 'next', note: t.personNext },
      { label: t.approved, state: 'next', note: t.approvedNext },
    ]
  }
  if (state === 'failed') {
    const { error } = countSeverities(findings ?? [])
    const note = error > 0 ? t.automatedFailed(counted.errors(error, number(error))) : undefined
    return [received, { label: t.automated, state: 'failed', note }]
  }
  const automated: Step = { label: t.automated, state: 'done', note: t.automatedDone }
  if (state === 'in_review') {
    const waiting = review === null ? undefined : sayQueue(review)
    return [
      received,
      automated,
      { label: t.person, state: 'current', note: waiting ?? t.personWaits },
      { label: t.approved, state: 'next', note: t.approvedNext },
    ]
  }
  if (state === 'rejected' || state === 'changes_requested') {
    return [received, automated, { label: t.person, state: 'failed' }]
  }
  return [received, automated, { label: t.approved, state: 'done' }]
}
