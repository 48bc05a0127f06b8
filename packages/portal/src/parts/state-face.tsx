import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'
import type { IconPicture } from './icon.tsx'
import { joinClasses } from './join-classes.ts'
import styles from './state-face.module.css'

interface StateFaceProps {
  icon: IconPicture
  kind?: 'plain' | 'warn' | 'bad'
  title: ReactNode
  children?: ReactNode
  actions?: ReactNode
  /** Small print: an id to name to somebody. */
  small?: ReactNode
  role?: 'alert' | 'status'
  /** The whole page is this: its title is the page's heading. */
  isPage?: boolean | undefined
}

/** What stands where data would: says why there is none and what to do. Pages use the states built on it. */
export function StateFace({
  icon,
  kind = 'plain',
  title,
  children,
  actions,
  small,
  role,
  isPage = false,
}: StateFaceProps) {
  const Title = isPage ? 'h1' : 'p'
  return (
    <div className={joinClasses(styles.face, kind !== 'plain' && styles[kind])} role={role}>
      <span className={styles.picture}>
        <Icon of={icon} size={20} />
      </span>
      <Title className={styles.title}>{title}</Title>
      {children !== undefined && <div className={styles.body}>{children}</div>}
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
      {small !== undefined && <p className={styles.small}>{small}</p>}
    </div>
  )
}
