import type { App } from '@mosis/api'
import { useFormat } from '../../format.ts'
import { AppIcon } from '../../parts/app-icon.tsx'
import { Dotted } from '../../parts/dotted.tsx'
import { Table } from '../../parts/table.tsx'
import type { Column } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { useTexts } from '../../texts.ts'
import { AppStatus } from './app-status.tsx'
import { appsTexts } from './apps.texts.ts'
import styles from './apps-table.module.css'

/** A page of apps. */
export function AppsTable({ apps }: { apps: readonly App[] }) {
  const t = useTexts(appsTexts)
  return (
    <Table
      label={t.title}
      columns={useColumns()}
      rows={apps}
      rowKey={idOf}
      rowLink={({ id }) => ({ to: '/apps/$appId', params: { appId: id } })}
    />
  )
}

const idOf = ({ id }: App) => id

function useColumns(): readonly Column<App>[] {
  const t = useTexts(appsTexts)
  const { number } = useFormat()
  return [
    { key: 'app', label: t.app, cell: (app) => <Name app={app} /> },
    { key: 'state', label: t.state, cell: ({ state }) => <AppStatus state={state} /> },
    {
      key: 'published',
      label: t.published,
      isSpare: true,
      cell: ({ published, state }) =>
        published?.version ?? (
          <span className={styles.small}>{state === 'published' ? t.notOffered : t.notPublished}</span>
        ),
    },
    { key: 'team', label: t.team, cell: ({ team_name }) => team_name },
    {
      key: 'downloads',
      label: t.downloads,
      align: 'end',
      isNarrow: true,
      cell: ({ download_count }) => number(download_count),
    },
    {
      key: 'changed',
      label: t.changed,
      align: 'end',
      isNarrow: true,
      cell: ({ updated_at }) => <Time value={updated_at} />,
    },
  ]
}

function Name({ app }: { app: App }) {
  return (
    <span className={styles.name}>
      <AppIcon name={app.name} src={app.icon_url} />
      <span className={styles.words}>
        <span className={styles.title}>{app.name}</span>
        <code className={styles.small}>
          <Dotted text={app.id} />
        </code>
      </span>
    </span>
  )
}
