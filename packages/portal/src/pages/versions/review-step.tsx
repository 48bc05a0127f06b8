import type { Version } from '@mosis/api'
import { LinkButton } from '../../parts/link-button.tsx'
import { useTexts } from '../../texts.ts'
import styles from './new-version.module.css'
import { ReviewProgress } from './review-progress.tsx'
import { Standing } from './standing.tsx'
import { versionTexts } from './version.texts.ts'

/** The steps say it already. */
const isUnderWay = ({ state }: Version) => ['submitted', 'checking', 'in_review'].includes(state)

/** What becomes of a version that was handed in, as it happens. */
export function ReviewStep({ version }: { version: Version }) {
  const t = useTexts(versionTexts)
  const { app_id: appId, id: versionId, state } = version
  return (
    <div className={styles.stack}>
      <ReviewProgress version={version} />
      {!isUnderWay(version) && <Standing version={version} />}
      <div className={styles.actions}>
        <LinkButton
          kind="primary"
          to="/apps/$appId/versions/$versionId"
          params={{ appId, versionId }}
          search={state === 'failed' ? { tab: 'findings' } : {}}
        >
          {state === 'failed' ? t.seeFindings : t.open}
        </LinkButton>
        {state === 'failed' && (
          <LinkButton to="/apps/$appId/versions/new" params={{ appId }} search={{}}>
            {t.another}
          </LinkButton>
        )}
      </div>
    </div>
  )
}
