import type { App } from '@mosis/api'
import { useQuery } from '@tanstack/react-query'
import { ArrowRight, Upload } from 'lucide-react'
import { Link } from '@tanstack/react-router'
import { installCommand, portalFlag } from '../../commands.ts'
import { AppIcon } from '../../parts/app-icon.tsx'
import { Card } from '../../parts/card.tsx'
import { CopyField } from '../../parts/copy-field.tsx'
import { Icon } from '../../parts/icon.tsx'
import { LinkButton } from '../../parts/link-button.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { PageHeader } from '../../parts/page-header.tsx'
import { appQuery } from '../../queries/apps.ts'
import { useTexts } from '../../texts.ts'
import { appMadeTexts } from './app-made.texts.ts'
import styles from './app-made.module.css'

/** What comes after making an app: the first version, by commands or by upload. */
export function AppMade({ appId }: { appId: string }) {
  const t = useTexts(appMadeTexts)
  const query = useQuery(appQuery(appId))
  return (
    <Loaded query={query} waiting={t.waiting}>
      {(app) => <NextSteps app={app} />}
    </Loaded>
  )
}

function NextSteps({ app }: { app: App }) {
  const t = useTexts(appMadeTexts)
  const params = { appId: app.id }
  const name = app.name.replaceAll('"', '')
  const folder = app.id.split('.').at(-1) ?? 'my-app'
  return (
    <>
      <PageHeader
        title={t.title(app.name)}
        lead={t.lead}
        crumbs={[{ label: t.apps, link: { to: '/apps' } }]}
        picture={<AppIcon name={app.name} src={app.icon_url} size="large" />}
      />
      <div className={styles.ways}>
        <Card title={t.byCommand} lead={t.byCommandLead} level={2}>
          <div className={styles.commands}>
            <CopyField label={t.install} value={installCommand(location.origin)} />
            <CopyField label={t.init} value={`mosis init ${folder} --id ${app.id} --name "${name}" --yes`} />
            <CopyField label={t.dev} value={`mosis dev ${folder}`} />
            <CopyField label={t.publish} value={`mosis publish ${folder}${portalFlag(location.origin)}`} />
          </div>
        </Card>
        <div className={styles.stack}>
          <Card title={t.byUpload} lead={t.byUploadLead} level={2}>
            <LinkButton to="/apps/$appId/versions/new" params={params} icon={Upload} kind="primary">
              {t.upload}
            </LinkButton>
          </Card>
          <Card title={t.meanwhile} level={2}>
            <ul className={styles.links}>
              <li>
                <Link to="/apps/$appId/listing" params={params}>
                  {t.listing}
                  <Icon of={ArrowRight} />
                </Link>
                <p>{t.listingLead}</p>
              </li>
              <li>
                <Link to="/apps/$appId" params={params}>
                  {t.overview}
                  <Icon of={ArrowRight} />
                </Link>
                <p>{t.overviewLead}</p>
              </li>
            </ul>
          </Card>
        </div>
      </div>
    </>
  )
}
