import type { Finding, Version } from '@mosis/api'
import { getRouteApi } from '@tanstack/react-router'
import { CircleCheck, ScanSearch } from 'lucide-react'
import { FindingsFilter } from '../../findings/findings-filter.tsx'
import { FindingsList } from '../../findings/findings-list.tsx'
import { findingsTexts } from '../../findings/findings.texts.ts'
import { groupFindings } from '../../findings/group-findings.ts'
import { SourceView } from '../../findings/source-view.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { useTexts } from '../../texts.ts'
import styles from '../../findings/findings.module.css'

const route = getRouteApi('/console/apps/$appId/versions/$versionId')

/** What the automated review found, by file, and beside it the source with each finding at its line. */
export function FindingsTab({ version }: { version: Version }) {
  const t = useTexts(findingsTexts)
  const { severity } = route.useSearch()
  const navigate = route.useNavigate()
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
  const choose = (chosen: Finding['severity'] | undefined) =>
    void navigate({ search: { tab: 'findings', severity: chosen }, replace: true, resetScroll: false })
  return (
    <FindingsFilter findings={findings} severity={severity} onChoose={choose}>
      {(shown) => <Found version={version} findings={shown} />}
    </FindingsFilter>
  )
}

function Found({ version: { app_id, id }, findings }: { version: Version; findings: readonly Finding[] }) {
  const t = useTexts(findingsTexts)
  const search = route.useSearch()
  const file = search.file ?? groupFindings(findings).find(({ path }) => path !== undefined)?.path
  return (
    <div className={styles.columns}>
      <FindingsList findings={findings} file={file} line={search.line} />
      <div className={styles.source}>
        {file === undefined ? (
          <p className={styles.soft}>{t.chooseFinding}</p>
        ) : (
          <SourceView place={{ app_id, version_id: id }} path={file} line={search.line} findings={findings} />
        )}
      </div>
    </div>
  )
}
