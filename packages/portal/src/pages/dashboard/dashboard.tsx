import type { Dashboard as DashboardAnswer } from '@mosis/api'
import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { Needs } from '../../needs/needs.tsx'
import { LinkButton } from '../../parts/link-button.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { PageHeader } from '../../parts/page-header.tsx'
import { Skeleton } from '../../parts/skeleton.tsx'
import { dashboardQuery } from '../../queries/dashboard.ts'
import { useTexts } from '../../texts.ts'
import { useTitle } from '../../title.ts'
import styles from './dashboard.module.css'
import { dashboardTexts } from './dashboard.texts.ts'
import { OwnApps } from './own-apps.tsx'
import { QuickStart } from './quick-start.tsx'

/** What waits for the person first, then the apps that changed last; for an empty account, how to begin. */
export function Dashboard() {
  const t = useTexts(dashboardTexts)
  const query = useQuery(dashboardQuery)
  useTitle(t.title)
  return (
    <>
      <PageHeader
        title={t.title}
        actions={
          <LinkButton to="/apps/new" icon={Plus} kind="primary">
            {t.newApp}
          </LinkButton>
        }
      />
      <Loaded query={query} waiting={t.waiting} failed={t.failed} skeleton={<Shape />}>
        {(dashboard) => <Content dashboard={dashboard} />}
      </Loaded>
    </>
  )
}

function Content({ dashboard: { numbers, needs, apps } }: { dashboard: DashboardAnswer }) {
  const isEmpty = numbers.apps === 0
  return (
    <>
      {(!isEmpty || needs.length > 0) && <Needs needs={needs} />}
      {isEmpty ? <QuickStart /> : <OwnApps apps={apps} numbers={numbers} />}
    </>
  )
}

function Shape() {
  return (
    <div className={styles.stack}>
      <div className={styles.shape}>
        <Skeleton count={1} />
        <Skeleton kind="table" count={4} />
      </div>
      <div className={styles.shape}>
        <Skeleton count={1} />
        <Skeleton kind="cards" count={1} />
        <Skeleton kind="table" count={6} />
      </div>
    </div>
  )
}
