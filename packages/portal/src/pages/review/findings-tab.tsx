import type { Finding, Review } from '@mosis/api'
import { getRouteApi } from '@tanstack/react-router'
import { CircleCheck } from 'lucide-react'
import { FindingsFilter } from '../../findings/findings-filter.tsx'
import { FindingsList } from '../../findings/findings-list.tsx'
import { findingsTexts } from '../../findings/findings.texts.ts'
import { SourceView } from '../../findings/source-view.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Section } from '../../parts/section.tsx'
import { useTexts } from '../../texts.ts'

const route = getRouteApi('/console/reviewer/review/$reviewId')

/** What the automated review found, by file; the file of the chosen finding is read under them. */
export function FindingsTab({ review: { id, findings, observed } }: { review: Review }) {
  const t = useTexts(findingsTexts)
  const { severity, file, line } = route.useSearch()
  const navigate = route.useNavigate()
  const choose = (chosen: Finding['severity'] | undefined) =>
    void navigate({ search: { severity: chosen }, replace: true, resetScroll: false })
  return (
    <>
      {findings.length === 0 ? (
        <EmptyState icon={CircleCheck} title={t.noneTitle}>
          {t.noneForReviewer}
        </EmptyState>
      ) : (
        <FindingsFilter findings={findings} severity={severity} onChoose={choose}>
          {(shown) => (
            <>
              <FindingsList findings={shown} file={file} line={line} />
              {file !== undefined && <SourceView place={{ review_id: id }} path={file} line={line} findings={shown} />}
            </>
          )}
        </FindingsFilter>
      )}
      {observed.length > 0 && (
        <Section title={t.observed} lead={t.observedLead}>
          <FindingsList findings={observed} file={file} line={line} />
        </Section>
      )}
    </>
  )
}
