import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { Card } from '../../parts/card.tsx'
import { Chart } from '../../parts/chart.tsx'
import { releasesQuery } from '../../queries/analytics.ts'
import { useTexts } from '../../texts.ts'
import { analyticsTexts } from './analytics.texts.ts'
import type { Usage } from './usage.ts'
import styles from './analytics.module.css'

interface UsageChartsProps {
  appId: string
  usage: Usage
  by: 'day' | 'week'
}

/** Devices, starts and crashes by day or week, with the releases as lines. */
export function UsageCharts({ appId, usage, by }: UsageChartsProps) {
  const t = useTexts(analyticsTexts)
  const { times } = usage
  const markers = useReleaseMarkers(appId, times, by)
  const devices = useMemo(() => [{ label: t.devicesChart, values: usage.devices }], [t, usage])
  const starts = useMemo(() => [{ label: t.startsChart, values: usage.starts }], [t, usage])
  const crashes = useMemo(() => [{ label: t.crashesChart, values: usage.crashes }], [t, usage])
  const shared = { times, markers }
  return (
    <>
      <Card>
        <Chart title={t.devicesChart} lead={t.devicesLead[by]} kind="area" series={devices} {...shared} />
      </Card>
      <div className={styles.pair}>
        <Card>
          <Chart title={t.startsChart} lead={t.startsLead[by]} kind="bar" series={starts} {...shared} />
        </Card>
        <Card>
          <Chart title={t.crashesChart} lead={t.crashesLead[by]} kind="bar" series={crashes} {...shared} />
        </Card>
      </div>
    </>
  )
}

const dayMs = 86_400_000
const bucketMs = { day: dayMs, week: 7 * dayMs }

/** When the versions were published, as far as it was in the span. */
function useReleaseMarkers(appId: string, times: readonly string[], by: 'day' | 'week') {
  const { data: releases } = useQuery(releasesQuery(appId))
  return useMemo(() => {
    const [first, last] = [Date.parse(times[0] ?? ''), Date.parse(times.at(-1) ?? '')]
    return (releases ?? [])
      .flatMap(({ published_at, version }) => (published_at === null ? [] : [{ time: published_at, label: version }]))
      .filter(({ time }) => Date.parse(time) >= first && Date.parse(time) < last + bucketMs[by])
      .toSorted((one, other) => one.time.localeCompare(other.time))
  }, [releases, times, by])
}
