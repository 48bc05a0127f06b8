import type { Finding } from '@mosis/api'
import { useQuery } from '@tanstack/react-query'
import { FileDigit } from 'lucide-react'
import { useMemo } from 'react'
import { CodeView } from '../parts/code-view.tsx'
import type { Marker } from '../parts/code-view.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { AnchorButton } from '../parts/link-button.tsx'
import { Loaded } from '../parts/loaded.tsx'
import { fileAddress, fileQuery } from '../queries/package-files.ts'
import type { PackagePlace } from '../queries/package-files.ts'
import { showHidden } from '../show-hidden.ts'
import { useTexts } from '../texts.ts'
import { useFindingWords } from '../words/use-words.ts'
import { findingsTexts } from './findings.texts.ts'
import { RuleLink } from './rule-link.tsx'
import { severityKinds } from './severity-pictures.ts'

interface SourceViewProps {
  place: PackagePlace
  path: string
  /** The line to look at. */
  line: number | undefined
  findings: readonly Finding[]
}

/** A file of a package as text, with what was found under its lines. What is no text can only be downloaded. */
export function SourceView({ place, path, line, findings }: SourceViewProps) {
  const t = useTexts(findingsTexts)
  const query = useQuery(fileQuery(place, path))
  const markers = useMarkers(path, findings)
  const highlighted = useMemo(() => (line === undefined ? [] : [line]), [line])
  return (
    <Loaded query={query} waiting={t.fileWaiting} failed={t.fileFailed}>
      {(text) =>
        text === null ? (
          <EmptyState
            icon={FileDigit}
            title={t.noText}
            actions={
              <AnchorButton href={fileAddress(place, path)} download>
                {t.download}
              </AnchorButton>
            }
          >
            <p>
              <code>{showHidden(path)}</code>
            </p>
            <p>{t.noTextLead}</p>
          </EmptyState>
        ) : (
          <CodeView
            path={showHidden(path)}
            text={text}
            markers={markers}
            highlighted={highlighted}
            goTo={line}
            maxHeight="44rem"
          />
        )
      }
    </Loaded>
  )
}

function useMarkers(path: string, findings: readonly Finding[]): readonly Marker[] {
  const t = useTexts(findingsTexts)
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
