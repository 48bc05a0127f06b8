import type { Behaviour, Review } from '@mosis/api'
import { FlaskConicalOff } from 'lucide-react'
import type { ReactNode } from 'react'
import { useFormat } from '../../format.ts'
import { Card } from '../../parts/card.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { KeyValues } from '../../parts/key-values.tsx'
import { showHidden } from '../../show-hidden.ts'
import { useTexts } from '../../texts.ts'
import { permissions as permissionWords } from '../../words/permissions.ts'
import { behaviourChanges, behaviourEndings } from '../../words/reviews.ts'
import { trialProblems } from '../../words/trial.ts'
import { useWords } from '../../words/use-words.ts'
import { behaviourTexts } from './behaviour.texts.ts'
import styles from './difference.module.css'

/** What the version did in the sandbox, and what of it is new. */
export function BehaviourTab({ review: { behaviour, behaviour_changes } }: { review: Review }) {
  const t = useTexts(behaviourTexts)
  if (behaviour === null) {
    return (
      <EmptyState icon={FlaskConicalOff} title={t.notRunTitle}>
        {t.notRun}
      </EmptyState>
    )
  }
  return (
    <>
      <Changes changes={behaviour_changes} />
      <Trial behaviour={behaviour} />
    </>
  )
}

function Changes({ changes }: { changes: Review['behaviour_changes'] }) {
  const t = useTexts(behaviourTexts)
  const sayKind = useWords(behaviourChanges)
  const sayProblem = useWords(trialProblems)
  return (
    <Card title={t.changes} lead={t.changesLead} level={2}>
      {changes === null || changes.length === 0 ? (
        <p className={styles.soft}>{changes === null ? t.noBase : t.nothingNew}</p>
      ) : (
        <ul className={styles.changes}>
          {changes.map(({ kind, what }) => (
            <li key={`${kind} ${what}`}>
              {sayKind(kind)} {kind === 'end' ? sayProblem(what) : code(what)}
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}

function Trial({ behaviour }: { behaviour: Behaviour }) {
  const t = useTexts(behaviourTexts)
  const { number, bytes } = useFormat()
  const sayEnding = useWords(behaviourEndings)
  const sayPermission = useWords(permissionWords)
  const sayProblem = useWords(trialProblems)
  const { ended, problem, is_whole, controls_used, screens, calls, permissions, hosts, files, databases } = behaviour
  const { log_lines, errors } = behaviour
  const stored = (all: Behaviour['files']) =>
    all.map(({ path, size_bytes }) => (
      <>
        <code className={styles.hash}>{showHidden(path)}</code> <span className={styles.soft}>{bytes(size_bytes)}</span>
      </>
    ))
  return (
    <Card title={t.trial} level={2}>
      <KeyValues
        items={[
          {
            label: t.ended,
            value: (
              <>
                {sayEnding(ended)}
                {problem !== null && (
                  <p className={styles.soft}>
                    {sayProblem(problem.code)} {problem.code.startsWith('lua.') && code(problem.message)}
                  </p>
                )}
              </>
            ),
          },
          { label: t.controls, value: `${number(controls_used)} · ${is_whole ? t.whole : t.partly}` },
          { label: t.screens, value: <Lines lines={screens.map(code)} /> },
          {
            label: t.calls,
            value: (
              <Lines
                lines={Object.entries(calls).map(([name, times]) => (
                  <>
                    {code(name)} <span className={styles.soft}>{t.times(number(times))}</span>
                  </>
                ))}
              />
            ),
          },
          { label: t.permissions, value: <Lines lines={permissions.map((name) => sayPermission(name))} /> },
          { label: t.hosts, value: <Lines lines={hosts.map(code)} /> },
          { label: t.files, value: <Lines lines={stored(files)} /> },
          { label: t.databases, value: <Lines lines={stored(databases)} /> },
          { label: t.logLines, value: number(log_lines) },
          {
            label: t.errors,
            value: (
              <Lines
                lines={errors.map(({ message, path, line }) => (
                  <>
                    {showHidden(message)}
                    {path !== undefined && (
                      <span className={styles.place}>
                        {t.path} {code(line === undefined ? path : `${path}:${line}`)}
                      </span>
                    )}
                  </>
                ))}
              />
            ),
          },
        ]}
      />
    </Card>
  )
}

const code = (text: string) => <code className={styles.hash}>{showHidden(text)}</code>

function Lines({ lines }: { lines: readonly ReactNode[] }) {
  const t = useTexts(behaviourTexts)
  if (lines.length === 0) return <span className={styles.soft}>{t.none}</span>
  return (
    <ul>
      {lines.map((line, at) => (
        <li key={at}>{line}</li>
      ))}
    </ul>
  )
}
