import { Select } from '../../parts/select.tsx'
import { useTexts } from '../../texts.ts'
import { adminTexts } from './admin.texts.ts'

interface FilterSelectProps<Value extends string> {
  label: string
  value: Value | undefined
  options: readonly Value[]
  word: (value: Value) => string
  onChange: (value: Value | undefined) => void
}

/** One filter of a list; its first choice is none. */
export function FilterSelect<Value extends string>({
  label,
  value,
  options,
  word,
  onChange,
}: FilterSelectProps<Value>) {
  const t = useTexts(adminTexts)
  return (
    <Select<Value | 'all'>
      label={label}
      isLabelHidden
      size="medium"
      value={value ?? 'all'}
      options={[
        { value: 'all', label: `${label}: ${t.all}` },
        ...options.map((option) => ({ value: option, label: word(option) })),
      ]}
      onChange={(chosen) => onChange(chosen === 'all' ? undefined : chosen)}
    />
  )
}
