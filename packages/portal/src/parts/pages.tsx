import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useFormat } from '../format.ts'
import { useTexts } from '../texts.ts'
import { Button } from './button.tsx'
import { LinkButton } from './link-button.tsx'
import type { PageLink } from './page-link.ts'
import { tableTexts } from './table.texts.ts'
import styles from './table.module.css'

export interface PagesProps {
  /** What is paged: names the navigation. */
  label: string
  /** How many there are in all, where the server says it. */
  total?: number
  /** Words instead of the total. */
  note?: string
  /** Where it leads, or what it does (such as going back); absent at the end of the list. */
  newer?: PageLink | (() => void)
  older?: PageLink | (() => void)
  isPending?: boolean
}

/** Under a list: how many there are, and the pages beside this one. */
export function Pages({ label, total, note, newer, older, isPending = false }: PagesProps) {
  const t = useTexts(tableTexts)
  const { number } = useFormat()
  if (total === undefined && note === undefined && !newer && !older) return null
  return (
    <nav className={styles.pages} aria-label={t.pages(label)}>
      <span>{note ?? (total === undefined ? '' : t.total(total, number(total)))}</span>
      {(newer || older) && (
        <div>
          <PageButton goal={newer} icon={ChevronLeft} label={t.newer} isPending={isPending} />
          <PageButton goal={older} icon={ChevronRight} label={t.older} isPending={isPending} />
        </div>
      )}
    </nav>
  )
}

interface PageButtonProps {
  goal: PagesProps['newer']
  icon: typeof ChevronLeft
  label: string
  isPending: boolean
}

function PageButton({ goal, icon, label, isPending }: PageButtonProps) {
  if (goal === undefined || typeof goal === 'function') {
    return (
      <Button size="small" icon={icon} isDisabled={goal === undefined || isPending} onPress={goal}>
        {label}
      </Button>
    )
  }
  return (
    <LinkButton {...goal} size="small" icon={icon}>
      {label}
    </LinkButton>
  )
}
