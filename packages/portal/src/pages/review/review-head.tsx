import type { Review } from '@mosis/api'
import { useMemo } from 'react'
import { useFormat } from '../../format.ts'
import { AppIcon } from '../../parts/app-icon.tsx'
import { PageHeader } from '../../parts/page-header.tsx'
import { StatusPill } from '../../parts/status.tsx'
import { Tabs } from '../../parts/tabs.tsx'
import { Time } from '../../parts/time.tsx'
import { useTexts } from '../../texts.ts'
import { reviewStates } from '../../words/reviews.ts'
import { useWords } from '../../words/use-words.ts'
import { reviewTabs } from './choices.ts'
import type { ReviewTab } from './choices.ts'
import { reviewLooks } from './review-looks.ts'
import { reviewTexts } from './review.texts.ts'
import { Risk } from './risk.tsx'
import styles from './review.module.css'

/** Which version of which app this is, how risky it is, and the ways to its views. */
export function ReviewHead({ review, tab }: { review: Review; tab: ReviewTab }) {
  const t = useTexts(reviewTexts)
  const sayState = useWords(reviewStates)
  const { number } = useFormat()
  const { id, app_name, app_id, version, version_code, state, position, created_at, due_at, findings } = review
  const { behaviour_changes: changes } = review
  const name = `${app_name} ${version}`
  const tabs = useMemo(
    () =>
      reviewTabs.map((each) => ({
        label: t.tabs[each],
        link: {
          to: '/review/$reviewId' as const,
          params: { reviewId: id },
          search: each === 'findings' ? {} : { tab: each },
        },
        // A file or a rule may stand in the address of the current one beside its name; the first one has no name there.
        hasPagesBelow: each !== 'findings' || tab === 'findings',
        ...(each === 'findings' && { count: findings.length }),
        ...(each === 'behaviour' && changes !== null && { count: changes.length }),
      })),
    [t, id, tab, findings, changes],
  )
  return (
    <PageHeader
      crumbs={[{ label: t.queue, link: { to: '/review' } }]}
      title={name}
      picture={<AppIcon name={app_name} size="medium" />}
      status={<StatusPill {...reviewLooks[state]} label={sayState(state)} />}
      lead={
        <>
          <span className={styles.facts}>
            <span>{t.team(review.team_name)}</span>
            <code>{app_id}</code>
            <span>{t.code(number(version_code))}</span>
            <span>
              {t.since} <Time value={created_at} />
            </span>
            {state === 'open' && due_at !== null && (
              <span>
                {t.due} <Time value={due_at} />
              </span>
            )}
            {position !== null && <span>{t.position(number(position))}</span>}
          </span>
          <span className={styles.risks}>
            <Risk review={review} isNamed />
          </span>
        </>
      }
    >
      <Tabs label={t.tabsOf(name)} tabs={tabs} />
    </PageHeader>
  )
}
