import type { ComponentProps, ReactNode } from 'react'
import { BesideInput, FieldBox, FieldFrame, inputClass, splitField, useField } from './field.tsx'
import type { FieldProps } from './field.tsx'

export interface TextFieldProps
  extends
    FieldProps,
    Omit<ComponentProps<'input'>, 'onChange' | 'value' | 'defaultValue' | 'size' | 'className' | 'prefix'> {
  value?: string
  defaultValue?: string
  onChange?: (value: string) => void
  /** An id, a key, an address: written in the fixed-width font, without corrections by the browser. */
  isCode?: boolean
  /** Before and behind the value: a unit, `https://`. */
  before?: ReactNode
  after?: ReactNode
}

/** One line of text. */
export function TextField(props: TextFieldProps) {
  const [field, own] = splitField(props)
  const { onChange, isCode = false, before, after, type = 'text', ...rest } = own
  const joined = useField(field)
  const plain = isCode ? { spellCheck: false, autoCapitalize: 'none', autoCorrect: 'off' } : {}
  return (
    <FieldFrame field={field} joined={joined}>
      <FieldBox>
        {before !== undefined && <BesideInput>{before}</BesideInput>}
        <input
          {...plain}
          {...rest}
          {...joined.control}
          type={type}
          className={inputClass(isCode)}
          onChange={(event) => onChange?.(event.target.value)}
        />
        {after !== undefined && <BesideInput>{after}</BesideInput>}
      </FieldBox>
    </FieldFrame>
  )
}
