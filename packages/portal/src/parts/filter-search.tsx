import { SearchField } from './search-field.tsx'

interface FilterSearchProps {
  label: string
  /** Shown while nothing is sought, where it says more than the label. */
  example?: string
  value: string | undefined
  onChange: (value: string | undefined) => void
}

/** Words to look for in a list, for a `FilterBar`. */
export function FilterSearch({ label, example = label, value, onChange }: FilterSearchProps) {
  return (
    <SearchField
      label={label}
      isLabelHidden
      size="medium"
      placeholder={example}
      value={value ?? ''}
      onSearch={(words) => onChange(words.trim() || undefined)}
    />
  )
}
