import type { ReactNode } from 'react'
import styles from './named.module.css'

export interface NamedProps {
  /** An `AppIcon` or `Avatar`. */
  picture?: ReactNode
  /** A second line: the id, the address. */
  note?: ReactNode
  children: ReactNode
}

/** Somebody or something by picture and name, as the first cell of a row. */
export function Named({ picture, note, children }: NamedProps) {
  return (
    <span className={styles.named}>
      {picture}
      <span className={styles.words}>
        <span>{children}</span>
        {note !== undefined && <span className={styles.note}>{note}</span>}
      </span>
    </span>
  )
}
