import { useId, useState } from 'react'
import type { ComponentProps } from 'react'
import { useFormat } from '../format.ts'
import { useTexts } from '../texts.ts'
import { FieldBox, FieldFrame, inputClass, splitField, useField } from './field.tsx'
import type { FieldProps } from './field.tsx'
import { fieldTexts } from './field.texts.ts'
import { joinClasses } from './join-classes.ts'
import { countLetters } from './letters.ts'
import styles from './text-area.module.css'

export interface TextAreaProps
  extends
    FieldProps,
    Omit<ComponentProps<'textarea'>, 'onChange' | 'value' | 'defaultValue' | 'className' | 'maxLength'> {
  value?: string
  defaultValue?: string
  onChange?: (value: string) => void
  /** In characters as people count them; more can be typed, and is said. */
  maxLength?: number
  isCode?: boolean
}

/** Several lines of text, with a count where there is a limit. */
export function TextArea(props: TextAreaProps) {
  const [field, own] = splitField(props)
  const { value, defaultValue, onChange, maxLength, isCode = false, rows = 4, ...rest } = own
  const countId = useId()
  const [typed, setTyped] = useState(defaultValue ?? '')
  const joined = useField(field, maxLength === undefined ? undefined : countId)
  return (
    <FieldFrame
      field={field}
      joined={joined}
      beside={maxLength !== undefined && <Count id={countId} left={maxLength - countLetters(value ?? typed)} />}
    >
      <FieldBox>
        <textarea
          {...rest}
          {...joined.control}
          rows={rows}
          value={value}
          defaultValue={defaultValue}
          className={inputClass(isCode)}
          onChange={(event) => {
            setTyped(event.target.value)
            onChange?.(event.target.value)
          }}
        />
      </FieldBox>
    </FieldFrame>
  )
}

function Count({ id, left }: { id: string; left: number }) {
  const t = useTexts(fieldTexts)
  const { number } = useFormat()
  return (
    <span id={id} className={joinClasses(styles.count, left < 0 && styles.over)}>
      {left < 0 ? t.countOver(number(-left)) : t.countLeft(number(left))}
    </span>
  )
}
