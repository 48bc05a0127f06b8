import { useEffect, useMemo, useRef } from 'react'
import type { CSSProperties, ReactNode } from 'react'
import { useFormat } from '../format.ts'
import { useTexts } from '../texts.ts'
import { markLines } from './code-runs.ts'
import type { Marker } from './code-runs.ts'
import { CodeSection } from './code-section.tsx'
import { codeTexts } from './code-view.texts.ts'
import { CopyButton } from './copy-button.tsx'
import { languageOf } from './cut-code.ts'
import { joinClasses } from './join-classes.ts'
import { LongestLine, findLongest } from './longest-line.tsx'
import styles from './code-view.module.css'

export type { Marker } from './code-runs.ts'

export interface CodeViewProps {
  /** Names the region, stands in the head, and chooses the colours of words: `assets/main.lua`. */
  path: string
  text: string
  /** The number of the first line, for a piece of a file. */
  firstLine?: number
  /** Lines to look at, besides those with a marker. */
  highlighted?: readonly number[]
  markers?: readonly Marker[]
  /** The line that is brought into view. */
  goTo?: number
  /** Beside the path: links, a badge. */
  actions?: ReactNode
  /** How high it grows before it scrolls by itself; default: as long as the file. */
  maxHeight?: string
}

const noLines: readonly number[] = []
const noMarkers: readonly Marker[] = []
const sectionSize = 100
const longFile = 400

/** A file with its line numbers; what was found stands under the line it is about. */
export function CodeView({
  path,
  text,
  firstLine = 1,
  highlighted = noLines,
  markers = noMarkers,
  goTo,
  actions,
  maxHeight,
}: CodeViewProps) {
  const t = useTexts(codeTexts)
  const { number } = useFormat()
  const lines = useMemo(() => text.replace(/\r?\n$/, '').split(/\r?\n/), [text])
  const sections = useMemo(() => cutIntoSections(lines), [lines])
  const marked = useMemo(() => markLines(highlighted, markers, goTo), [highlighted, markers, goTo])
  const longest = useMemo(() => findLongest(lines), [lines])
  const isLong = lines.length > longFile
  const firstSeen = Math.floor(((goTo ?? firstLine) - firstLine) / sectionSize)
  const frame = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (goTo === undefined) return
    // After the router has put a new page to its top.
    const frameRequest = requestAnimationFrame(() =>
      frame.current?.querySelector(`[data-line="${goTo}"]`)?.scrollIntoView({ block: 'center' }),
    )
    return () => cancelAnimationFrame(frameRequest)
  }, [goTo, path])
  const style = {
    '--gutter': `calc(${String(firstLine + lines.length).length}ch + 1.75rem)`,
    ...(maxHeight !== undefined && { '--code-height': maxHeight }),
  } as CSSProperties
  return (
    <div ref={frame} className={joinClasses(styles.frame, isLong && styles.isLong)} style={style}>
      <div className={styles.head}>
        <span className={styles.path}>{path}</span>
        <span className={styles.facts}>{t.lines(lines.length, number(lines.length))}</span>
        {actions}
        <CopyButton text={text} label={t.copy(path)} isSmall />
      </div>
      <section className={styles.scroll} aria-label={path} tabIndex={0}>
        <div key={path} className={styles.lines}>
          {sections.map((section, at) => (
            <CodeSection
              key={at}
              lines={section}
              firstLine={firstLine + at * sectionSize}
              language={languageOf(path)}
              marked={marked}
              isAwaited={isLong && at !== firstSeen}
            />
          ))}
          {isLong && <LongestLine text={longest} />}
        </div>
      </section>
    </div>
  )
}

function cutIntoSections(lines: readonly string[]): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(lines.length / sectionSize) }, (_, at) =>
    lines.slice(at * sectionSize, (at + 1) * sectionSize),
  )
}
