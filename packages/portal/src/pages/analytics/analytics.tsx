import type { Analytics } from '@mosis/api'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { ChartLine } from 'lucide-react'
import { useMemo } from 'react'
import { useFormat } from '../../format.ts'
import { locales, useLanguage } from '../../language.tsx'
import { Button } from '../../parts/button.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { FilterBar } from '../../parts/filter-bar.tsx'
import { ForbiddenState } from '../../parts/forbidden-state.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { Notice } from '../../parts/notice.tsx'
import { Section } from '../../parts/section.tsx'
import { Select } from '../../parts/select.tsx'
import { Skeleton } from '../../parts/skeleton.tsx'
import { analyticsQuery } from '../../queries/analytics.ts'
import { useApp } from '../../queries/apps.ts'
import { useTexts } from '../../texts.ts'
import { useTitle } from '../../title.ts'
import { analyticsTexts } from './analytics.texts.ts'
import { spans, usualSpan, weeksFrom } from './routes.tsx'
import { Totals } from './totals.tsx'
import { hasFew, isUnused, timeOf, toUsage, toWeeks } from './usage.ts'
import { UsageCharts } from './usage-charts.tsx'
import { VersionsTable } from './versions-table.tsx'
import styles from './analytics.module.css'

const route = getRouteApi('/console/apps/$appId/analytics')

/** How often an app is used, by day and by version; span and version stand in the address. */
export function AnalyticsPage() {
  const t = useTexts(analyticsTexts)
  const sayDay = useSayDay()
  const { appId } = route.useParams()
  const app = useApp(appId)
  const { days } = route.useSearch()
  const span = spans.find((one) => one === days) ?? usualSpan
  const query = useQuery(analyticsQuery(appId, span))
  useTitle(`${t.title} · ${app.name}`)
  const until = query.data?.complete_until
  return (
    <Section title={t.title} lead={until === undefined ? t.leadPlain : t.lead(sayDay(until))}>
      {app.published === null && query.data?.downloads === 0 ? (
        <EmptyState icon={ChartLine} title={t.notPublishedTitle}>
          {t.notPublishedLead}
        </EmptyState>
      ) : (
        <>
          <Filters span={span} analytics={query.data} />
          <Loaded
            query={query}
            waiting={t.waiting}
            failed={t.failed}
            skeleton={<Skeleton kind="cards" count={3} />}
            forbidden={<ForbiddenState />}
          >
            {(analytics) => <Shown appId={appId} span={span} analytics={analytics} />}
          </Loaded>
        </>
      )}
    </Section>
  )
}

/** A day in UTC, whatever the clock here says. */
function useSayDay(): (day: string) => string {
  const locale = locales[useLanguage().language]
  return useMemo(() => {
    const format = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' })
    return (day) => format.format(new Date(timeOf(day)))
  }, [locale])
}

function Filters({ span, analytics }: { span: number; analytics: Analytics | undefined }) {
  const t = useTexts(analyticsTexts)
  const { number } = useFormat()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const set = (changes: Partial<typeof search>) =>
    void navigate({ search: { ...search, ...changes }, replace: true, resetScroll: false })
  const known = analytics?.versions.map(({ version }) => version) ?? []
  const chosen = search.version
  const versions = chosen === undefined || known.includes(chosen) ? known : [chosen, ...known]
  return (
    <FilterBar label={t.filters}>
      <Select
        label={t.span}
        isLabelHidden
        size="medium"
        value={String(span)}
        onChange={(days) => set({ days: Number(days) === usualSpan ? undefined : Number(days) })}
        options={spans.map((days) => ({ value: String(days), label: t.spans(days, number(days)) }))}
      />
      {span >= weeksFrom && (
        <Select
          label={t.by}
          isLabelHidden
          size="medium"
          value={search.by ?? 'day'}
          onChange={(by) => set({ by: by === 'week' ? by : undefined })}
          options={[
            { value: 'day', label: t.byDay },
            { value: 'week', label: t.byWeek },
          ]}
        />
      )}
      <Select
        label={t.version}
        isLabelHidden
        size="medium"
        value={chosen ?? ''}
        onChange={(version) => set({ version: version === '' ? undefined : version })}
        options={[
          { value: '', label: t.allVersions },
          ...versions.map((version) => ({ value: version, label: version })),
        ]}
      />
    </FilterBar>
  )
}

function Shown({ appId, span, analytics }: { appId: string; span: number; analytics: Analytics }) {
  const t = useTexts(analyticsTexts)
  const { number } = useFormat()
  const { version, by = 'day' } = route.useSearch()
  const usage = useMemo(() => toUsage(analytics, version), [analytics, version])
  const isByWeek = span >= weeksFrom && by === 'week'
  const drawn = useMemo(() => (isByWeek ? toWeeks(usage) : usage), [usage, isByWeek])
  if (isUnused(usage)) return <Unused isVersion={version !== undefined} />
  return (
    <div className={styles.stack}>
      {hasFew(usage) && <Notice>{t.fewNotice(number(analytics.smallest_group))}</Notice>}
      <Totals analytics={analytics} version={version} />
      <UsageCharts appId={appId} usage={drawn} by={isByWeek ? 'week' : 'day'} />
      {analytics.versions.length > 0 && <VersionsTable versions={analytics.versions} />}
    </div>
  )
}

function Unused({ isVersion }: { isVersion: boolean }) {
  const t = useTexts(analyticsTexts)
  const navigate = route.useNavigate()
  if (!isVersion) {
    return (
      <EmptyState icon={ChartLine} title={t.emptyTitle}>
        {t.emptyLead}
      </EmptyState>
    )
  }
  const clear = () => void navigate({ search: (old) => ({ ...old, version: undefined }), resetScroll: false })
  return (
    <EmptyState isFiltered title={t.noVersionTitle} actions={<Button onPress={clear}>{t.clear}</Button>}>
      {t.noVersionLead}
    </EmptyState>
  )
}
