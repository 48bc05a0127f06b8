import { useEffect, useRef } from 'react'
import type { ComponentProps, ReactNode } from 'react'
import { FieldError, FieldHint, useField } from './field.tsx'
import type { FieldProps } from './field.tsx'
import { VisuallyHidden } from './visually-hidden.tsx'
import { joinClasses } from './join-classes.ts'
import styles from './checkbox.module.css'

export interface CheckboxProps
  extends
    Omit<FieldProps, 'label' | 'isOptional'>,
    Omit<ComponentProps<'input'>, 'onChange' | 'checked' | 'type' | 'className' | 'children'> {
  label: ReactNode
  isChecked: boolean
  /** Some of what it stands for: shown as a dash. */
  isPartly?: boolean
  onChange: (isChecked: boolean) => void
}

/** Yes or no, sent with a form; what takes effect at once is a `Switch`. */
export function Checkbox(props: CheckboxProps) {
  const {
    label,
    isLabelHidden = false,
    hint,
    error,
    pointer,
    className,
    isChecked,
    isPartly = false,
    onChange,
    ...rest
  } = props
  const input = useRef<HTMLInputElement>(null)
  const field = { hint, error, pointer, label: typeof label === 'string' ? label : '', isOptional: true }
  const joined = useField(field)
  useEffect(() => {
    if (input.current) input.current.indeterminate = isPartly
  }, [isPartly])
  return (
    <div className={joinClasses(styles.choice, className)}>
      <input
        {...rest}
        {...joined.control}
        ref={input}
        type="checkbox"
        checked={isChecked}
        className={styles.input}
        onChange={({ target }) => onChange(target.checked)}
      />
      <label htmlFor={joined.id} className={styles.label}>
        {isLabelHidden ? <VisuallyHidden>{label}</VisuallyHidden> : label}
      </label>
      {(hint !== undefined || joined.error !== undefined) && (
        <div className={styles.more}>
          <FieldHint field={field} joined={joined} />
          <FieldError joined={joined} />
        </div>
      )}
    </div>
  )
}
