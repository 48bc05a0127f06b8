import type { App, AppOverview } from '@mosis/api'
import { mayInTeam } from '@mosis/api/roles'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useFormat } from '../../format.ts'
import { Card } from '../../parts/card.tsx'
import { LinkButton } from '../../parts/link-button.tsx'
import { ProgressBar } from '../../parts/progress-bar.tsx'
import { Time } from '../../parts/time.tsx'
import { useTexts } from '../../texts.ts'
import { overviewTexts } from './overview.texts.ts'
import styles from './offered-versions.module.css'

type Offered = AppOverview['offered']

/** Which version everybody, a part of all devices, and the testers are offered. */
export function OfferedVersions({ app, offered }: { app: App; offered: Offered }) {
  const t = useTexts(overviewTexts)
  const { production, rollout, beta } = offered
  return (
    <Card level={2} title={t.releases} isFlush>
      <dl className={styles.list}>
        <Row label={t.everybody}>
          <Version app={app} offered={production} />
        </Row>
        {rollout && (
          <Row label={t.part}>
            <Version app={app} offered={rollout} />
            <Rollout app={app} rollout={rollout} />
          </Row>
        )}
        <Row label={t.testers}>
          <Version app={app} offered={beta} />
        </Row>
      </dl>
    </Card>
  )
}

function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={styles.row}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function Version({ app, offered }: { app: App; offered: Offered['production'] }) {
  const t = useTexts(overviewTexts)
  if (offered === null) return <span className={styles.soft}>{t.nobody}</span>
  return (
    <p className={styles.version}>
      <Link to="/apps/$appId/versions/$versionId" params={{ appId: app.id, versionId: offered.version_id }}>
        {offered.version}
      </Link>
      <span className={styles.soft}>
        {t.since} <Time value={offered.published_at} kind="date" />
      </span>
    </p>
  )
}

function Rollout({ app, rollout }: { app: App; rollout: NonNullable<Offered['rollout']> }) {
  const t = useTexts(overviewTexts)
  const { percent } = useFormat()
  const share = rollout.percent / 100
  return (
    <div className={styles.rollout}>
      <ProgressBar label={t.rolloutLabel(rollout.version)} share={share} note={t.rolloutShare(percent(share))} />
      {mayInTeam(app.role, 'version.raise') && (
        <LinkButton
          size="small"
          to="/apps/$appId/versions/$versionId"
          params={{ appId: app.id, versionId: rollout.version_id }}
        >
          {t.manageRollout}
        </LinkButton>
      )}
    </div>
  )
}
