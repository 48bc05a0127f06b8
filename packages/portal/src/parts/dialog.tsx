import { X } from 'lucide-react'
import { useCallback, useId, useState } from 'react'
import type { ReactNode } from 'react'
import { useTexts } from '../texts.ts'
import { dialogTexts } from './dialog.texts.ts'
import { IconButton } from './icon-button.tsx'
import { joinClasses } from './join-classes.ts'
import { Modal } from './modal.tsx'
import type { ModalProps } from './modal.tsx'
import styles from './dialog.module.css'

export interface DialogProps extends Pick<ModalProps, 'isOpen' | 'onClose' | 'isDismissable' | 'role'> {
  title: ReactNode
  lead?: ReactNode
  /** Buttons; the act last. */
  actions?: ReactNode
  size?: 'medium' | 'wide'
  children?: ReactNode
}

/** Something to do before going on. The element with `data-autofocus` gets the focus, else the first field, else the heading. */
export function Dialog({ title, lead, actions, size = 'medium', children, ...modal }: DialogProps) {
  const t = useTexts(dialogTexts)
  const titleId = useId()
  const leadId = useId()
  const { isStop, watch } = useScrollStop()
  return (
    <Modal
      {...modal}
      className={joinClasses(styles.dialog, size === 'wide' && styles.wide)}
      aria-labelledby={titleId}
      aria-describedby={lead === undefined ? undefined : leadId}
    >
      <div className={styles.inside}>
        <div className={styles.head}>
          <div className={styles.words}>
            <h2 id={titleId} tabIndex={-1}>
              {title}
            </h2>
            {lead !== undefined && (
              <p id={leadId} className={styles.lead}>
                {lead}
              </p>
            )}
          </div>
          {modal.isDismissable !== false && <IconButton icon={X} label={t.close} onPress={modal.onClose} />}
        </div>
        {children !== undefined && (
          <div
            ref={watch}
            className={styles.body}
            {...(isStop && { tabIndex: 0, role: 'region', 'aria-labelledby': titleId })}
          >
            {children}
          </div>
        )}
        {actions !== undefined && <div className={styles.foot}>{actions}</div>}
      </div>
    </Modal>
  )
}

const stops = 'a[href], button, input, select, textarea, summary, [tabindex="0"]'

/** Whether something is longer than its place and has nothing in it that the keyboard could go to, to scroll it by. */
function useScrollStop() {
  const [isStop, setIsStop] = useState(false)
  const watch = useCallback((element: HTMLElement | null) => {
    if (!element) return undefined
    const observer = new ResizeObserver(() =>
      setIsStop(element.scrollHeight > element.clientHeight && element.querySelector(stops) === null),
    )
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return { isStop, watch }
}
