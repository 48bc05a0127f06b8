import { ChevronRight } from 'lucide-react'
import { useFormat } from '../../format.ts'
import { Card } from '../../parts/card.tsx'
import { CopyButton } from '../../parts/copy-button.tsx'
import { Icon } from '../../parts/icon.tsx'
import { KeyValues } from '../../parts/key-values.tsx'
import { useTexts } from '../../texts.ts'
import type { Crash } from './crash.tsx'
import { crashesTexts } from './crashes.texts.ts'
import styles from './crashes.module.css'

type Report = Crash['samples'][number]

/** The last reports of a crash; the newest is open. */
export function CrashReports({ reports }: { reports: readonly Report[] }) {
  const t = useTexts(crashesTexts)
  const { dateTime } = useFormat()
  return (
    <Card title={t.reports} lead={t.reportsLead} isFlush>
      {reports.map((report, at) => (
        <details key={report.id} className={styles.report} open={at === 0}>
          <summary>
            <Icon of={ChevronRight} className={styles.arrow} />
            <span>{t.report(dateTime(report.at))}</span>
            <span className={styles.soft}>{report.version}</span>
          </summary>
          <ReportBody report={report} name={t.report(dateTime(report.at))} />
        </details>
      ))}
    </Card>
  )
}

function ReportBody({ report, name }: { report: Report; name: string }) {
  const t = useTexts(crashesTexts)
  const { dateTime } = useFormat()
  const { stack_trace: stack, context, at, received_at, version, mosis_version, message } = report
  return (
    <div className={styles.body}>
      <p className={styles.message}>{message}</p>
      {stack === '' ? (
        <p className={styles.soft}>{t.noStack}</p>
      ) : (
        <div className={styles.stack}>
          <div className={styles.stackHead}>
            <h4>{t.stack}</h4>
            <CopyButton text={stack} label={t.stack} />
          </div>
          <pre tabIndex={0} role="region" aria-label={`${t.stack}, ${name}`}>
            {stack}
          </pre>
        </div>
      )}
      <h4>{t.context}</h4>
      <KeyValues
        items={[
          { label: t.appVersion, value: version },
          { label: t.mosis, value: mosis_version },
          { label: t.at, value: dateTime(at) },
          { label: t.received, value: dateTime(received_at) },
          ...Object.entries(context).map(([key, value]) => ({
            label: key,
            value: <code className={styles.code}>{typeof value === 'string' ? value : JSON.stringify(value)}</code>,
          })),
        ]}
      />
    </div>
  )
}
