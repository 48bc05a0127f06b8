import { CircleAlert } from 'lucide-react'
import { useId } from 'react'
import type { ReactNode } from 'react'
import { useTexts } from '../texts.ts'
import { fieldTexts } from './field.texts.ts'
import { useFormError } from './form-errors.ts'
import { Icon } from './icon.tsx'
import { joinClasses } from './join-classes.ts'
import { VisuallyHidden } from './visually-hidden.tsx'
import styles from './field.module.css'

/** What every field takes. */
export interface FieldProps {
  label: string
  /** The label is read out only: where the place says what it is. */
  isLabelHidden?: boolean
  hint?: ReactNode
  /** Overrules what the form says. */
  error?: string
  /** Where the field's value stands in the body that is sent: `/name`. What the server says about it appears here. */
  pointer?: string
  /** Marked in words; everything else is needed. */
  isOptional?: boolean
  className?: string
}

/** What the field's frame needs, and what is the control's own. */
export function splitField<Props extends FieldProps>(props: Props): [FieldProps, Omit<Props, keyof FieldProps>] {
  const { label, isLabelHidden, hint, error, pointer, isOptional, className, ...own } = props
  return [{ label, isLabelHidden, hint, error, pointer, isOptional, className }, own]
}

/** Ids and words that join a control with its label, hint and error. */
export interface JoinedField {
  id: string
  hintId: string
  errorId: string
  error: string | undefined
  /** For the control itself. */
  control: {
    id: string
    'aria-describedby': string | undefined
    'aria-invalid': true | undefined
    'aria-required': true | undefined
  }
}

/** Joins a control with its words; `also` names further elements that describe it. */
export function useField({ label, hint, error: given, pointer, isOptional }: FieldProps, also?: string): JoinedField {
  const id = useId()
  const fromForm = useFormError(pointer, id, label)
  const error = given ?? fromForm
  const hintId = `${id}-hint`
  const errorId = `${id}-error`
  const described = [error !== undefined && errorId, hint !== undefined && hintId, also].filter(
    (name) => typeof name === 'string',
  )
  return {
    id,
    hintId,
    errorId,
    error,
    control: {
      id,
      'aria-describedby': described.length > 0 ? described.join(' ') : undefined,
      'aria-invalid': error === undefined ? undefined : true,
      'aria-required': isOptional === true ? undefined : true,
    },
  }
}

interface FieldFrameProps {
  field: FieldProps
  joined: JoinedField
  /** Beside the label: a counter, a link. */
  beside?: ReactNode
  children: ReactNode
}

/** Label above, so that controls side by side stand in line; error and hint below. */
export function FieldFrame({ field, joined, beside, children }: FieldFrameProps) {
  const t = useTexts(fieldTexts)
  const label = (
    <label htmlFor={joined.id} className={styles.label}>
      {field.label}
      {field.isOptional && <span className={styles.optional}>{t.optional}</span>}
    </label>
  )
  return (
    <div className={joinClasses(styles.field, field.className)}>
      {field.isLabelHidden ? (
        <VisuallyHidden>{label}</VisuallyHidden>
      ) : (
        <div className={styles.head}>
          {label}
          {beside}
        </div>
      )}
      {children}
      <FieldError joined={joined} />
      <FieldHint field={field} joined={joined} />
    </div>
  )
}

export function FieldHint({ field, joined }: Pick<FieldFrameProps, 'field' | 'joined'>) {
  if (field.hint === undefined) return null
  return (
    <div id={joined.hintId} className={styles.hint}>
      {field.hint}
    </div>
  )
}

export function FieldError({ joined }: Pick<FieldFrameProps, 'joined'>) {
  if (joined.error === undefined) return null
  return (
    <p id={joined.errorId} className={styles.error}>
      <Icon of={CircleAlert} size={16} />
      {joined.error}
    </p>
  )
}

/** The edge around an input and what stands in it. */
export function FieldBox({ size = 'large', children }: { size?: 'medium' | 'large'; children: ReactNode }) {
  return <div className={joinClasses(styles.box, size === 'medium' && styles.small)}>{children}</div>
}

export const inputClass = (isCode = false) => joinClasses(styles.input, isCode && styles.isCode)

/** A unit or picture inside the edge. */
export function BesideInput({ children }: { children: ReactNode }) {
  return <span className={styles.beside}>{children}</span>
}

/** Buttons inside the edge. */
export function InputTools({ children }: { children: ReactNode }) {
  return <span className={styles.tools}>{children}</span>
}
