import type { ReactNode } from 'react'
import { joinClasses } from './join-classes.ts'
import styles from './phone-preview.module.css'

export interface PhonePreviewProps {
  /** What is shown in it, read out as the name of the region. */
  label: string
  /** Default: as the page. */
  theme?: 'light' | 'dark'
  children: ReactNode
}

/** A quiet phone around what a person will see on theirs; its screen scrolls by itself. */
export function PhonePreview({ label, theme, children }: PhonePreviewProps) {
  return (
    <div className={styles.phone}>
      <section className={joinClasses(styles.screen, theme && styles[theme])} aria-label={label} tabIndex={0}>
        {children}
      </section>
    </div>
  )
}
