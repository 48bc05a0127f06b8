import { useEffect, useMemo, useRef } from 'react'
import type { CSSProperties, ReactNode } from 'react'
import { useFormat } from '../format.ts'
import { useTexts } from '../texts.ts'
import { codeTexts } from './code-view.texts.ts'
import { CopyButton } from './copy-button.tsx'
import { cutCode, languageOf } from './cut-code.ts'
import type { CodeLanguage } from './cut-code.ts'
import { Icon } from './icon.tsx'
import { joinClasses } from './join-classes.ts'
import { useIsNear } from './use-is-near.ts'
import { noticePictures } from './notice-pictures.ts'
import styles from './code-view.module.css'

export interface Marker {
  key: string
  /** The line it stands under, as the file counts. */
  line: number
  kind: keyof typeof noticePictures
  title: ReactNode
  /** The rule, the explanation, the fix. */
  body?: ReactNode
}

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
const groupSize = 25
const longFile = 400
const lineHeightPx = 20

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
  const marked = useMemo(() => toMarks(highlighted, markers), [highlighted, markers])
  const groups = Math.ceil(lines.length / groupSize)
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
    <div ref={frame} className={joinClasses(styles.frame, lines.length > longFile && styles.isLong)} style={style}>
      <div className={styles.head}>
        <span className={styles.path}>{path}</span>
        <span className={styles.facts}>{t.lines(lines.length, number(lines.length))}</span>
        {actions}
        <CopyButton text={text} label={t.copy(path)} isSmall />
      </div>
      <section className={styles.scroll} aria-label={path} tabIndex={0}>
        <div className={styles.lines}>
          {Array.from({ length: groups }, (_, at) => (
            <LineGroup
              key={at}
              lines={lines.slice(at * groupSize, (at + 1) * groupSize)}
              firstLine={firstLine + at * groupSize}
              language={languageOf(path)}
              marked={marked}
              markers={markers}
              isLazy={lines.length > longFile}
            />
          ))}
        </div>
      </section>
    </div>
  )
}

interface LineGroupProps {
  lines: readonly string[]
  firstLine: number
  language: CodeLanguage
  marked: ReadonlyMap<number, Mark>
  markers: readonly Marker[]
  /** Only as text until it comes near: thousands of lines are then there at once, and can be searched. */
  isLazy: boolean
}

function LineGroup({ lines, firstLine, language, marked, markers, isLazy }: LineGroupProps) {
  const t = useTexts(codeTexts)
  const group = useRef<HTMLDivElement>(null)
  const isNear = useIsNear(group, isLazy)
  const style = { containIntrinsicBlockSize: `auto ${lines.length * lineHeightPx}px` }
  if (!isNear && !lines.some((_, at) => marked.has(firstLine + at))) {
    return (
      <div ref={group} className={joinClasses(styles.group, styles.line)} style={style}>
        <span className={joinClasses(styles.number, styles.text)} aria-hidden>
          {lines.map((_, at) => firstLine + at).join('\n')}
        </span>
        <code className={styles.text}>{lines.join('\n')}</code>
      </div>
    )
  }
  return (
    <div ref={group} className={styles.group} style={style}>
      {lines.map((text, at) => {
        const line = firstLine + at
        return (
          <div key={line} data-line={line}>
            <div
              className={joinClasses(
                styles.line,
                marked.has(line) && styles.isMarked,
                styles[`${marked.get(line)}Line`],
              )}
            >
              <span className={styles.number} aria-hidden>
                {line}
              </span>
              <code className={styles.text}>{text === '' ? '\u200b' : <Words text={text} language={language} />}</code>
            </div>
            {markers
              .filter((marker) => marker.line === line)
              .map(({ key, kind, title, body }) => (
                <div
                  key={key}
                  className={joinClasses(styles.marker, styles[kind])}
                  role="note"
                  aria-label={t.line(String(line))}
                >
                  <Icon of={noticePictures[kind]} />
                  <div>
                    <p className={styles.markerTitle}>{title}</p>
                    {body}
                  </div>
                </div>
              ))}
          </div>
        )
      })}
    </div>
  )
}

type Mark = Marker['kind'] | 'chosen'
const weights: readonly Mark[] = ['chosen', 'good', 'info', 'warn', 'bad']

/** What each line is marked with: the gravest thing found in it. */
function toMarks(highlighted: readonly number[], markers: readonly Marker[]): ReadonlyMap<number, Mark> {
  const marks = new Map<number, Mark>(highlighted.map((line) => [line, 'chosen']))
  for (const { line, kind } of markers) {
    const present = marks.get(line)
    if (present === undefined || weights.indexOf(kind) > weights.indexOf(present)) marks.set(line, kind)
  }
  return marks
}

/** A line in the colours of its language. */
export function Words({ text, language }: { text: string; language: CodeLanguage }) {
  return cutCode(text, language).map(({ kind, text }, at) =>
    kind === 'plain' ? (
      text
    ) : (
      <span key={at} className={styles[kind]}>
        {text}
      </span>
    ),
  )
}
