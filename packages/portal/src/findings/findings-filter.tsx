import type { Finding } from '@mosis/api'
import { useMemo } from 'react'
import type { ReactNode } from 'react'
import { useFormat } from '../format.ts'
import { FilterBar } from '../parts/filter-bar.tsx'
import { FilterSelect } from '../parts/filter-select.tsx'
import { NothingFits } from '../parts/nothing-fits.tsx'
import { useTexts } from '../texts.ts'
import { severities } from '../words/rules.ts'
import { useWords } from '../words/use-words.ts'
import { findingsTexts } from './findings.texts.ts'
import { severityWords } from './severity-words.ts'
import styles from './findings.module.css'

type Severity = Finding['severity']

interface FindingsFilterProps {
  findings: readonly Finding[]
  severity: Severity | undefined
  onChoose: (severity: Severity | undefined) => void
  /** What is shown of those that fit, when some do. */
  children: (shown: readonly Finding[]) => ReactNode
}

/** Findings under their title, narrowed to one weight. */
export function FindingsFilter({ findings, severity, onChoose, children }: FindingsFilterProps) {
  const t = useTexts(findingsTexts)
  const { number } = useFormat()
  const saySeverity = useWords(severities)
  const shown = useMemo(
    () => findings.filter((finding) => severity === undefined || finding.severity === severity),
    [findings, severity],
  )
  const present = severityWords.filter((weight) => findings.some((finding) => finding.severity === weight))
  const clear = () => onChoose(undefined)
  return (
    <section className={styles.tab} aria-labelledby="findings">
      <h2 id="findings" className={styles.title}>
        {t.title}
      </h2>
      <FilterBar
        label={t.filters}
        count={t.count(shown.length, number(shown.length))}
        onClear={severity === undefined ? undefined : clear}
      >
        <FilterSelect
          label={t.severity}
          value={severity}
          any={t.anySeverity}
          options={present}
          say={saySeverity}
          onChange={onChoose}
        />
      </FilterBar>
      {shown.length === 0 ? <NothingFits onClear={clear} /> : children(shown)}
    </section>
  )
}
