import { X } from 'lucide-react'
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { useTexts } from '../texts.ts'
import { Button } from './button.tsx'
import { IconButton } from './icon-button.tsx'
import { Icon } from './icon.tsx'
import { joinClasses } from './join-classes.ts'
import { noticePictures } from './notice-pictures.ts'
import { addToast, readToasts, removeToast, watchToasts } from './toast-queue.ts'
import type { Toast } from './toast-queue.ts'
import { toastTexts } from './toast.texts.ts'
import styles from './toast.module.css'

type Action = Toast['action']

const toasts = {
  good: (text: string, action?: Action) => addToast({ kind: 'good', text, action }),
  info: (text: string, action?: Action) => addToast({ kind: 'info', text, action }),
  warn: (text: string, action?: Action) => addToast({ kind: 'warn', text, action }),
  bad: (text: string, action?: Action) => addToast({ kind: 'bad', text, action }),
}

/** Says in passing what has happened: `toasts.good(t.saved)`, with one thing to do about it if there is one. */
export const useToasts = () => toasts

/** Where the messages stand; once a page. A message goes by itself, but never while the pointer or the keyboard is at it. */
export function ToastRegion() {
  const t = useTexts(toastTexts)
  const shown = useSyncExternalStore(watchToasts, readToasts)
  return (
    <section className={styles.region} aria-label={t.region} aria-live="polite" aria-relevant="additions">
      {shown.map((toast) => (
        <ShownToast key={toast.id} toast={toast} />
      ))}
    </section>
  )
}

const shownMs = 6000
const shownWithActionMs = 12_000

function ShownToast({ toast: { id, kind, text, action } }: { toast: Toast }) {
  const t = useTexts(toastTexts)
  const [isKept, setIsKept] = useState(false)
  const from = useRef<Element>(null)
  useEffect(() => {
    if (isKept) return
    const timer = setTimeout(() => removeToast(id), action ? shownWithActionMs : shownMs)
    return () => clearTimeout(timer)
  }, [id, action, isKept])
  const close = () => {
    removeToast(id)
    if (from.current instanceof HTMLElement) from.current.focus()
  }
  return (
    <div
      className={joinClasses(styles.toast, styles[kind])}
      onPointerEnter={() => setIsKept(true)}
      onPointerLeave={() => setIsKept(false)}
      onFocus={({ relatedTarget }) => {
        from.current ??= relatedTarget
        setIsKept(true)
      }}
      onBlur={() => setIsKept(false)}
      onKeyDown={({ key }) => key === 'Escape' && close()}
    >
      <Icon of={noticePictures[kind]} className={styles.picture} />
      <div className={styles.text}>
        {text}
        {action && (
          <span className={styles.action}>
            <Button
              size="small"
              onPress={() => {
                close()
                action.onPress()
              }}
            >
              {action.label}
            </Button>
          </span>
        )}
      </div>
      <IconButton icon={X} label={t.dismiss} size="small" className={styles.close} onPress={close} />
    </div>
  )
}
