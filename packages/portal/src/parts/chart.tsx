import { ChartLine, Download, Table2 } from 'lucide-react'
import { Suspense, lazy, useId, useMemo, useState } from 'react'
import type { ReactNode } from 'react'
import { useFormat } from '../format.ts'
import { locales, useLanguage } from '../language.tsx'
import { saveFile } from '../save-file.ts'
import { useTexts } from '../texts.ts'
import { Button } from './button.tsx'
import { bucketMs, dayMs, isByDay, releasesAt, toCsv } from './chart-data.ts'
import type { ChartData, ChartMarker } from './chart-data.ts'
import { chartTexts } from './chart.texts.ts'
import { Failsafe } from './failsafe.tsx'
import { joinClasses } from './join-classes.ts'
import { VisuallyHidden } from './visually-hidden.tsx'
import styles from './chart.module.css'

export interface ChartProps extends ChartData {
  title: string
  /** One line: what is counted, in which unit. */
  lead: string
  kind?: 'line' | 'area' | 'bar'
  /** How a value is written; default a plain number. */
  formatValue?: (value: number) => string
  /** How a time is written; default a day in UTC, or a date with its hour where the buckets are shorter. */
  formatTime?: (time: string) => string
  /** Beside the title: a choice of the time. */
  actions?: ReactNode
  /** The heading's level where the chart stands. */
  level?: 2 | 3
}

const ChartPlot = lazy(() => import('./chart-plot.tsx'))

/** Numbers over time: as a chart, as a table and as a file. What draws it comes when the first chart is there. */
export function Chart(props: ChartProps) {
  const { title, lead, kind = 'line', actions, level = 3, times, series, isLastOpen = false } = props
  const t = useTexts(chartTexts)
  const format = useFormat()
  const locale = locales[useLanguage().language]
  const id = useId()
  const [isTable, setIsTable] = useState(false)
  const [at, setAt] = useState<number>()
  const formatValue = props.formatValue ?? format.number
  const formatDay = useMemo(() => createDayFormat(times, locale), [times, locale])
  const formatTime = props.formatTime ?? (isByDay(times) ? formatDay : format.dateTime)
  const formatTick = useMemo(() => createTickFormat(times, locale), [times, locale])
  const Heading = level === 2 ? 'h2' : 'h3'
  const isEmpty = series.every(({ values }) => values.every((value) => value === null))
  const show = (value: number | null | undefined) => (value == null ? t.tooFew : formatValue(value))
  const timeAt = (at: number) => {
    const time = times[at] === undefined ? '' : formatTime(times[at])
    return isLastOpen && at === times.length - 1 ? `${time} (${t.unfinished})` : time
  }
  const csv = () =>
    saveFile(toCsv(props, { time: t.time, release: t.release }), { name: `${title}.csv`, type: 'text/csv' })
  const readAt = (at: number) =>
    [
      timeAt(at),
      ...series.map(({ label, values }) => `${label}: ${show(values[at])}`),
      releasesAt(times, props.markers ?? [], at),
    ]
      .filter((words) => words !== '')
      .join(', ')
  return (
    <figure className={styles.chart} aria-labelledby={id}>
      <div className={styles.head}>
        <figcaption className={styles.words}>
          <Heading id={id}>{title}</Heading>
          <p className={styles.lead}>{lead}</p>
        </figcaption>
        <div className={styles.tools}>
          {actions}
          <Button kind="quiet" size="small" icon={isTable ? ChartLine : Table2} onPress={() => setIsTable(!isTable)}>
            {isTable ? t.asChart : t.asTable}
            <VisuallyHidden>{title}</VisuallyHidden>
          </Button>
          <Button kind="quiet" size="small" icon={Download} onPress={csv} aria-label={t.csvOf(title)}>
            {t.csv}
          </Button>
        </div>
      </div>
      {isTable ? (
        <ChartTable {...props} show={show} timeAt={timeAt} />
      ) : isEmpty ? (
        <p className={styles.waiting}>{t.nothing}</p>
      ) : (
        <>
          <p className={styles.readout}>
            {at !== undefined && <span>{timeAt(at)}</span>}
            {(at !== undefined || series.length > 1) &&
              series.map(({ label, values }, each) => (
                <span key={label}>
                  <span className={joinClasses(styles.swatch, styles[`series${each + 1}`])} />
                  {label}
                  {at !== undefined && <b>{show(values[at])}</b>}
                </span>
              ))}
          </p>
          <Failsafe instead={<ChartTable {...props} show={show} timeAt={timeAt} />}>
            <Suspense fallback={<p className={styles.waiting}>{t.loading}</p>}>
              <ChartPlot
                {...props}
                kind={kind}
                formatValue={formatValue}
                formatTick={formatTick}
                description={describe(props, t, formatValue, formatTime)}
                readAt={readAt}
                at={at}
                onAt={setAt}
              />
            </Suspense>
          </Failsafe>
        </>
      )}
    </figure>
  )
}

const noMarkers: readonly ChartMarker[] = []

interface ChartTableProps extends ChartProps {
  show: (value: number | null | undefined) => string
  timeAt: (at: number) => string
}

function ChartTable({ title, times, series, markers = noMarkers, show, timeAt }: ChartTableProps) {
  const t = useTexts(chartTexts)
  return (
    <section className={styles.tableScroll} aria-label={title} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t.time}</th>
            {series.map(({ label }) => (
              <th key={label} scope="col">
                {label}
              </th>
            ))}
            {markers.length > 0 && <th scope="col">{t.release}</th>}
          </tr>
        </thead>
        <tbody>
          {times.map((time, at) => (
            <tr key={time}>
              <th scope="row">{timeAt(at)}</th>
              {series.map(({ label, values }) => (
                <td key={label}>{show(values[at])}</td>
              ))}
              {markers.length > 0 && <td>{releasesAt(times, markers, at)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** Days in UTC, whatever the clock here says; of buckets of several days the first and the last. */
function createDayFormat(times: readonly string[], locale: string): (time: string) => string {
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' })
  const daysMore = Math.round(bucketMs(times) / dayMs) - 1
  return (time) =>
    daysMore > 0
      ? format.formatRange(new Date(time), Date.parse(time) + daysMore * dayMs)
      : format.format(new Date(time))
}

/** Days as "5 Oct", shorter buckets by their hour. */
function createTickFormat(times: readonly string[], locale: string): (time: string) => string {
  const format = new Intl.DateTimeFormat(
    locale,
    isByDay(times) ? { day: 'numeric', month: 'short', timeZone: 'UTC' } : { hour: 'numeric', minute: '2-digit' },
  )
  return (time) => format.format(new Date(time))
}

type Words = ReturnType<typeof useTexts<(typeof chartTexts)['en']>>

function describe(
  { title, times, series }: ChartProps,
  t: Words,
  formatValue: (value: number) => string,
  formatTime: (time: string) => string,
): string {
  const ranges = series.map(({ label, values }) => {
    const shown = values.filter((value) => value !== null)
    if (shown.length === 0) return `${label}: ${t.tooFew}.`
    const [least, most, last] = [Math.min(...shown), Math.max(...shown), shown.at(-1) ?? 0].map(formatValue)
    return t.range(label, least ?? '', most ?? '', last ?? '')
  })
  const [from, to] = [times[0], times.at(-1)].map((time) => (time === undefined ? '' : formatTime(time)))
  return t.description(title, from ?? '', to ?? '', ranges.join(' '))
}
