import { Inbox, SearchX } from 'lucide-react'
import type { ReactNode } from 'react'
import type { IconPicture } from './icon.tsx'
import { StateFace } from './state-face.tsx'

export interface EmptyStateProps {
  icon?: IconPicture
  title: ReactNode
  /** What would stand here, and how it gets there. */
  children?: ReactNode
  actions?: ReactNode
  /** There is something, but the filter shows none of it. */
  isFiltered?: boolean
}

/** Nothing is here yet, or nothing fits the filter. */
export function EmptyState({ icon, title, children, actions, isFiltered = false }: EmptyStateProps) {
  return (
    <StateFace icon={icon ?? (isFiltered ? SearchX : Inbox)} title={title} actions={actions}>
      {children}
    </StateFace>
  )
}
