import type { App, AppOverview } from '@mosis/api'
import { mayInTeam } from '@mosis/api/roles'
import { PackageOpen, Upload } from 'lucide-react'
import { portalFlag } from '../../commands.ts'
import { useFormat } from '../../format.ts'
import { Card } from '../../parts/card.tsx'
import { CopyField } from '../../parts/copy-field.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { LinkButton } from '../../parts/link-button.tsx'
import { Status } from '../../parts/status.tsx'
import { Time } from '../../parts/time.tsx'
import { useTexts } from '../../texts.ts'
import { useQueueWords } from '../../words/queue-words.ts'
import { useWords } from '../../words/use-words.ts'
import { versionStateSentences, versionStates } from '../../words/versions.ts'
import styles from './newest-version.module.css'
import { overviewTexts } from './overview.texts.ts'

type Newest = NonNullable<AppOverview['newest']>

/** The version with the highest version_code: where it is on its way, and when it goes on; without one, how the first comes. */
export function NewestVersion({ app, newest }: { app: App; newest: Newest | null }) {
  const t = useTexts(overviewTexts)
  if (newest === null) return <NoVersion app={app} />
  return (
    <Card
      level={2}
      title={t.newest}
      actions={
        <>
          <LinkButton size="small" kind="quiet" to="/apps/$appId/versions" params={{ appId: app.id }}>
            {t.allVersions}
          </LinkButton>
          <LinkButton
            size="small"
            to="/apps/$appId/versions/$versionId"
            params={{ appId: app.id, versionId: newest.id }}
          >
            {t.open(newest.version)}
          </LinkButton>
        </>
      }
    >
      <Standing newest={newest} isOffered={app.state !== 'suspended'} />
    </Card>
  )
}

function Standing({ newest, isOffered }: { newest: Newest; isOffered: boolean }) {
  const t = useTexts(overviewTexts)
  const { number } = useFormat()
  const sayState = useWords(versionStates)
  const sayMeaning = useWords(versionStateSentences)
  const sayQueue = useQueueWords()
  const waiting = newest.review === null ? undefined : sayQueue(newest.review)
  const findings = [
    ...(newest.errors > 0 ? [t.errors(newest.errors, number(newest.errors))] : []),
    ...(newest.warnings > 0 ? [t.warnings(newest.warnings, number(newest.warnings))] : []),
  ]
  return (
    <div className={styles.standing}>
      <p className={styles.version}>
        <span className={styles.number}>{newest.version}</span>
        <Status state={newest.state} label={sayState(newest.state)} />
        <span className={styles.small}>
          {t.uploaded} <Time value={newest.created_at} />
        </span>
      </p>
      {(isOffered || newest.state !== 'published') && (
        <p className={styles.meaning}>
          {sayMeaning(newest.state)} {waiting}
        </p>
      )}
      {findings.length > 0 && (
        <p className={styles.small}>
          {t.findings}: {findings.join(' · ')}
        </p>
      )}
    </div>
  )
}

function NoVersion({ app }: { app: App }) {
  const t = useTexts(overviewTexts)
  const mayUpload = app.state !== 'suspended' && mayInTeam(app.role, 'version.upload')
  return (
    <EmptyState
      icon={PackageOpen}
      title={t.firstTitle}
      actions={
        mayUpload && (
          <LinkButton to="/apps/$appId/versions/new" params={{ appId: app.id }} icon={Upload}>
            {t.firstUpload}
          </LinkButton>
        )
      }
    >
      {mayUpload ? (
        <div className={styles.first}>
          <p>{t.firstLead}</p>
          <CopyField label={t.firstCommand} value={`mosis publish${portalFlag(location.origin)}`} />
        </div>
      ) : (
        t.firstForOthers
      )}
    </EmptyState>
  )
}
