import { useEffect, useRef, useState } from 'react'
import type { PointerEvent, ReactNode } from 'react'
import { placeFloating } from './place-floating.ts'
import styles from './tooltip.module.css'

const restMs = 450

/**
 * A few words while the pointer rests on something or the keyboard is at it; Escape puts them away. They only repeat what a
 * reader hears anyway: what stands inside must have its name.
 */
export function Tooltip({ text, children }: { text: string; children: ReactNode }) {
  const wrap = useRef<HTMLSpanElement>(null)
  const tip = useRef<HTMLSpanElement>(null)
  const [isShown, setIsShown] = useState(false)
  const timer = useRef(0)
  const show = () => setIsShown(true)
  const hide = () => {
    clearTimeout(timer.current)
    setIsShown(false)
  }
  const rest = ({ pointerType }: PointerEvent) => {
    if (pointerType !== 'mouse') return
    clearTimeout(timer.current)
    timer.current = window.setTimeout(show, restMs)
  }
  useEffect(() => () => clearTimeout(timer.current), [])
  useEffect(() => {
    if (!isShown || !wrap.current || !tip.current) return
    tip.current.showPopover()
    placeFloating(tip.current, wrap.current, 'above')
    const escape = ({ key }: KeyboardEvent) => key === 'Escape' && setIsShown(false)
    const away = () => setIsShown(false)
    document.addEventListener('keydown', escape)
    document.addEventListener('scroll', away, { capture: true, passive: true })
    return () => {
      document.removeEventListener('keydown', escape)
      document.removeEventListener('scroll', away, { capture: true })
    }
  }, [isShown])
  return (
    <span
      ref={wrap}
      className={styles.wrap}
      onPointerEnter={rest}
      onPointerLeave={hide}
      onPointerDown={hide}
      onFocus={({ target }) => target.matches(':focus-visible') && show()}
      onBlur={hide}
    >
      {children}
      {isShown && (
        <span ref={tip} popover="manual" className={styles.tip} aria-hidden>
          {text}
        </span>
      )}
    </span>
  )
}
