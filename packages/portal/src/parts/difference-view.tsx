import { ChevronDown, ChevronUp } from 'lucide-react'
import { useId, useMemo, useRef } from 'react'
import type { CSSProperties, KeyboardEvent, ReactNode } from 'react'
import { useFormat } from '../format.ts'
import { useTexts } from '../texts.ts'
import { codeTexts } from './code-view.texts.ts'
import { IconButton } from './icon-button.tsx'
import { joinClasses } from './join-classes.ts'
import { VisuallyHidden } from './visually-hidden.tsx'
import { Words } from './code-view.tsx'
import { languageOf } from './cut-code.ts'
import type { CodeLanguage } from './cut-code.ts'
import codeStyles from './code-view.module.css'
import styles from './difference-view.module.css'

/** Lines that belong together: each begins with a space (same), `-` (before) or `+` (after), as in a unified diff. */
export interface DifferenceHunk {
  before_start: number
  after_start: number
  lines: readonly string[]
}

export interface DifferenceViewProps {
  path: string
  hunks: readonly DifferenceHunk[]
  /** Beside the path: what kind of change, links. */
  actions?: ReactNode
  maxHeight?: string
}

const longDifference = 400

/** What changed in a file, by sign as well as by colour; `n` and `p` go from change to change while the keyboard is in it. */
export function DifferenceView({ path, hunks, actions, maxHeight }: DifferenceViewProps) {
  const t = useTexts(codeTexts)
  const { number } = useFormat()
  const id = useId()
  const frame = useRef<HTMLDivElement>(null)
  const read = useMemo(() => hunks.map(readHunk), [hunks])
  const count = (sign: Sign) => read.flat().filter((line) => line.sign === sign).length
  const [added, removed] = [count('+'), count('-')]
  const go = (by: 1 | -1) => {
    const heads = [...(frame.current?.querySelectorAll<HTMLElement>('[data-hunk]') ?? [])]
    const at = heads.findIndex((head) => head === document.activeElement)
    const next = heads[at === -1 ? (by === 1 ? 0 : heads.length - 1) : (at + by + heads.length) % heads.length]
    next?.focus()
    next?.scrollIntoView({ block: 'nearest' })
  }
  const byKey = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent) => {
    if (ctrlKey || metaKey || altKey) return
    if (key === 'n') go(1)
    if (key === 'p') go(-1)
  }
  const longest = Math.max(0, ...hunks.map((hunk) => Math.max(hunk.before_start, hunk.after_start) + hunk.lines.length))
  const style = {
    '--gutter': `calc(${String(longest).length}ch + 1rem)`,
    ...(maxHeight !== undefined && { '--code-height': maxHeight }),
  } as CSSProperties
  return (
    <div
      ref={frame}
      className={joinClasses(codeStyles.frame, read.flat().length > longDifference && styles.isLong)}
      style={style}
    >
      <div className={codeStyles.head}>
        <span className={codeStyles.path}>{path}</span>
        <span className={styles.counts}>
          <span className={styles.plus} aria-hidden>
            +{number(added)}
          </span>
          <span className={styles.minus} aria-hidden>
            −{number(removed)}
          </span>
          <VisuallyHidden>{t.summary(number(added), number(removed))}</VisuallyHidden>
        </span>
        {actions}
        {hunks.length > 1 && (
          <span>
            <IconButton size="small" icon={ChevronUp} label={t.previous} aria-keyshortcuts="p" onPress={() => go(-1)} />
            <IconButton size="small" icon={ChevronDown} label={t.next} aria-keyshortcuts="n" onPress={() => go(1)} />
          </span>
        )}
      </div>
      <section className={codeStyles.scroll} aria-label={t.changes(path)} tabIndex={0} onKeyDown={byKey}>
        <div className={codeStyles.lines}>
          {read.map((lines, at) => (
            <div key={at} className={styles.hunk} style={{ containIntrinsicBlockSize: `auto ${lines.length * 20}px` }}>
              <div id={`${id}-${at}`} data-hunk tabIndex={-1} className={styles.hunkHead}>
                {t.hunk(number(hunks[at]?.before_start ?? 0), number(hunks[at]?.after_start ?? 0))}
              </div>
              {lines.map((line, at) => (
                <DifferenceLine key={at} line={line} language={languageOf(path)} />
              ))}
            </div>
          ))}
        </div>
      </section>
    </div>
  )
}

type Sign = ' ' | '+' | '-'

interface ReadLine {
  sign: Sign
  before: number | undefined
  after: number | undefined
  text: string
}

function DifferenceLine({ line: { sign, before, after, text }, language }: { line: ReadLine; language: CodeLanguage }) {
  const t = useTexts(codeTexts)
  return (
    <div className={joinClasses(styles.line, sign === '+' && styles.added, sign === '-' && styles.removed)}>
      <span className={styles.number} aria-hidden>
        {before}
      </span>
      <span className={styles.number} aria-hidden>
        {after}
      </span>
      <span className={styles.sign} aria-hidden>
        {sign === '-' ? '−' : sign}
      </span>
      <code className={styles.text}>
        {sign !== ' ' && <VisuallyHidden>{sign === '+' ? t.added : t.removed}</VisuallyHidden>}
        <Words text={text} language={language} />
      </code>
    </div>
  )
}

function readHunk({ before_start, after_start, lines }: DifferenceHunk): readonly ReadLine[] {
  let before = before_start
  let after = after_start
  return lines.map((line) => {
    const sign = line[0] === '+' || line[0] === '-' ? line[0] : ' '
    return {
      sign,
      before: sign === '+' ? undefined : before++,
      after: sign === '-' ? undefined : after++,
      text: line.slice(1),
    }
  })
}
