import type { Dashboard, DashboardApp } from '@mosis/api'
import { useFormat } from '../../format.ts'
import { AppIcon } from '../../parts/app-icon.tsx'
import { Figures } from '../../parts/key-values.tsx'
import { LinkButton } from '../../parts/link-button.tsx'
import { Section } from '../../parts/section.tsx'
import { Status } from '../../parts/status.tsx'
import { Table } from '../../parts/table.tsx'
import type { Column } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { useTexts } from '../../texts.ts'
import { appStates } from '../../words/apps.ts'
import { useWords } from '../../words/use-words.ts'
import { versionStates } from '../../words/versions.ts'
import { dashboardTexts } from './dashboard.texts.ts'
import styles from './own-apps.module.css'

/** The apps that changed last: where each and its newest version stand. */
export function OwnApps({ apps, numbers }: Pick<Dashboard, 'apps' | 'numbers'>) {
  const t = useTexts(dashboardTexts)
  const { number } = useFormat()
  return (
    <Section
      title={t.ownApps}
      actions={
        numbers.apps > apps.length && (
          <LinkButton to="/apps" size="small">
            {t.allApps(numbers.apps)}
          </LinkButton>
        )
      }
    >
      <div className={styles.figures}>
        <Figures
          items={[
            { label: t.apps, value: number(numbers.apps) },
            { label: t.published, value: number(numbers.published) },
            { label: t.inReview, value: number(numbers.in_review) },
            { label: t.downloads, value: number(numbers.downloads) },
          ]}
        />
      </div>
      <Table
        label={t.ownApps}
        columns={useColumns()}
        rows={apps}
        rowKey={idOf}
        rowLink={({ id }) => ({ to: '/apps/$appId', params: { appId: id } })}
      />
    </Section>
  )
}

const idOf = ({ id }: DashboardApp) => id

function useColumns(): readonly Column<DashboardApp>[] {
  const t = useTexts(dashboardTexts)
  const say = useWords(appStates)
  const { number } = useFormat()
  return [
    { key: 'app', label: t.app, cell: (app) => <Name app={app} /> },
    {
      key: 'state',
      label: t.state,
      cell: ({ state }) => <Status state={state} label={say(state)} />,
    },
    { key: 'newest', label: t.newest, cell: (app) => <NewestVersion app={app} /> },
    { key: 'downloads', label: t.downloads, align: 'end', isNarrow: true, cell: ({ downloads }) => number(downloads) },
    {
      key: 'changed',
      label: t.changed,
      align: 'end',
      isNarrow: true,
      cell: ({ changed_at }) => <Time value={changed_at} />,
    },
  ]
}

function Name({ app }: { app: DashboardApp }) {
  return (
    <span className={styles.name}>
      <AppIcon name={app.name} src={app.icon_url} />
      <span className={styles.words}>
        <span className={styles.title}>{app.name}</span>
        <span className={styles.small}>{app.team.name}</span>
      </span>
    </span>
  )
}

function NewestVersion({ app: { newest, rollout } }: { app: DashboardApp }) {
  const t = useTexts(dashboardTexts)
  const say = useWords(versionStates)
  const { number, percent } = useFormat()
  if (newest === null) return <span className={styles.small}>{t.noVersion}</span>
  const position = newest.review?.position ?? null
  const notes = [
    ...(position === null ? [] : [t.position(number(position))]),
    ...(rollout === null ? [] : [t.rollout(rollout.version, percent(rollout.percent / 100))]),
    ...(newest.state === 'failed' && newest.errors > 0 ? [t.errors(newest.errors, number(newest.errors))] : []),
  ]
  return (
    <span className={styles.newest}>
      <span className={styles.version}>
        {newest.version}
        <Status state={newest.state} label={say(newest.state)} />
      </span>
      {notes.length > 0 && <span className={styles.small}>{notes.join(' · ')}</span>}
    </span>
  )
}
