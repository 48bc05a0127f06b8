import type { ReactNode } from 'react'
import { useTitle } from '../../title.ts'
import styles from './auth-page.module.css'

export interface AuthPageProps {
  title: string
  lead?: ReactNode
  children?: ReactNode
}

/** One calm column for signing in and what belongs to it. */
export function AuthPage({ title, lead, children }: AuthPageProps) {
  useTitle(title)
  return (
    <div className={styles.column}>
      <header className={styles.head}>
        <h1>{title}</h1>
        {lead !== undefined && <p>{lead}</p>}
      </header>
      {children}
    </div>
  )
}

/** Things of the column under each other. */
export function Stack({ children }: { children: ReactNode }) {
  return <div className={styles.stack}>{children}</div>
}

/** Links at the end of the column. */
export function Beside({ children }: { children: ReactNode }) {
  return <div className={styles.beside}>{children}</div>
}
