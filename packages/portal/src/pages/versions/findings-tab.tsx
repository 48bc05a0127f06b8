import type { Finding, Version } from '@mosis/api'
import { getRouteApi } from '@tanstack/react-router'
import { CircleCheck, ScanSearch } from 'lucide-react'
import { useMemo } from 'react'
import { useFormat } from '../../format.ts'
import { Button } from '../../parts/button.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { FilterBar } from '../../parts/filter-bar.tsx'
import { Select } from '../../parts/select.tsx'
import { useTexts } from '../../texts.ts'
import { severities } from '../../words/rules.ts'
import { useWords } from '../../words/use-words.ts'
import { FindingsList } from './findings-list.tsx'
import { findingsTexts } from './findings.texts.ts'
import { groupFindings } from './group-findings.ts'
import { SourceView } from './source-view.tsx'
import styles from './findings.module.css'

const route = getRouteApi('/console/apps/$appId/versions/$versionId')

/** What the automated review found, by file, and beside it the source with each finding at its line. */
export function FindingsTab({ version }: { version: Version }) {
  const t = useTexts(findingsTexts)
  const { findings, state } = version
  if (findings === null) {
    return (
      <EmptyState icon={ScanSearch} title={t.notCheckedTitle}>
        {state === 'draft' ? t.notCheckedDraft : t.notChecked}
      </EmptyState>
    )
  }
  if (findings.length === 0) {
    return (
      <EmptyState icon={CircleCheck} title={t.noneTitle}>
        {t.none}
      </EmptyState>
    )
  }
  return <Found version={version} findings={findings} />
}

const weights = ['error', 'warning', 'info'] as const

function Found({ version, findings }: { version: Version; findings: readonly Finding[] }) {
  const t = useTexts(findingsTexts)
  const { number } = useFormat()
  const saySeverity = useWords(severities)
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { severity, line } = search
  const shown = useMemo(
    () => findings.filter((finding) => severity === undefined || finding.severity === severity),
    [findings, severity],
  )
  const groups = useMemo(() => groupFindings(shown), [shown])
  const file = search.file ?? groups.find(({ path }) => path !== undefined)?.path
  const set = (chosen: typeof severity) =>
    void navigate({ search: { tab: 'findings', severity: chosen }, replace: true, resetScroll: false })
  const present = weights.filter((weight) => findings.some((finding) => finding.severity === weight))
  return (
    <div className={styles.tab}>
      <h3 className={styles.hidden}>{t.title}</h3>
      <FilterBar
        label={t.filters}
        count={t.count(shown.length, number(shown.length))}
        onClear={severity === undefined ? undefined : () => set(undefined)}
      >
        <Select
          label={t.severity}
          isLabelHidden
          size="medium"
          value={severity ?? 'any'}
          onChange={(chosen) => set(chosen === 'any' ? undefined : chosen)}
          options={[
            { value: 'any', label: t.anySeverity },
            ...present.map((value) => ({ value, label: saySeverity(value) })),
          ]}
        />
      </FilterBar>
      {shown.length === 0 ? (
        <EmptyState isFiltered title={t.noFitTitle} actions={<Button onPress={() => set(undefined)}>{t.clear}</Button>}>
          {t.noFit}
        </EmptyState>
      ) : (
        <div className={styles.columns}>
          <FindingsList groups={groups} file={file} line={line} />
          <div className={styles.source}>
            {file === undefined ? (
              <p className={styles.soft}>{t.chooseFinding}</p>
            ) : (
              <SourceView version={version} path={file} line={line} findings={shown} />
            )}
          </div>
        </div>
      )}
    </div>
  )
}
