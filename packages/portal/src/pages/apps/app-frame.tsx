import type { App } from '@mosis/api'
import { mayInTeam } from '@mosis/api/roles'
import { Outlet, getRouteApi, useLocation } from '@tanstack/react-router'
import { Store, Upload } from 'lucide-react'
import { AppIcon } from '../../parts/app-icon.tsx'
import { LinkButton } from '../../parts/link-button.tsx'
import { PageHeader } from '../../parts/page-header.tsx'
import { Tabs } from '../../parts/tabs.tsx'
import { useApp } from '../../queries/apps.ts'
import { useTexts } from '../../texts.ts'
import { appFrameTexts } from './app-frame.texts.ts'
import { AppStatus } from './app-status.tsx'
import { appTabs } from './app-tabs.ts'

const route = getRouteApi('/console/apps/$appId')

/** What stands above every page of an app: which one it is, where it stands, and the ways to its pages. */
export function AppFrame() {
  const { appId } = route.useParams()
  const app = useApp(appId)
  const t = useTexts(appFrameTexts)
  const tabs = appTabs
    .filter(({ needs }) => mayInTeam(app.role, needs))
    .map(({ name, to, hasPagesBelow }) => ({ label: t[name], link: { to, params: { appId } }, hasPagesBelow }))
  return (
    <>
      <PageHeader
        title={app.name}
        crumbs={[{ label: t.apps, link: { to: '/apps' } }]}
        picture={<AppIcon name={app.name} src={app.icon_url} size="large" />}
        status={<AppStatus state={app.state} />}
        lead={<code>{app.id}</code>}
        actions={<Actions app={app} />}
      >
        <Tabs label={t.tabs(app.name)} tabs={tabs} />
      </PageHeader>
      <Outlet />
    </>
  )
}

/** The pages that have no important button of their own. */
const calmPages = new Set(['', 'versions'])

function Actions({ app }: { app: App }) {
  const t = useTexts(appFrameTexts)
  const page = useLocation({ select: ({ pathname }) => pathname.split('/').slice(3).join('/') })
  const params = { appId: app.id }
  const mayUpload = app.state !== 'suspended' && mayInTeam(app.role, 'version.upload') && page !== 'versions/new'
  return (
    <>
      {app.state === 'published' && (
        <LinkButton to="/store/$appId" params={params} icon={Store}>
          {t.store}
        </LinkButton>
      )}
      {mayUpload && (
        <LinkButton
          to="/apps/$appId/versions/new"
          params={params}
          icon={Upload}
          kind={calmPages.has(page) ? 'primary' : 'plain'}
        >
          {t.upload}
        </LinkButton>
      )}
    </>
  )
}
