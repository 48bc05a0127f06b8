import { memo, useMemo, useRef } from 'react'
import { useTexts } from '../texts.ts'
import { codeTexts } from './code-view.texts.ts'
import { CodeWords } from './code-words.tsx'
import type { CodeLanguage } from './cut-code.ts'
import { cutIntoRuns } from './difference-pieces.ts'
import type { DifferenceHunk, DifferencePiece, DifferenceRun } from './difference-pieces.ts'
import { joinClasses } from './join-classes.ts'
import { useDrawnLines } from './use-drawn-lines.ts'
import { VisuallyHidden } from './visually-hidden.tsx'
import styles from './difference-view.module.css'

export interface DifferenceSectionProps {
  pieces: readonly DifferencePiece[]
  /** What stands above a hunk. */
  nameOf: (hunk: DifferenceHunk) => string
  language: CodeLanguage
  /** As the text of a unified diff until it comes near: thousands of lines are then there at once, and can be searched. */
  isAwaited: boolean
}

const lineHeightPx = 20
const headHeightPx = 28

/** Some hunks, or some of a long one, which the browser leaves out as one while they are out of sight. */
export const DifferenceSection = memo(function DifferenceSection({
  pieces,
  nameOf,
  language,
  isAwaited,
}: DifferenceSectionProps) {
  const section = useRef<HTMLDivElement>(null)
  const placed = useMemo(() => placePieces(pieces), [pieces])
  const drawn = useDrawnLines(section, placed.lines, isAwaited)
  return (
    <div ref={section} className={styles.section} style={{ containIntrinsicBlockSize: `auto ${placed.heightPx}px` }}>
      {placed.pieces.map(({ piece, offset }) => (
        <div key={offset} className={joinClasses(styles.piece, piece.at === 0 && styles.hunk)}>
          {piece.at === 0 && (
            <div data-hunk tabIndex={-1} className={styles.hunkHead}>
              {nameOf(piece.hunk)}
            </div>
          )}
          <Piece piece={piece} language={language} isDrawn={offset < drawn} />
        </div>
      ))}
    </div>
  )
})

function placePieces(pieces: readonly DifferencePiece[]) {
  let lines = 0
  const placed = pieces.map((piece) => {
    const offset = lines
    lines += piece.lines.length
    return { piece, offset }
  })
  const heads = pieces.filter(({ at }) => at === 0).length
  return { pieces: placed, lines, heightPx: lines * lineHeightPx + heads * headHeightPx }
}

interface PieceProps {
  piece: DifferencePiece
  language: CodeLanguage
  isDrawn: boolean
}

const Piece = memo(function Piece({ piece, language, isDrawn }: PieceProps) {
  if (!isDrawn) return <code className={styles.unified}>{piece.lines.join('\n')}</code>
  return cutIntoRuns(piece).map((run, at) => <Run key={at} run={run} language={language} />)
})

const looks = { '+': 'added', '-': 'removed' } as const

function Run({ run: { sign, lines, before, after }, language }: { run: DifferenceRun; language: CodeLanguage }) {
  const t = useTexts(codeTexts)
  const look = sign === '+' || sign === '-' ? looks[sign] : undefined
  return (
    <div className={joinClasses(styles.run, look && styles[look])}>
      <span className={styles.number} aria-hidden>
        {before.join('\n')}
      </span>
      <span className={styles.number} aria-hidden>
        {after.join('\n')}
      </span>
      <span className={styles.sign} aria-hidden>
        {look && lines.map(() => (sign === '-' ? '−' : sign)).join('\n')}
      </span>
      <code className={styles.text}>
        {look && <VisuallyHidden>{t[look]}</VisuallyHidden>}
        <CodeWords lines={lines} language={sign === '\\' ? 'plain' : language} />
      </code>
    </div>
  )
}
