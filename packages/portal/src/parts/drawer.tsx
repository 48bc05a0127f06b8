import { X } from 'lucide-react'
import { useId } from 'react'
import type { ReactNode } from 'react'
import { useTexts } from '../texts.ts'
import { dialogTexts } from './dialog.texts.ts'
import { IconButton } from './icon-button.tsx'
import { joinClasses } from './join-classes.ts'
import { Modal } from './modal.tsx'
import styles from './drawer.module.css'

export interface DrawerProps {
  isOpen: boolean
  onClose: () => void
  title: ReactNode
  side?: 'start' | 'end'
  actions?: ReactNode
  children: ReactNode
}

/** Details of one thing beside the list it stands in, over the page's edge. */
export function Drawer({ isOpen, onClose, title, side = 'end', actions, children }: DrawerProps) {
  const t = useTexts(dialogTexts)
  const titleId = useId()
  return (
    <Modal
      isOpen={isOpen}
      onClose={onClose}
      className={joinClasses(styles.drawer, styles[side])}
      aria-labelledby={titleId}
    >
      <div className={styles.inside}>
        <div className={styles.head}>
          <h2 id={titleId} tabIndex={-1}>
            {title}
          </h2>
          <IconButton icon={X} label={t.close} onPress={onClose} />
        </div>
        <div className={styles.body}>{children}</div>
        {actions !== undefined && <div className={styles.foot}>{actions}</div>}
      </div>
    </Modal>
  )
}
