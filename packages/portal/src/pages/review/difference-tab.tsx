import type { FileChange, Review, ReviewDifference } from '@mosis/api'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useFormat } from '../../format.ts'
import { Loaded } from '../../parts/loaded.tsx'
import { Section } from '../../parts/section.tsx'
import { Skeleton } from '../../parts/skeleton.tsx'
import { reviewDifferenceQuery } from '../../queries/reviews.ts'
import { showHidden } from '../../show-hidden.ts'
import { useTexts } from '../../texts.ts'
import { ChangedFile } from './changed-file.tsx'
import { findClosed } from './count-lines.ts'
import { DifferenceFacts } from './difference-facts.tsx'
import { differenceTexts } from './difference.texts.ts'
import styles from './difference.module.css'

/** What the version does not share with the last approved one: what it may do, then file by file. */
export function DifferenceTab({ review }: { review: Review }) {
  const t = useTexts(differenceTexts)
  const query = useQuery(reviewDifferenceQuery(review.id))
  return (
    <Loaded
      query={query}
      waiting={t.waiting}
      failed={t.failed}
      skeleton={<Skeleton kind="cards" count={3} />}
      isEmpty={never}
    >
      {(difference) => <Difference review={review} difference={difference} />}
    </Loaded>
  )
}

const never = () => false

function Difference({ review, difference }: { review: Review; difference: ReviewDifference }) {
  const t = useTexts(differenceTexts)
  const { number } = useFormat()
  const { base, files, unchanged_files } = difference
  const closed = useMemo(() => findClosed(files), [files])
  return (
    <div className={styles.stack}>
      <p className={styles.soft}>{base === null ? t.first : t.compared(base.version, number(base.version_code))}</p>
      <Section title={t.facts}>
        <DifferenceFacts difference={difference} />
      </Section>
      <Section title={t.files} lead={t.filesLead(files.length, number(files.length), number(unchanged_files))}>
        {files.length === 0 ? (
          <p className={styles.soft}>{t.noFiles}</p>
        ) : (
          <div className={styles.files}>
            {files.length > 1 && <Jumps files={files} />}
            {files.map((file, at) => (
              <ChangedFile key={file.path} review={review} file={file} id={idAt(at)} isClosed={closed.has(file.path)} />
            ))}
          </div>
        )}
      </Section>
    </div>
  )
}

const idAt = (at: number) => `file-${at}`

/** Ways to the changed files; the page is long. */
function Jumps({ files }: { files: readonly FileChange[] }) {
  const t = useTexts(differenceTexts)
  return (
    <nav aria-label={t.jump} className={styles.jumps}>
      <ul>
        {files.map(({ path, hunks }, at) => (
          <li key={path}>
            <a
              href={`#${idAt(at)}`}
              className={styles.jump}
              onClick={(event) => {
                event.preventDefault()
                goTo(idAt(at))
              }}
            >
              <bdi>{showHidden(path)}</bdi>
              <Lines hunks={hunks} />
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function Lines({ hunks }: Pick<FileChange, 'hunks'>) {
  const { number } = useFormat()
  if (hunks === null) return null
  const count = (sign: string) => hunks.flatMap(({ lines }) => lines).filter((line) => line.startsWith(sign)).length
  return (
    <span className={styles.lines}>
      <span className={styles.plus}>+{number(count('+'))}</span>
      <span className={styles.minus}>−{number(count('-'))}</span>
    </span>
  )
}

function goTo(id: string): void {
  const element = document.getElementById(id)
  element?.scrollIntoView({ block: 'start' })
  element?.focus({ preventScroll: true })
}
