import { useLayoutEffect, useRef } from 'react'
import type { ComponentProps, MouseEvent } from 'react'
import { joinClasses } from './join-classes.ts'
import styles from './modal.module.css'

export interface ModalProps extends Omit<ComponentProps<'dialog'>, 'open' | 'onClose' | 'onCancel' | 'onClick'> {
  isOpen: boolean
  onClose: () => void
  /** Escape and a press beside it close it too; off while something is on its way. */
  isDismissable?: boolean
}

/**
 * Stands above the page and holds the keyboard until it is closed; then the focus is where it was. At first the element with
 * `data-autofocus` has it, else the first field, else the heading.
 */
export function Modal({ isOpen, ...rest }: ModalProps) {
  return isOpen && <OpenModal {...rest} />
}

function OpenModal({ onClose, isDismissable = true, className, children, ...rest }: Omit<ModalProps, 'isOpen'>) {
  const dialog = useRef<HTMLDialogElement>(null)
  // Before the browser paints, and undone while the element is still there: only so does it give the focus back.
  useLayoutEffect(() => {
    const element = dialog.current
    // Where a scrollbar takes room, its room stays while it is gone.
    element?.toggleAttribute('data-beside-scrollbar', innerWidth > document.documentElement.clientWidth)
    // Of two at once only the upper one is seen: the edge of the other would stick out around it.
    const below = [...document.querySelectorAll('dialog:modal')].filter((each) => !each.hasAttribute('data-covered'))
    for (const each of below) each.setAttribute('data-covered', '')
    element?.showModal()
    if (element) firstStop(element)?.focus()
    return () => {
      for (const each of below) each.removeAttribute('data-covered')
      element?.close()
      // What opened it may be gone by now: then the keyboard goes on at the page's content, not at its very beginning.
      const at = document.activeElement
      if (at === document.body || element?.contains(at)) {
        document.querySelector<HTMLElement>('#content')?.focus({ preventScroll: true })
      }
    }
  }, [])
  const pressBeside = ({ target, currentTarget }: MouseEvent) => {
    if (isDismissable && target === currentTarget) onClose()
  }
  return (
    <dialog
      {...rest}
      ref={dialog}
      className={joinClasses(styles.modal, className)}
      onCancel={(event) => {
        // What holds the state closes it, so that both always agree.
        event.preventDefault()
        if (isDismissable) onClose()
      }}
      onClick={pressBeside}
    >
      {children}
    </dialog>
  )
}

function firstStop(dialog: HTMLDialogElement): HTMLElement | null {
  return (
    dialog.querySelector<HTMLElement>('[data-autofocus]') ??
    dialog.querySelector<HTMLElement>(':is(input, select, textarea):not(:disabled, [type="hidden"])') ??
    dialog.querySelector<HTMLElement>('h2[tabindex]')
  )
}
