import type { ReactNode } from 'react'
import { useTexts } from '../texts.ts'
import { Icon } from './icon.tsx'
import { joinClasses } from './join-classes.ts'
import { noticePictures } from './notice-pictures.ts'
import { noticeTexts } from './notice.texts.ts'
import { VisuallyHidden } from './visually-hidden.tsx'
import styles from './notice.module.css'

export interface NoticeProps {
  kind?: keyof typeof noticePictures
  title?: ReactNode
  /** Buttons and links: what to do about it. */
  actions?: ReactNode
  /** It came while the page was open: read it out. */
  isNew?: boolean
  children?: ReactNode
}

/** What people must know here: stays on the page, unlike a toast. */
export function Notice({ kind = 'info', title, actions, isNew = false, children }: NoticeProps) {
  const t = useTexts(noticeTexts)
  const role = kind === 'bad' ? 'alert' : 'status'
  return (
    <div className={joinClasses(styles.notice, styles[kind])} role={isNew ? role : undefined}>
      <Icon of={noticePictures[kind]} className={styles.picture} />
      <div className={styles.body}>
        <VisuallyHidden>{t[kind]}</VisuallyHidden>
        {title !== undefined && <p className={styles.title}>{title}</p>}
        {children !== undefined && <div>{children}</div>}
        {actions !== undefined && <div className={styles.actions}>{actions}</div>}
      </div>
    </div>
  )
}
