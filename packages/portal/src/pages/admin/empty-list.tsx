import type { ReactNode } from 'react'
import { Button } from '../../parts/button.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { useTexts } from '../../texts.ts'
import { adminTexts } from './admin.texts.ts'

interface EmptyListProps {
  title: string
  children?: ReactNode
  /** Given while something is filtered. */
  onClear: (() => void) | undefined
}

/** A list without entries: there are none, or the filter shows none. */
export function EmptyList({ title, children, onClear }: EmptyListProps) {
  const t = useTexts(adminTexts)
  if (!onClear) return <EmptyState title={title}>{children}</EmptyState>
  return (
    <EmptyState isFiltered title={t.noneTitle} actions={<Button onPress={onClear}>{t.clear}</Button>}>
      {t.noneLead}
    </EmptyState>
  )
}
