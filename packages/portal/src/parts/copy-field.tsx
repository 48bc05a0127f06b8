import { Eye, EyeOff } from 'lucide-react'
import { useState } from 'react'
import { useTexts } from '../texts.ts'
import { CopyButton } from './copy-button.tsx'
import { copyTexts } from './copy-button.texts.ts'
import { IconButton } from './icon-button.tsx'
import styles from './copy-button.module.css'

export interface CopyFieldProps {
  label: string
  value: string
  /** Shown as dots until asked for. */
  isSecret?: boolean
}

/** A value to take along: an id, a key, a command. */
export function CopyField({ label, value, isSecret = false }: CopyFieldProps) {
  const t = useTexts(copyTexts)
  const [isShown, setIsShown] = useState(!isSecret)
  return (
    <fieldset className={styles.field}>
      <legend className={styles.label}>{label}</legend>
      <div className={styles.box}>
        <code className={styles.value}>{isShown ? value : '•'.repeat(Math.min(value.length, 24))}</code>
        {isSecret && (
          <IconButton
            size="small"
            icon={isShown ? EyeOff : Eye}
            label={isShown ? t.hide : t.show}
            onPress={() => setIsShown(!isShown)}
          />
        )}
        <CopyButton text={value} label={label} isSmall />
      </div>
    </fieldset>
  )
}
