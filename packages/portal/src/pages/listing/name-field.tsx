import { limits } from '@mosis/format/limits'
import { useFormat } from '../../format.ts'
import { TextField } from '../../parts/text-field.tsx'
import { useTexts } from '../../texts.ts'
import { listingTexts } from './listing.texts.ts'

interface NameFieldProps {
  value: string
  onChange: (name: string) => void
  lang: string
  dir: 'auto'
  readOnly: boolean
}

/** The app's name in one language, with how much of it is used. */
export function NameField({ value, ...own }: NameFieldProps) {
  const t = useTexts(listingTexts)
  const { number } = useFormat()
  const most = limits.maxNameCodePoints
  const used = Array.from(value.trim()).length
  return (
    <TextField
      {...own}
      label={t.name}
      pointer="/name"
      autoComplete="off"
      error={used > most ? t.nameTooLong(used - most) : undefined}
      after={t.nameCount(number(used), number(most))}
      value={value}
    />
  )
}
