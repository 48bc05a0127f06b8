import type { ReactNode } from 'react'
import { useTexts } from '../texts.ts'
import { Button } from './button.tsx'
import { EmptyState } from './empty-state.tsx'
import { filterBarTexts } from './filter-bar.texts.ts'

/** A list of which the filter shows nothing. */
export function NothingFits({ onClear, children }: { onClear: () => void; children?: ReactNode }) {
  const t = useTexts(filterBarTexts)
  return (
    <EmptyState isFiltered title={t.nothingFits} actions={<Button onPress={onClear}>{t.clear}</Button>}>
      {children ?? t.lessMayShowMore}
    </EmptyState>
  )
}
