import { ChevronsUpDown } from 'lucide-react'
import type { ComponentProps } from 'react'
import { FieldBox, FieldFrame, inputClass, splitField, useField } from './field.tsx'
import type { FieldProps } from './field.tsx'
import { Icon } from './icon.tsx'
import styles from './select.module.css'

export interface Option<Value extends string = string> {
  value: Value
  label: string
  isDisabled?: boolean
}

export interface SelectProps<Value extends string>
  extends FieldProps, Omit<ComponentProps<'select'>, 'onChange' | 'value' | 'className' | 'size' | 'multiple'> {
  value: Value | ''
  onChange: (value: Value) => void
  options: readonly Option<Value>[]
  /** Shown while nothing is chosen; give `value=""`. */
  placeholder?: string
  /** `medium` for a row of filters. */
  size?: 'medium' | 'large'
}

/** One of a few things; the list is the system's own, at home on every device. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const [field, own] = splitField(props)
  const { value, onChange, options, placeholder, size, ...rest } = own
  const joined = useField(field)
  return (
    <FieldFrame field={field} joined={joined}>
      <FieldBox size={size}>
        <span className={styles.select}>
          <select
            {...rest}
            {...joined.control}
            value={value}
            className={inputClass()}
            onChange={({ target }) => {
              const chosen = options.find((option) => option.value === target.value)
              if (chosen) onChange(chosen.value)
            }}
          >
            {placeholder !== undefined && (
              <option value="" disabled={value !== ''}>
                {placeholder}
              </option>
            )}
            {options.map((option) => (
              <option key={option.value} value={option.value} disabled={option.isDisabled}>
                {option.label}
              </option>
            ))}
          </select>
          <Icon of={ChevronsUpDown} className={styles.arrow} />
        </span>
      </FieldBox>
    </FieldFrame>
  )
}
