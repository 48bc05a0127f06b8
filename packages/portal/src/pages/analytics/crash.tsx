import type { Result } from '@mosis/api'
import type { analytics as contractOfAnalytics } from '@mosis/api'
import { useQuery } from '@tanstack/react-query'
import { Link, getRouteApi } from '@tanstack/react-router'
import { ChevronLeft, SearchX } from 'lucide-react'
import { PortalError } from '../../call.ts'
import { useFormat } from '../../format.ts'
import { Card } from '../../parts/card.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { ForbiddenState } from '../../parts/forbidden-state.tsx'
import { Icon } from '../../parts/icon.tsx'
import { KeyValues } from '../../parts/key-values.tsx'
import { LinkButton } from '../../parts/link-button.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { ProgressBar } from '../../parts/progress-bar.tsx'
import { Skeleton } from '../../parts/skeleton.tsx'
import { crashQuery } from '../../queries/analytics.ts'
import { useApp } from '../../queries/apps.ts'
import { useTexts } from '../../texts.ts'
import { useTitle } from '../../title.ts'
import { CrashReports } from './crash-reports.tsx'
import { crashesTexts } from './crashes.texts.ts'
import { useCrashType } from './use-crash-type.ts'
import styles from './crashes.module.css'

const route = getRouteApi('/console/apps/$appId/crashes/$groupId')

export type Crash = Result<typeof contractOfAnalytics.getCrash>

/** The crashes of one cause: how many, since when, in which versions, and the last reports with their stacks. */
export function CrashPage() {
  const t = useTexts(crashesTexts)
  const { appId, groupId } = route.useParams()
  const query = useQuery(crashQuery(appId, groupId))
  const app = useApp(appId)
  useTitle(`${query.data?.message ?? t.title} · ${app.name}`)
  if (query.data === undefined && query.error instanceof PortalError && isMissing(query.error)) {
    return <NoCrash appId={appId} />
  }
  return (
    <Loaded
      query={query}
      waiting={t.oneWaiting}
      failed={t.oneFailed}
      skeleton={<Shape />}
      forbidden={<ForbiddenState />}
    >
      {(crash) => <Shown appId={appId} crash={crash} />}
    </Loaded>
  )
}

function Shape() {
  return (
    <div className={styles.page}>
      <Skeleton count={2} />
      <div className={styles.columns}>
        <Skeleton kind="table" count={5} />
        <div className={styles.side}>
          <Skeleton kind="cards" count={1} />
        </div>
      </div>
    </div>
  )
}

// An id that cannot be one is refused as input; to the person it is the same.
const isMissing = ({ code }: PortalError) => code === 'crash.not_found' || code === 'invalid_input'

function Shown({ appId, crash }: { appId: string; crash: Crash }) {
  const t = useTexts(crashesTexts)
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <Link to="/apps/$appId/crashes" params={{ appId }} className={styles.back}>
          <Icon of={ChevronLeft} />
          {t.back}
        </Link>
        <h2 className={styles.title}>{crash.message}</h2>
      </header>
      <div className={styles.columns}>
        <CrashReports reports={crash.samples} />
        <div className={styles.side}>
          <Known crash={crash} />
          {crash.by_version.length > 0 && <ByVersion versions={crash.by_version} />}
        </div>
      </div>
    </div>
  )
}

function Known({ crash }: { crash: Crash }) {
  const t = useTexts(crashesTexts)
  const sayType = useCrashType()
  const { number, dateTime } = useFormat()
  const { type, top_frame, crashes, devices, first_at, first_version, last_at, last_version } = crash
  return (
    <Card title={t.overview}>
      <KeyValues
        items={[
          { label: t.type, value: sayType(type) },
          ...(top_frame === null ? [] : [{ label: t.place, value: <code className={styles.code}>{top_frame}</code> }]),
          { label: t.crashes, value: number(crashes) },
          { label: t.devices, value: devices === null ? t.tooFew : number(devices) },
          { label: t.firstAt, value: t.inVersion(dateTime(first_at), first_version) },
          { label: t.lastAt, value: t.inVersion(dateTime(last_at), last_version) },
        ]}
      />
    </Card>
  )
}

function ByVersion({ versions }: { versions: Crash['by_version'] }) {
  const t = useTexts(crashesTexts)
  const { number } = useFormat()
  const all = versions.reduce((sum, { crashes }) => sum + crashes, 0)
  return (
    <Card title={t.byVersion} lead={t.byVersionLead}>
      <div className={styles.bars}>
        {versions.map(({ version, crashes }) => (
          <ProgressBar key={version} label={version} share={crashes / all} note={number(crashes)} />
        ))}
      </div>
    </Card>
  )
}

function NoCrash({ appId }: { appId: string }) {
  const t = useTexts(crashesTexts)
  useTitle(t.goneTitle)
  return (
    <EmptyState
      icon={SearchX}
      title={t.goneTitle}
      actions={
        <LinkButton to="/apps/$appId/crashes" params={{ appId }}>
          {t.toCrashes}
        </LinkButton>
      }
    >
      {t.gone}
    </EmptyState>
  )
}
