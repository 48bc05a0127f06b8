import { useState } from 'react'
import { useFormat } from '../../format.ts'
import { Select } from '../../parts/select.tsx'
import { useTexts } from '../../texts.ts'
import { keysTexts } from './keys.texts.ts'

const dayMs = 86_400_000
const choices = ['7', '30', '90', '180', '365']
export const defaultDays = 90

/** How long a key lasts, and until which day. */
export function Lifetime({ days, onChange }: { days: number; onChange: (days: number) => void }) {
  const t = useTexts(keysTexts)
  const { date, number } = useFormat()
  const [now] = useState(Date.now)
  const end = (count: number) => date(new Date(now + count * dayMs).toISOString())
  return (
    <Select
      label={t.endsInDays}
      pointer="/expires_in_days"
      value={String(days)}
      options={choices.map((value) => ({
        value,
        label: `${t.days(Number(value), number(Number(value)))} · ${end(Number(value))}`,
      }))}
      onChange={(chosen) => onChange(Number(chosen))}
    />
  )
}
