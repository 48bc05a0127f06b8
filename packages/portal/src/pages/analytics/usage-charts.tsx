import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { locales, useLanguage } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { Chart } from '../../parts/chart.tsx'
import { releasesQuery } from '../../queries/analytics.ts'
import { useTexts } from '../../texts.ts'
import { analyticsTexts } from './analytics.texts.ts'
import type { Usage } from './usage.ts'
import styles from './analytics.module.css'

/** Devices, starts and crashes by day, with the releases as lines. */
export function UsageCharts({ appId, usage }: { appId: string; usage: Usage }) {
  const t = useTexts(analyticsTexts)
  const markers = useReleaseMarkers(appId, usage.times)
  const formatTime = useFormatDay()
  const { times } = usage
  const devices = useMemo(() => [{ label: t.devicesChart, values: usage.devices }], [t, usage])
  const starts = useMemo(() => [{ label: t.startsChart, values: usage.starts }], [t, usage])
  const crashes = useMemo(() => [{ label: t.crashesChart, values: usage.crashes }], [t, usage])
  const shared = { times, markers, formatTime }
  return (
    <>
      <Card>
        <Chart title={t.devicesChart} lead={t.devicesLead} kind="area" series={devices} {...shared} />
      </Card>
      <div className={styles.pair}>
        <Card>
          <Chart title={t.startsChart} lead={t.startsLead} kind="bar" series={starts} {...shared} />
        </Card>
        <Card>
          <Chart title={t.crashesChart} lead={t.crashesLead} kind="bar" series={crashes} {...shared} />
        </Card>
      </div>
    </>
  )
}

const dayMs = 86_400_000

/** When the versions were published, as far as it was in the span. */
function useReleaseMarkers(appId: string, times: readonly string[]) {
  const { data: releases } = useQuery(releasesQuery(appId))
  return useMemo(() => {
    const [first, last] = [Date.parse(times[0] ?? ''), Date.parse(times.at(-1) ?? '')]
    return (releases ?? [])
      .flatMap(({ published_at, version }) => (published_at === null ? [] : [{ time: published_at, label: version }]))
      .filter(({ time }) => Date.parse(time) >= first - dayMs / 2 && Date.parse(time) <= last + dayMs / 2)
      .toSorted((one, other) => one.time.localeCompare(other.time))
  }, [releases, times])
}

/** A day in UTC, whatever the clock here says. */
function useFormatDay(): (time: string) => string {
  const { language } = useLanguage()
  return useMemo(() => {
    const format = new Intl.DateTimeFormat(locales[language], { dateStyle: 'medium', timeZone: 'UTC' })
    return (time) => format.format(new Date(time))
  }, [language])
}
