import type { Finding, Review } from '@mosis/api'
import { Link, getRouteApi } from '@tanstack/react-router'
import { CircleCheck } from 'lucide-react'
import { useMemo } from 'react'
import { useFormat } from '../../format.ts'
import { Button } from '../../parts/button.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { FilterBar } from '../../parts/filter-bar.tsx'
import { Icon } from '../../parts/icon.tsx'
import { joinClasses } from '../../parts/join-classes.ts'
import { Section } from '../../parts/section.tsx'
import { Select } from '../../parts/select.tsx'
import { VisuallyHidden } from '../../parts/visually-hidden.tsx'
import { showHidden } from '../../show-hidden.ts'
import { useTexts } from '../../texts.ts'
import { severities } from '../../words/rules.ts'
import { useFindingWords, useWords } from '../../words/use-words.ts'
import { severityWords } from './choices.ts'
import { findingTexts } from './findings.texts.ts'
import { groupFindings, severityIcons } from './group-findings.ts'
import { SourceView } from './source-view.tsx'
import styles from './findings.module.css'

const route = getRouteApi('/console/reviewer/review/$reviewId')

/** What the automated review found, by file; the file of the chosen finding is read under them. */
export function FindingsTab({ review }: { review: Review }) {
  const t = useTexts(findingTexts)
  const { findings, observed } = review
  return (
    <>
      {findings.length === 0 ? (
        <EmptyState icon={CircleCheck} title={t.noneTitle}>
          {t.none}
        </EmptyState>
      ) : (
        <Found review={review} />
      )}
      {observed.length > 0 && (
        <Section title={t.observed} lead={t.observedLead}>
          <FindingsList findings={observed} />
        </Section>
      )}
    </>
  )
}

function Found({ review }: { review: Review }) {
  const t = useTexts(findingTexts)
  const { number } = useFormat()
  const saySeverity = useWords(severities)
  const { severity, file, line } = route.useSearch()
  const navigate = route.useNavigate()
  const { findings } = review
  const shown = useMemo(
    () => findings.filter((finding) => severity === undefined || finding.severity === severity),
    [findings, severity],
  )
  const set = (chosen: typeof severity) =>
    void navigate({ search: { severity: chosen }, replace: true, resetScroll: false })
  const present = severityWords.filter((weight) => findings.some((finding) => finding.severity === weight))
  return (
    <section className={styles.stack} aria-labelledby="findings">
      <h2 id="findings" className={styles.title}>
        {t.title}
      </h2>
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
        <EmptyState
          isFiltered
          title={t.filteredTitle}
          actions={<Button onPress={() => set(undefined)}>{t.clear}</Button>}
        >
          {t.filtered}
        </EmptyState>
      ) : (
        <FindingsList findings={shown} />
      )}
      {file !== undefined && <SourceView review={review} path={file} line={line} findings={shown} />}
    </section>
  )
}

/** Findings under the file they are in; each leads to its line and its rule. */
export function FindingsList({ findings }: { findings: readonly Finding[] }) {
  const t = useTexts(findingTexts)
  const groups = useMemo(() => groupFindings(findings), [findings])
  return (
    <div className={styles.list}>
      {groups.map(({ path, findings }) => (
        <section key={path ?? ''} className={styles.group}>
          <h3 className={joinClasses(styles.groupHead, path !== undefined && styles.path)}>
            <bdi>{path === undefined ? t.wholePackage : showHidden(path)}</bdi>
          </h3>
          <ul>
            {findings.map((finding, at) => (
              <FindingItem key={at} finding={finding} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}

function FindingItem({ finding }: { finding: Finding }) {
  const t = useTexts(findingTexts)
  const { number } = useFormat()
  const saySeverity = useWords(severities)
  const { message, fix } = useFindingWords()(finding)
  const search = route.useSearch()
  const { code, severity, path, line } = finding
  const isCurrent = path !== undefined && path === search.file && line === search.line
  const words = <span lang={message.lang}>{showHidden(message.text)}</span>
  return (
    <li className={joinClasses(styles.item, styles[severity], isCurrent && styles.isCurrent)}>
      <span className={styles.picture}>
        <Icon of={severityIcons[severity]} />
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
          {fix.text !== '' && (
            <span>
              {t.fix}: <span lang={fix.lang}>{showHidden(fix.text)}</span>
            </span>
          )}
        </p>
      </div>
    </li>
  )
}

/** The code of a rule; opens what the rule says. */
export function RuleLink({ code }: { code: string }) {
  const t = useTexts(findingTexts)
  return (
    <Link
      to="."
      search={(old) => ({ ...old, rule: code })}
      resetScroll={false}
      className={styles.code}
      title={t.rule(code)}
    >
      {code}
    </Link>
  )
}
