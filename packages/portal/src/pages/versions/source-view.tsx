import type { Finding, Version } from '@mosis/api'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { FileDigit } from 'lucide-react'
import { useMemo } from 'react'
import { contract } from 'virtual:contract'
import { addressOf } from '../../call.ts'
import { CodeView } from '../../parts/code-view.tsx'
import type { Marker } from '../../parts/code-view.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { AnchorButton } from '../../parts/link-button.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { versionFileQuery } from '../../queries/versions.ts'
import { showHidden } from '../../show-hidden.ts'
import { useTexts } from '../../texts.ts'
import { useFindingWords } from '../../words/use-words.ts'
import { findingsTexts } from './findings.texts.ts'
import { severityKinds } from './severity-pictures.ts'
import styles from './findings.module.css'

interface SourceViewProps {
  version: Version
  path: string
  /** The line to look at. */
  line: number | undefined
  findings: readonly Finding[]
}

/** A file of the package as text, with what was found under its lines. What is no text can only be downloaded. */
export function SourceView({ version, path, line, findings }: SourceViewProps) {
  const t = useTexts(findingsTexts)
  const query = useQuery(versionFileQuery(version.app_id, version.id, path))
  return (
    <Loaded query={query} waiting={t.fileWaiting} failed={t.fileFailed}>
      {(text) =>
        text === null ? (
          <NoText version={version} path={path} />
        ) : (
          <Source path={path} text={text} line={line} findings={findings} />
        )
      }
    </Loaded>
  )
}

interface SourceProps extends Omit<SourceViewProps, 'version'> {
  text: string
}

function Source({ path, text, line, findings }: SourceProps) {
  const markers = useMarkers(path, findings)
  const highlighted = useMemo(() => (line === undefined ? [] : [line]), [line])
  return (
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
                  <Link
                    to="."
                    search={(old) => ({ ...old, rule: code })}
                    resetScroll={false}
                    className={styles.code}
                    title={t.rule(code)}
                  >
                    {code}
                  </Link>
                </p>
              </>
            ),
          },
        ]
      }),
    [path, findings, say, t],
  )
}

function NoText({ version, path }: { version: Version; path: string }) {
  const t = useTexts(findingsTexts)
  const params = { app_id: version.app_id, version_id: version.id, path }
  return (
    <EmptyState
      icon={FileDigit}
      title={t.noText}
      actions={
        <AnchorButton href={addressOf(contract.versions.getVersionFile, { params })} download>
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
