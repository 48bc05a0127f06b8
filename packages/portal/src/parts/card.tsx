import type { ReactNode } from 'react'
import { joinClasses } from './join-classes.ts'
import { Head } from './section.tsx'
import styles from './section.module.css'

export interface CardProps {
  title?: ReactNode
  lead?: ReactNode
  actions?: ReactNode
  foot?: ReactNode
  /** Where the card stands: under an h1 it is 2, under a section 3. */
  level?: 2 | 3
  /** What stands in it reaches the edges: a table, a list of rows. */
  isFlush?: boolean
  className?: string
  children?: ReactNode
}

/** Things that belong together, on a ground of their own. */
export function Card({ title, lead, actions, foot, level = 3, isFlush = false, className, children }: CardProps) {
  return (
    <div className={joinClasses(styles.card, className)}>
      {title !== undefined && (
        <div className={styles.cardHead}>
          <Head title={title} lead={lead} actions={actions} level={level} />
        </div>
      )}
      {children !== undefined && (
        <div className={joinClasses(styles.cardBody, isFlush && styles.isFlush)}>{children}</div>
      )}
      {foot !== undefined && <div className={styles.foot}>{foot}</div>}
    </div>
  )
}
