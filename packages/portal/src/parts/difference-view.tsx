import { ChevronDown, ChevronUp } from 'lucide-react'
import { useCallback, useMemo, useRef } from 'react'
import type { CSSProperties, KeyboardEvent, ReactNode } from 'react'
import { useFormat } from '../format.ts'
import { useTexts } from '../texts.ts'
import { codeTexts } from './code-view.texts.ts'
import { languageOf } from './cut-code.ts'
import { countChanges, cutIntoSections } from './difference-pieces.ts'
import type { DifferenceHunk } from './difference-pieces.ts'
import { DifferenceSection } from './difference-section.tsx'
import { IconButton } from './icon-button.tsx'
import { joinClasses } from './join-classes.ts'
import { LongestLine, findLongest } from './longest-line.tsx'
import { VisuallyHidden } from './visually-hidden.tsx'
import codeStyles from './code-view.module.css'
import styles from './difference-view.module.css'

export type { DifferenceHunk } from './difference-pieces.ts'

export interface DifferenceViewProps {
  path: string
  hunks: readonly DifferenceHunk[]
  /** Beside the path: what kind of change, links. */
  actions?: ReactNode
  maxHeight?: string
}

const longDifference = 100

/** What changed in a file, by sign as well as by colour; `n` and `p` go from change to change while the keyboard is in it. */
export function DifferenceView({ path, hunks, actions, maxHeight }: DifferenceViewProps) {
  const t = useTexts(codeTexts)
  const { number } = useFormat()
  const frame = useRef<HTMLDivElement>(null)
  const { added, removed } = useMemo(() => countChanges(hunks), [hunks])
  const sections = useMemo(() => cutIntoSections(hunks), [hunks])
  const longest = useMemo(() => findLongest(hunks.flatMap(({ lines }) => lines)), [hunks])
  const isLong = hunks.reduce((sum, { lines }) => sum + lines.length, 0) > longDifference
  const nameOf = useCallback(
    ({ before_start, after_start }: DifferenceHunk) => t.hunk(number(before_start), number(after_start)),
    [t, number],
  )
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
  const highest = Math.max(0, ...hunks.map((hunk) => Math.max(hunk.before_start, hunk.after_start) + hunk.lines.length))
  const style = {
    '--gutter': `calc(${String(highest).length}ch + 1rem)`,
    ...(maxHeight !== undefined && { '--code-height': maxHeight }),
  } as CSSProperties
  return (
    <div ref={frame} className={joinClasses(codeStyles.frame, styles.frame, isLong && styles.isLong)} style={style}>
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
        <div key={path} className={codeStyles.lines}>
          {sections.map((pieces, at) => (
            <DifferenceSection
              key={at}
              pieces={pieces}
              nameOf={nameOf}
              language={languageOf(path)}
              isAwaited={isLong && at > 0}
            />
          ))}
          {isLong && <LongestLine text={longest} />}
        </div>
      </section>
    </div>
  )
}
