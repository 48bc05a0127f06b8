import { Check, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTexts } from '../texts.ts'
import { Icon } from './icon.tsx'
import { joinClasses } from './join-classes.ts'
import { stepsTexts } from './steps.texts.ts'
import { VisuallyHidden } from './visually-hidden.tsx'
import styles from './steps.module.css'

export interface Step {
  label: ReactNode
  state: 'done' | 'current' | 'failed' | 'next'
  /** A line under it: how long, what was found. */
  note?: ReactNode
}

/** How far a path of steps is gone; `isInRow` lies down where there is room. */
export function Steps({ label, steps, isInRow = false }: { label: string; steps: readonly Step[]; isInRow?: boolean }) {
  const t = useTexts(stepsTexts)
  return (
    <ol className={joinClasses(styles.steps, isInRow && styles.inRow)} aria-label={label}>
      {steps.map(({ label, state, note }, at) => (
        <li
          // The order is what a step is known by.
          key={at}
          className={joinClasses(styles.step, styles[state])}
          aria-current={state === 'current' ? 'step' : undefined}
        >
          <span className={styles.mark} aria-hidden>
            {state === 'done' ? <Icon of={Check} size={14} /> : state === 'failed' ? <Icon of={X} size={14} /> : at + 1}
          </span>
          <div className={styles.words}>
            <p className={styles.label}>
              {label} <VisuallyHidden>{t[state]}</VisuallyHidden>
            </p>
            {note !== undefined && <div className={styles.more}>{note}</div>}
          </div>
        </li>
      ))}
    </ol>
  )
}
