import type { Finding, Review } from '@mosis/api'
import { useQuery } from '@tanstack/react-query'
import { FileDigit } from 'lucide-react'
import { useMemo } from 'react'
import { contract } from 'virtual:contract'
import { addressOf } from '../../call.ts'
import { CodeView } from '../../parts/code-view.tsx'
import type { Marker } from '../../parts/code-view.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { AnchorButton } from '../../parts/link-button.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { reviewFileQuery } from '../../queries/reviews.ts'
import { showHidden } from '../../show-hidden.ts'
import { useTexts } from '../../texts.ts'
import { useFindingWords } from '../../words/use-words.ts'
import { RuleLink } from './findings-tab.tsx'
import { findingTexts } from './findings.texts.ts'
import { severityKinds } from './group-findings.ts'

interface SourceViewProps {
  review: Review
  path: string
  /** The line to look at. */
  line: number | undefined
  findings: readonly Finding[]
}

/** A file of the package in review with what was found under its lines; what is no text can only be downloaded. */
export function SourceView({ review, path, line, findings }: SourceViewProps) {
  const t = useTexts(findingTexts)
  const query = useQuery(reviewFileQuery(review.id, path))
  const markers = useMarkers(path, findings)
  const highlighted = useMemo(() => (line === undefined ? [] : [line]), [line])
  return (
    <Loaded query={query} waiting={t.fileWaiting} failed={t.fileFailed}>
      {(text) =>
        text === null ? (
          <NoText review={review} path={path} />
        ) : (
          <CodeView path={path} text={text} markers={markers} highlighted={highlighted} goTo={line} maxHeight="44rem" />
        )
      }
    </Loaded>
  )
}

function useMarkers(path: string, findings: readonly Finding[]): readonly Marker[] {
  const t = useTexts(findingTexts)
  const say = useFindingWords()
  return useMemo(
    () =>
      findings.flatMap((finding, at): Marker[] => {
        const { line, code, severity } = finding
        if (finding.path !== path || line === undefined) return []
        const { message, fix } = say(finding)
        return [
          {
            key: String(at),
            line,
            kind: severityKinds[severity],
            title: <span lang={message.lang}>{showHidden(message.text)}</span>,
            body: (
              <>
                {fix.text !== '' && (
                  <p>
                    {t.fix}: <span lang={fix.lang}>{showHidden(fix.text)}</span>
                  </p>
                )}
                <p>
                  <RuleLink code={code} />
                </p>
              </>
            ),
          },
        ]
      }),
    [path, findings, say, t],
  )
}

function NoText({ review, path }: { review: Review; path: string }) {
  const t = useTexts(findingTexts)
  const params = { review_id: review.id, path }
  return (
    <EmptyState
      icon={FileDigit}
      title={t.noText}
      actions={
        <AnchorButton href={addressOf(contract.reviews.getReviewFile, { params })} download>
          {t.download}
        </AnchorButton>
      }
    >
      <p>
        <code>{showHidden(path)}</code>
      </p>
      <p>{t.noTextLead}</p>
    </EmptyState>
  )
}
