import type { App, AppOverview } from '@mosis/api'
import { useQuery } from '@tanstack/react-query'
import { useFormat } from '../../format.ts'
import { Card } from '../../parts/card.tsx'
import { appWeekQuery } from '../../queries/apps.ts'
import { useTexts } from '../../texts.ts'
import styles from './app-numbers.module.css'
import { overviewTexts } from './overview.texts.ts'

/** How much there is of an app, and how it was used last week; the places of numbers that are on their way are kept. */
export function AppNumbers({ app, counts }: { app: App; counts: AppOverview['counts'] }) {
  const t = useTexts(overviewTexts)
  const { number } = useFormat()
  const week = useQuery(appWeekQuery(app.id))
  const used = (count: number | null | undefined) =>
    count === undefined ? t.unknown : count === null ? t.tooFew : number(count)
  const items = [
    { label: t.downloads, value: number(counts.downloads) },
    { label: t.starts, value: used(week.data?.totals.starts) },
    { label: t.crashes, value: used(week.data?.totals.crashes) },
    { label: t.versions, value: number(counts.versions) },
    { label: t.testerCount, value: number(counts.testers) },
    { label: t.languages, value: number(counts.languages) },
  ]
  return (
    <Card level={2} title={t.numbers}>
      <dl className={styles.list}>
        {items.map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}
