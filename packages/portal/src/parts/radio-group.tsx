import { useId } from 'react'
import type { ReactNode } from 'react'
import { FieldError, FieldHint, useField } from './field.tsx'
import type { FieldProps } from './field.tsx'
import { joinClasses } from './join-classes.ts'
import { VisuallyHidden } from './visually-hidden.tsx'
import styles from './radio-group.module.css'

export interface RadioOption<Value extends string> {
  value: Value
  label: ReactNode
  hint?: ReactNode
  isDisabled?: boolean
}

export interface RadioGroupProps<Value extends string> extends FieldProps {
  /** Empty while nothing is chosen. */
  value: Value | ''
  onChange: (value: Value) => void
  options: readonly RadioOption<Value>[]
  /** `cards` where each choice wants a sentence. */
  look?: 'lines' | 'cards'
}

/** One of a few things, all of them in view. */
export function RadioGroup<Value extends string>(props: RadioGroupProps<Value>) {
  const { label, isLabelHidden = false, className, value, onChange, options, look = 'lines' } = props
  const name = useId()
  const joined = useField(props)
  return (
    <fieldset
      className={joinClasses(styles.group, className)}
      aria-describedby={joined.control['aria-describedby']}
      id={joined.id}
      tabIndex={-1}
    >
      <legend className={styles.legend}>
        {isLabelHidden ? <VisuallyHidden>{label}</VisuallyHidden> : <span>{label}</span>}
      </legend>
      <FieldHint field={props} joined={joined} />
      <div className={joinClasses(styles.options, look === 'cards' && styles.cards)}>
        {options.map((option) => (
          <label key={option.value} className={styles.option}>
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              disabled={option.isDisabled}
              className={styles.input}
              onChange={() => onChange(option.value)}
            />
            <span className={styles.words}>
              {option.label}
              {option.hint !== undefined && <span className={styles.hint}>{option.hint}</span>}
            </span>
          </label>
        ))}
      </div>
      <FieldError joined={joined} />
    </fieldset>
  )
}
