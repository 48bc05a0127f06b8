import { FilterSelect as Narrowed } from '../../parts/filter-select.tsx'
import { useTexts } from '../../texts.ts'
import { adminTexts } from './admin.texts.ts'

interface FilterSelectProps<Value extends string> {
  label: string
  value: Value | undefined
  options: readonly Value[]
  word: (value: Value) => string
  onChange: (value: Value | undefined) => void
}

/** One filter of a list; its first choice names it and is none. */
export function FilterSelect<Value extends string>({ word, ...props }: FilterSelectProps<Value>) {
  const t = useTexts(adminTexts)
  return <Narrowed {...props} say={word} any={`${props.label}: ${t.all}`} />
}
