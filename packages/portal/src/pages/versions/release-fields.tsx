import { useState } from 'react'
import { NumberField } from '../../parts/number-field.tsx'
import { RadioGroup } from '../../parts/radio-group.tsx'
import { TextField } from '../../parts/text-field.tsx'
import { useTexts } from '../../texts.ts'
import type { ReleaseChoice } from './draft-step.tsx'
import { draftTexts } from './draft.texts.ts'
import styles from './draft-step.module.css'

interface ReleaseFieldsProps {
  choice: ReleaseChoice
  onChange: (choice: ReleaseChoice) => void
}

const releases = ['when_approved', 'manual', 'at'] as const
const tracks = ['production', 'beta'] as const

/** When a version is published once it is approved, for whom, and for how many at first. */
export function ReleaseFields({ choice, onChange }: ReleaseFieldsProps) {
  const t = useTexts(draftTexts)
  const [earliest] = useState(() => toLocalField(new Date()))
  const change = (changes: Partial<ReleaseChoice>) => onChange({ ...choice, ...changes })
  return (
    <div className={styles.fields}>
      <RadioGroup
        label={t.when}
        pointer="/release"
        value={choice.release}
        onChange={(release) => change({ release })}
        options={releases.map((value) => ({ value, label: t.whens[value], hint: t.whenHints[value] }))}
      />
      {choice.release === 'at' && (
        <TextField
          label={t.at}
          hint={t.atHint(zone())}
          pointer="/release_at"
          type="datetime-local"
          min={earliest}
          value={choice.at}
          onChange={(at) => change({ at })}
          className={styles.short}
        />
      )}
      <RadioGroup
        label={t.who}
        pointer="/track"
        value={choice.track}
        onChange={(track) => change({ track })}
        options={tracks.map((value) => ({ value, label: t.whos[value] }))}
      />
      {choice.track === 'production' && (
        <NumberField
          label={t.rollout}
          hint={t.rolloutHint}
          pointer="/rollout_percent"
          min={1}
          max={100}
          after="%"
          value={choice.percent}
          onChange={(percent) => change({ percent })}
          className={styles.short}
        />
      )}
    </div>
  )
}

const zone = () => Intl.DateTimeFormat().resolvedOptions().timeZone

const minuteMs = 60_000

/** A moment as `datetime-local` wants it: in the time of this place, to the minute. */
function toLocalField(date: Date): string {
  return new Date(date.getTime() - date.getTimezoneOffset() * minuteMs).toISOString().slice(0, 16)
}
