import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { appOverviewQuery, useApp } from '../../queries/apps.ts'
import { useTexts } from '../../texts.ts'
import { useTitle } from '../../title.ts'
import { DeleteSection } from './delete-section.tsx'
import { DetailsSection } from './details-section.tsx'
import styles from './settings.module.css'
import { settingsTexts } from './settings.texts.ts'
import { SuspensionNotice } from './suspension-notice.tsx'
import { TransferSection } from './transfer-section.tsx'
import { TrustedPublishing } from './trusted-publishing.tsx'

const route = getRouteApi('/console/apps/$appId/settings')

/** What can be changed about an app, and what can be done with it as a whole. */
export function AppSettings() {
  const t = useTexts(settingsTexts)
  const { appId } = route.useParams()
  const app = useApp(appId)
  const { data: overview } = useQuery({ ...appOverviewQuery(appId), enabled: app.state === 'suspended' })
  useTitle(`${t.title} · ${app.name}`)
  return (
    <div className={styles.page}>
      {overview?.suspension && <SuspensionNotice appId={appId} suspension={overview.suspension} />}
      <DetailsSection app={app} />
      <TrustedPublishing appId={app.id} />
      <TransferSection app={app} />
      <DeleteSection app={app} />
    </div>
  )
}
