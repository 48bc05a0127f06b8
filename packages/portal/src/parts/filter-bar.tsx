import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTexts } from '../texts.ts'
import { Button } from './button.tsx'
import { filterBarTexts } from './filter-bar.texts.ts'
import styles from './filter-bar.module.css'

export interface FilterBarProps {
  label: string
  /** `SearchField` first, then `Select`s; all of `size="medium"`. */
  children: ReactNode
  /** How many there are: "12 apps". */
  count?: ReactNode
  /** Given while something is filtered. */
  onClear?: () => void
}

/** What narrows a list; each choice goes into the address. */
export function FilterBar({ label, children, count, onClear }: FilterBarProps) {
  const t = useTexts(filterBarTexts)
  const isCounted = count !== undefined && count !== false
  return (
    <search className={styles.bar} aria-label={label}>
      {children}
      {(isCounted || onClear) && (
        <div className={styles.end}>
          {onClear && (
            <Button kind="quiet" size="small" icon={X} onPress={onClear}>
              {t.clear}
            </Button>
          )}
          <output>{count}</output>
        </div>
      )}
    </search>
  )
}
