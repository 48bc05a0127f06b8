import { useId } from 'react'
import type { ReactNode } from 'react'
import { useFormat } from '../format.ts'
import { joinClasses } from './join-classes.ts'
import styles from './progress-bar.module.css'

export interface ProgressBarProps {
  label: string
  /** From 0 to 1; without it nobody knows how long it takes. */
  share?: number
  /** Words beside it: how far, how much is left. Default: the percentage. */
  note?: ReactNode
  kind?: 'plain' | 'bad'
}

/** How far something is, in words and as a bar. */
export function ProgressBar({ label, share, note, kind = 'plain' }: ProgressBarProps) {
  const id = useId()
  const { percent } = useFormat()
  const isKnown = share !== undefined
  const done = Math.min(1, Math.max(0, share ?? 0))
  const words = isKnown ? percent(Math.floor(done * 100) / 100) : undefined
  return (
    <div className={styles.progress}>
      <div className={styles.words}>
        <span id={id} className={styles.label}>
          {label}
        </span>
        <span className={styles.note}>{note ?? words}</span>
      </div>
      <div
        className={styles.bar}
        role="progressbar"
        aria-labelledby={id}
        aria-valuemin={isKnown ? 0 : undefined}
        aria-valuemax={isKnown ? 100 : undefined}
        aria-valuenow={isKnown ? Math.round(done * 100) : undefined}
        aria-valuetext={typeof note === 'string' ? note : words}
      >
        <div
          className={joinClasses(styles.done, kind === 'bad' && styles.bad, !isKnown && styles.unknown)}
          style={isKnown ? { transform: `translateX(${(done - 1) * 100}%)` } : undefined}
        />
      </div>
    </div>
  )
}
