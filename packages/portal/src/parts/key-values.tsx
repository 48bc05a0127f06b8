import { Fragment } from 'react'
import type { ReactNode } from 'react'
import styles from './key-values.module.css'

export interface KeyValue {
  label: string
  value: ReactNode
}

/** Facts: a name and what is so, line by line. */
export function KeyValues({ items }: { items: readonly KeyValue[] }) {
  return (
    <dl className={styles.list}>
      {items.map(({ label, value }) => (
        <Fragment key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </Fragment>
      ))}
    </dl>
  )
}

export interface Figure extends KeyValue {
  /** Smaller, under the number: what it is compared with. */
  note?: ReactNode
}

/** A few numbers, large, side by side. */
export function Figures({ items }: { items: readonly Figure[] }) {
  return (
    <dl className={styles.figures}>
      {items.map(({ label, value, note }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
          {note !== undefined && <dd className={styles.note}>{note}</dd>}
        </div>
      ))}
    </dl>
  )
}
