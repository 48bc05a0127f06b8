import type { FileChange, Review } from '@mosis/api'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useFormat } from '../../format.ts'
import { Badge } from '../../parts/badge.tsx'
import { Button } from '../../parts/button.tsx'
import { DifferenceView } from '../../parts/difference-view.tsx'
import { showHidden } from '../../show-hidden.ts'
import { useTexts } from '../../texts.ts'
import { fileChanges, leftOutFiles } from '../../words/reviews.ts'
import { useWords } from '../../words/use-words.ts'
import { countLines } from './count-lines.ts'
import { differenceTexts } from './difference.texts.ts'
import styles from './difference.module.css'

const kinds = { added: 'good', removed: 'bad', changed: 'info' } as const

interface ChangedFileProps {
  review: Review
  file: FileChange
  id: string
  /** Its lines are shown when somebody asks for them. */
  isClosed: boolean
}

/** One file that is not what it was: its lines, or where it has none its sizes. */
export function ChangedFile({ review, file, id, isClosed }: ChangedFileProps) {
  const t = useTexts(differenceTexts)
  const { number } = useFormat()
  const [isOpen, setIsOpen] = useState(!isClosed)
  const sayChange = useWords(fileChanges)
  const sayLeftOut = useWords(leftOutFiles)
  const { path, change, hunks, left_out, after } = file
  const actions = (
    <span className={styles.actions}>
      <Badge kind={kinds[change]}>{sayChange(change)}</Badge>
      <Sizes file={file} />
      {after !== null && (
        <Link
          to="/review/$reviewId"
          params={{ reviewId: review.id }}
          search={{ tab: 'files', file: path }}
          aria-label={t.wholeOf(showHidden(path))}
        >
          {t.whole}
        </Link>
      )}
    </span>
  )
  const hasLines = hunks !== null && hunks.length > 0
  return (
    <section id={id} tabIndex={-1} aria-label={showHidden(path)} className={styles.file}>
      {isOpen && hasLines ? (
        <DifferenceView path={path} hunks={hunks} actions={actions} maxHeight="40rem" />
      ) : (
        <div className={styles.plain}>
          <bdi className={styles.path}>{showHidden(path)}</bdi>
          {actions}
          {hasLines && (
            <Button
              size="small"
              aria-label={t.showLinesOf(number(countLines(file)), showHidden(path))}
              onPress={() => {
                setIsOpen(true)
                // The button goes; who used it by keyboard stays at the file.
                document.getElementById(id)?.focus({ preventScroll: true })
              }}
            >
              {t.showLines(number(countLines(file)))}
            </Button>
          )}
          {!hasLines && <p className={styles.soft}>{left_out === null ? t.noHunks : sayLeftOut(left_out)}</p>}
        </div>
      )}
    </section>
  )
}

function Sizes({ file: { before, after } }: { file: Pick<FileChange, 'before' | 'after'> }) {
  const { bytes } = useFormat()
  if (before !== null && after !== null && before.size_bytes !== after.size_bytes) {
    return (
      <span className={styles.soft}>
        {bytes(before.size_bytes)} → {bytes(after.size_bytes)}
      </span>
    )
  }
  const one = after ?? before
  return one === null ? null : <span className={styles.soft}>{bytes(one.size_bytes)}</span>
}
