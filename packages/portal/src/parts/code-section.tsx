import { memo, useMemo, useRef } from 'react'
import { useTexts } from '../texts.ts'
import { cutIntoRuns } from './code-runs.ts'
import type { CodeRun, MarkedLine, Marker } from './code-runs.ts'
import { codeTexts } from './code-view.texts.ts'
import { CodeWords } from './code-words.tsx'
import type { CodeLanguage } from './cut-code.ts'
import { Icon } from './icon.tsx'
import { joinClasses } from './join-classes.ts'
import { noticePictures } from './notice-pictures.ts'
import { useDrawnLines } from './use-drawn-lines.ts'
import styles from './code-view.module.css'

export interface CodeSectionProps {
  lines: readonly string[]
  firstLine: number
  language: CodeLanguage
  marked: ReadonlyMap<number, MarkedLine>
  /** Without colours until it comes near: thousands of lines are then there at once, and can be searched. */
  isAwaited: boolean
}

const longestRun = 50
const lineHeightPx = 20

/** Some lines of a file, which the browser leaves out as one while they are out of sight. */
export const CodeSection = memo(function CodeSection({
  lines,
  firstLine,
  language,
  marked,
  isAwaited,
}: CodeSectionProps) {
  const section = useRef<HTMLDivElement>(null)
  const drawn = useDrawnLines(section, lines.length, isAwaited)
  const runs = useMemo(() => cutIntoRuns(lines, firstLine, marked, longestRun), [lines, firstLine, marked])
  return (
    <div
      ref={section}
      className={styles.section}
      style={{ containIntrinsicBlockSize: `auto ${lines.length * lineHeightPx}px` }}
    >
      {runs.map((run) => (
        <Run key={run.firstLine} run={run} language={language} isDrawn={run.firstLine - firstLine < drawn} />
      ))}
    </div>
  )
})

interface RunProps {
  run: CodeRun
  language: CodeLanguage
  isDrawn: boolean
}

const Run = memo(function Run({ run: { firstLine, lines, marked }, language, isDrawn }: RunProps) {
  const mark = marked?.mark
  return (
    <>
      <div
        data-line={firstLine}
        className={joinClasses(styles.line, mark && styles.isMarked, mark && styles[`${mark}Line`])}
      >
        <span className={styles.number} aria-hidden>
          {lines.map((_, at) => firstLine + at).join('\n')}
        </span>
        <code className={styles.text}>
          {isDrawn ? <CodeWords lines={lines} language={language} /> : lines.join('\n')}
        </code>
      </div>
      {marked?.markers.map((marker) => (
        <MarkerNote key={marker.key} marker={marker} />
      ))}
    </>
  )
})

function MarkerNote({ marker: { line, kind, title, body } }: { marker: Marker }) {
  const t = useTexts(codeTexts)
  return (
    <div className={joinClasses(styles.marker, styles[kind])} role="note" aria-label={t.line(String(line))}>
      <Icon of={noticePictures[kind]} />
      <div>
        <p className={styles.markerTitle}>{title}</p>
        {body}
      </div>
    </div>
  )
}
