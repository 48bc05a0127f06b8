import type { Version } from '@mosis/api'
import { FindingsCount } from '../../findings/findings-count.tsx'
import { Card } from '../../parts/card.tsx'
import { LinkButton } from '../../parts/link-button.tsx'
import { isBeingChecked } from '../../queries/versions.ts'
import { useTexts } from '../../texts.ts'
import { ReleasePanel } from '../releases/release-panel.tsx'
import { History } from './history.tsx'
import { PermissionsCard } from './permissions-card.tsx'
import { ReviewProgress } from './review-progress.tsx'
import { ManualReasons, Standing } from './standing.tsx'
import { VersionFacts } from './version-facts.tsx'
import { versionTexts } from './version.texts.ts'
import styles from './version.module.css'

/** A version at a glance: where it stands and why, what comes next, what it is, and what happened to it. */
export function OverviewTab({ version }: { version: Version }) {
  const t = useTexts(versionTexts)
  const { state, review } = version
  return (
    <div className={styles.columns}>
      <div className={styles.column}>
        {isBeingChecked(version) ? <ReviewProgress version={version} /> : <Standing version={version} />}
        <ReleasePanel appId={version.app_id} versionId={version.id} />
        <FindingsCard version={version} />
        {state === 'in_review' && review !== null && review.manual_reasons.length > 0 && (
          <Card title={t.manualTitle}>
            <ManualReasons version={version} review={review} />
          </Card>
        )}
        <History version={version} />
      </div>
      <div className={styles.side}>
        <VersionFacts version={version} />
        <PermissionsCard version={version} />
      </div>
    </div>
  )
}

function FindingsCard({ version: { app_id: appId, id: versionId, findings } }: { version: Version }) {
  const t = useTexts(versionTexts)
  if (findings === null) return null
  return (
    <Card
      title={t.findingsTitle}
      actions={
        findings.length > 0 && (
          <LinkButton
            size="small"
            to="/apps/$appId/versions/$versionId"
            params={{ appId, versionId }}
            search={{ tab: 'findings' }}
          >
            {t.toFindings}
          </LinkButton>
        )
      }
    >
      {findings.length === 0 ? <p>{t.findingsNone}</p> : <FindingsCount findings={findings} />}
    </Card>
  )
}
