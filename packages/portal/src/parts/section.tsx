import { useId } from 'react'
import type { ReactNode } from 'react'
import styles from './section.module.css'

export interface SectionProps {
  title: ReactNode
  lead?: ReactNode
  actions?: ReactNode
  /** For links to it. */
  id?: string
  children?: ReactNode
}

/** A named region of a page, with its h2. */
export function Section({ title, lead, actions, id, children }: SectionProps) {
  const headingId = useId()
  return (
    <section id={id} className={styles.section} aria-labelledby={headingId}>
      <Head headingId={headingId} title={title} lead={lead} actions={actions} level={2} />
      {children !== undefined && <div className={styles.body}>{children}</div>}
    </section>
  )
}

interface HeadProps extends Pick<SectionProps, 'title' | 'lead' | 'actions'> {
  headingId?: string
  level: 2 | 3
}

/** A heading with what belongs beside it. */
export function Head({ headingId, title, lead, actions, level }: HeadProps) {
  const Heading = level === 2 ? 'h2' : 'h3'
  return (
    <div className={styles.head}>
      <div className={styles.words}>
        <Heading id={headingId}>{title}</Heading>
        {lead !== undefined && <div className={styles.lead}>{lead}</div>}
      </div>
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </div>
  )
}
