import type { AppOverview } from '@mosis/api'
import { mayInTeam } from '@mosis/api/roles'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Needs } from '../../needs/needs.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { Skeleton } from '../../parts/skeleton.tsx'
import { appOverviewQuery, useApp } from '../../queries/apps.ts'
import { useTexts } from '../../texts.ts'
import { useTitle } from '../../title.ts'
import { AppActivity } from './app-activity.tsx'
import { AppDetails } from './app-details.tsx'
import { AppNumbers } from './app-numbers.tsx'
import { NewestVersion } from './newest-version.tsx'
import { OfferedVersions } from './offered-versions.tsx'
import styles from './overview.module.css'
import { overviewTexts } from './overview.texts.ts'
import { SuspensionNotice } from './suspension-notice.tsx'
import { TransferNotice } from './transfer-notice.tsx'

const route = getRouteApi('/console/apps/$appId')

/** Where an app stands: what waits, what is offered to whom, the newest version, and the numbers. */
export function Overview() {
  const t = useTexts(overviewTexts)
  const { appId } = route.useParams()
  const app = useApp(appId)
  const query = useQuery(appOverviewQuery(appId))
  useTitle(app.name)
  return (
    <Loaded query={query} waiting={t.waiting} failed={t.failed} skeleton={<Shape />}>
      {(overview) => (
        <div className={styles.stack}>
          {overview.suspension && <SuspensionNotice appId={appId} suspension={overview.suspension} />}
          {overview.transfer && <TransferNotice app={app} transfer={overview.transfer} />}
          <OwnNeeds needs={overview.needs} />
          <div className={styles.columns}>
            <div className={styles.stack}>
              <NewestVersion app={app} newest={overview.newest} />
              {overview.newest && app.state !== 'suspended' && <OfferedVersions app={app} offered={overview.offered} />}
              {mayInTeam(app.role, 'team.view_log') && <AppActivity appId={appId} />}
            </div>
            <div className={styles.side}>
              <AppNumbers app={app} counts={overview.counts} />
              <AppDetails app={app} />
            </div>
          </div>
        </div>
      )}
    </Loaded>
  )
}

function Shape() {
  return (
    <div className={styles.columns}>
      <div className={styles.stack}>
        <Skeleton kind="cards" count={1} />
        <Skeleton kind="table" count={3} />
        <Skeleton kind="table" count={4} />
      </div>
      <div className={styles.side}>
        <Skeleton kind="cards" count={1} />
        <Skeleton kind="cards" count={1} />
      </div>
    </div>
  )
}

/** A rollout stands below with its share and its way on, a suspension above with its reason. */
function OwnNeeds({ needs }: Pick<AppOverview, 'needs'>) {
  const others = needs.filter(({ kind }) => kind !== 'rollout' && kind !== 'suspended')
  return others.length > 0 && <Needs needs={others} />
}
