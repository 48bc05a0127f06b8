import type { ReactNode } from 'react'
import styles from './skip-link.module.css'

/** The first stop of the keyboard: past the navigation, to the element with the id `to`. */
export function SkipLink({ to, children }: { to: string; children: ReactNode }) {
  const go = () => document.querySelector<HTMLElement>(`#${CSS.escape(to)}`)?.focus()
  return (
    <a href={`#${to}`} className={styles.skip} onClick={go}>
      {children}
    </a>
  )
}
