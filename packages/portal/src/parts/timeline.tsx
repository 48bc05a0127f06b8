import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'
import type { IconPicture } from './icon.tsx'
import { joinClasses } from './join-classes.ts'
import { Time } from './time.tsx'
import styles from './steps.module.css'

export interface TimelineEvent {
  key: string
  icon: IconPicture
  kind?: 'plain' | 'info' | 'good' | 'warn' | 'bad'
  /** Who did what. */
  title: ReactNode
  /** ISO 8601. */
  time: string
  body?: ReactNode
}

/** What happened, in the order it is given in. */
export function Timeline({ label, events }: { label: string; events: readonly TimelineEvent[] }) {
  return (
    <ol className={styles.timeline} aria-label={label}>
      {events.map(({ key, icon, kind = 'plain', title, time, body }) => (
        <li key={key} className={joinClasses(styles.event, kind !== 'plain' && styles[kind])}>
          <span className={styles.dot}>
            <Icon of={icon} />
          </span>
          <div className={styles.eventHead}>
            <span>{title}</span>
            <Time value={time} />
          </div>
          {body !== undefined && <div className={styles.eventBody}>{body}</div>}
        </li>
      ))}
    </ol>
  )
}
