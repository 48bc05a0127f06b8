import { Select } from './select.tsx'

interface FilterProps<Value extends string> {
  label: string
  value: Value | undefined
  options: readonly Value[]
  say: (value: Value) => string
  onChange: (value: Value | undefined) => void
}

interface FilterSelectProps<Value extends string> extends FilterProps<Value> {
  /** What the first choice is called, which narrows nothing. */
  any: string
}

/** One filter of a list, for a `FilterBar`. */
export function FilterSelect<Value extends string>({
  label,
  value,
  any,
  options,
  say,
  onChange,
}: FilterSelectProps<Value>) {
  return (
    <Select<Value | ''>
      label={label}
      isLabelHidden
      size="medium"
      value={value ?? ''}
      options={[{ value: '', label: any }, ...options.map((option) => ({ value: option, label: say(option) }))]}
      onChange={(chosen) => onChange(chosen === '' ? undefined : chosen)}
    />
  )
}

/** The order of a list or a part of it, for a `FilterBar`; the first option is the one without a choice. */
export function FilterOrder<Value extends string>({ label, value, options, say, onChange }: FilterProps<Value>) {
  return (
    <Select
      label={label}
      isLabelHidden
      size="medium"
      value={value ?? options[0] ?? ''}
      options={options.map((option) => ({ value: option, label: say(option) }))}
      onChange={(chosen) => onChange(chosen === options[0] ? undefined : chosen)}
    />
  )
}
