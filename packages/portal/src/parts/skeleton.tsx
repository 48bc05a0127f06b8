import { joinClasses } from './join-classes.ts'
import styles from './skeleton.module.css'

export interface SkeletonProps {
  kind?: 'lines' | 'table' | 'cards'
  count?: number
}

/** The shape of what is on its way; silent, since words stand beside it. */
export function Skeleton({ kind = 'lines', count = 4 }: SkeletonProps) {
  return (
    <div className={joinClasses(styles.skeleton, styles[kind])} aria-hidden>
      {Array.from({ length: count }, (_, at) => (
        <SkeletonPiece key={at} kind={kind} />
      ))}
    </div>
  )
}

function SkeletonPiece({ kind }: { kind: 'lines' | 'table' | 'cards' }) {
  if (kind === 'lines') return <span className={styles.bar} />
  const bars = kind === 'table' ? 4 : 3
  return (
    <span className={kind === 'table' ? styles.row : styles.card}>
      {Array.from({ length: bars }, (_, at) => (
        <span key={at} className={styles.bar} />
      ))}
    </span>
  )
}
