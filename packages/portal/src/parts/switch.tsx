import { FieldError, FieldHint, useField } from './field.tsx'
import type { FieldProps } from './field.tsx'
import { joinClasses } from './join-classes.ts'
import { VisuallyHidden } from './visually-hidden.tsx'
import styles from './switch.module.css'

export interface SwitchProps extends Omit<FieldProps, 'isOptional'> {
  isOn: boolean
  onChange: (isOn: boolean) => void
  isDisabled?: boolean
  /** The change is on its way. */
  isPending?: boolean
}

/** On or off, with effect at once; what is sent with a form is a `Checkbox`. */
export function Switch(props: SwitchProps) {
  const { label, isLabelHidden = false, className, isOn, onChange, isDisabled = false, isPending = false } = props
  const field = { ...props, isOptional: true }
  const joined = useField(field)
  return (
    <div className={joinClasses(styles.row, className)}>
      <div className={styles.words}>
        <label htmlFor={joined.id} className={styles.label}>
          {isLabelHidden ? <VisuallyHidden>{label}</VisuallyHidden> : label}
        </label>
        <FieldHint field={field} joined={joined} />
        <FieldError joined={joined} />
      </div>
      <input
        {...joined.control}
        type="checkbox"
        role="switch"
        aria-checked={isOn}
        checked={isOn}
        disabled={isDisabled}
        aria-busy={isPending || undefined}
        className={styles.input}
        onChange={({ target }) => !isPending && onChange(target.checked)}
      />
    </div>
  )
}
