import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTexts } from '../texts.ts'
import { pageHeaderTexts } from './page-header.texts.ts'
import type { PageLink } from './page-link.ts'
import styles from './page-header.module.css'

export interface Crumb {
  label: string
  link: PageLink
}

export interface PageHeaderProps {
  title: ReactNode
  /** The pages above this one, outermost first. */
  crumbs?: readonly Crumb[]
  lead?: ReactNode
  /** A picture before the title, such as `AppIcon`. */
  picture?: ReactNode
  /** A `Status` beside the title. */
  status?: ReactNode
  /** At most one primary button. */
  actions?: ReactNode
  /** What belongs to the head, such as `Tabs`. */
  children?: ReactNode
}

const noCrumbs: readonly Crumb[] = []

/** The beginning of every page, with its only h1. */
export function PageHeader({ title, crumbs = noCrumbs, lead, picture, status, actions, children }: PageHeaderProps) {
  const t = useTexts(pageHeaderTexts)
  return (
    <header className={styles.header}>
      {crumbs.length > 0 && (
        <nav aria-label={t.crumbs}>
          <ol className={styles.crumbs}>
            {crumbs.map(({ label, link }) => (
              <li key={label}>
                <Link {...link}>{label}</Link>
              </li>
            ))}
          </ol>
        </nav>
      )}
      <div className={styles.row}>
        <div className={styles.main}>
          {picture}
          <div className={styles.words}>
            <div className={styles.title}>
              <h1>{title}</h1>
              {status}
            </div>
            {lead !== undefined && <div className={styles.lead}>{lead}</div>}
          </div>
        </div>
        {actions !== undefined && <div className={styles.actions}>{actions}</div>}
      </div>
      {children !== undefined && <div className={styles.below}>{children}</div>}
    </header>
  )
}
