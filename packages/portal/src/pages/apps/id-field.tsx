import { CircleCheck, LoaderCircle, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { useFormat } from '../../format.ts'
import { Icon } from '../../parts/icon.tsx'
import { joinClasses } from '../../parts/join-classes.ts'
import { TextField } from '../../parts/text-field.tsx'
import { VisuallyHidden } from '../../parts/visually-hidden.tsx'
import { useTexts } from '../../texts.ts'
import styles from './id-field.module.css'
import { newAppTexts } from './new-app.texts.ts'
import { sayIdVerdict } from './say-id-verdict.ts'
import type { IdVerdict } from './use-id-verdict.ts'

interface IdFieldProps {
  value: string
  verdict: IdVerdict
  onChange: (value: string) => void
  /** Somebody tried to go on: every fault is said. */
  isStrict: boolean
}

const pictures = { plain: LoaderCircle, good: CircleCheck, warn: TriangleAlert }

/** Where the id of an app is typed; whether it may be one and is free stands under it all the time. */
export function IdField({ value, verdict, onChange, isStrict }: IdFieldProps) {
  const t = useTexts(newAppTexts)
  const { list } = useFormat()
  const [wasLeft, setWasLeft] = useState(false)
  // Who is still typing has not made a mistake yet.
  const isUnfinished = verdict.state === 'fault' && !isStrict && (!wasLeft || verdict.fault === 'empty')
  const said = isUnfinished ? undefined : sayIdVerdict(verdict, t, list)
  return (
    <div className={styles.field} onBlur={() => setWasLeft(true)}>
      <TextField
        label={t.id}
        hint={t.idHint}
        placeholder={t.idPlaceholder}
        pointer="/id"
        error={said?.kind === 'bad' ? said.text : undefined}
        isCode
        autoComplete="off"
        value={value}
        onChange={(typed) => onChange(typed.trim())}
      />
      {said?.kind !== 'bad' && (
        <p className={joinClasses(styles.verdict, said && styles[said.kind])}>
          {said && <Icon of={pictures[said.kind]} />}
          {said?.text}
        </p>
      )}
      <VisuallyHidden role="status">{said?.text}</VisuallyHidden>
    </div>
  )
}
