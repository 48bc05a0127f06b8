import type { ReactNode } from 'react'
import { FieldError, FieldHint, useField } from './field.tsx'
import type { FieldProps } from './field.tsx'
import styles from './field-set.module.css'

export interface FieldSetProps extends Pick<FieldProps, 'label' | 'hint' | 'pointer'> {
  /** Beside each other where there is room. */
  isInColumns?: boolean
  children: ReactNode
}

/** Several boxes to tick that answer one question. */
export function FieldSet({ isInColumns = false, children, ...field }: FieldSetProps) {
  const joined = useField(field)
  return (
    <fieldset id={joined.id} tabIndex={-1} className={styles.set} aria-describedby={joined.control['aria-describedby']}>
      <legend className={styles.legend}>{field.label}</legend>
      <FieldHint field={field} joined={joined} />
      <div className={isInColumns ? styles.columns : styles.lines}>{children}</div>
      <FieldError joined={joined} />
    </fieldset>
  )
}
