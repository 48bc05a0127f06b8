import type { Finding } from '@mosis/api'
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useFormat } from '../format.ts'
import { Icon } from '../parts/icon.tsx'
import { joinClasses } from '../parts/join-classes.ts'
import { VisuallyHidden } from '../parts/visually-hidden.tsx'
import { showHidden } from '../show-hidden.ts'
import { useTexts } from '../texts.ts'
import { severities } from '../words/rules.ts'
import { useFindingWords, useWords } from '../words/use-words.ts'
import { FindingsCount } from './findings-count.tsx'
import { findingsTexts } from './findings.texts.ts'
import { groupFindings } from './group-findings.ts'
import { RuleLink } from './rule-link.tsx'
import { severityPictures } from './severity-pictures.ts'
import styles from './findings.module.css'

interface FindingsListProps {
  findings: readonly Finding[]
  /** The place that the source shows. */
  file: string | undefined
  line: number | undefined
}

/** Findings under the file they are in; each leads to its line, and its code to the text of the rule. */
export function FindingsList({ findings, file, line }: FindingsListProps) {
  const t = useTexts(findingsTexts)
  const groups = useMemo(() => groupFindings(findings), [findings])
  return (
    <nav className={styles.list} aria-label={t.list}>
      {groups.map(({ path, findings }) => (
        <section key={path ?? ''} className={styles.group}>
          <div className={styles.groupHead}>
            <h3 className={joinClasses(path !== undefined && styles.path)}>
              <bdi>{path === undefined ? t.wholePackage : showHidden(path)}</bdi>
            </h3>
            <FindingsCount findings={findings} />
          </div>
          <ul>
            {findings.map((finding, at) => (
              <FindingItem
                key={at}
                finding={finding}
                isCurrent={path === file && line !== undefined && finding.line === line}
              />
            ))}
          </ul>
        </section>
      ))}
    </nav>
  )
}

function FindingItem({ finding, isCurrent }: { finding: Finding; isCurrent: boolean }) {
  const t = useTexts(findingsTexts)
  const { number } = useFormat()
  const saySeverity = useWords(severities)
  const { message, fix } = useFindingWords()(finding)
  const { code, severity, path, line } = finding
  const words = <span lang={message.lang}>{showHidden(message.text)}</span>
  return (
    <li className={joinClasses(styles.item, styles[severity], isCurrent && styles.isCurrent)}>
      <span className={styles.picture}>
        <Icon of={severityPictures[severity]} />
        <VisuallyHidden>{saySeverity(severity)}</VisuallyHidden>
      </span>
      <div className={styles.words}>
        {path === undefined ? (
          <p className={styles.message}>{words}</p>
        ) : (
          <Link
            to="."
            search={(old) => ({ ...old, file: path, line, rule: undefined })}
            resetScroll={false}
            aria-current={isCurrent ? 'true' : undefined}
            className={styles.message}
          >
            {words}
          </Link>
        )}
        <p className={styles.meta}>
          {line !== undefined && <span>{t.line(number(line))}</span>}
          <RuleLink code={code} />
        </p>
        {fix.text !== '' && (
          <p className={styles.fix}>
            {t.fix}: <span lang={fix.lang}>{showHidden(fix.text)}</span>
          </p>
        )}
      </div>
    </li>
  )
}
