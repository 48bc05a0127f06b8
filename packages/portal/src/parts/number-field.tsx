import { Minus, Plus } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { useTexts } from '../texts.ts'
import { BesideInput, FieldBox, FieldFrame, inputClass, InputTools, splitField, useField } from './field.tsx'
import type { FieldProps } from './field.tsx'
import { fieldTexts } from './field.texts.ts'
import { IconButton } from './icon-button.tsx'

export interface NumberFieldProps
  extends
    FieldProps,
    Omit<ComponentProps<'input'>, 'onChange' | 'value' | 'className' | 'type' | 'min' | 'max' | 'step'> {
  /** Undefined while nothing is entered. */
  value: number | undefined
  onChange: (value: number | undefined) => void
  min?: number
  max?: number
  step?: number
  /** The unit, such as `%`. */
  after?: ReactNode
}

/** A number, typed or counted up and down. */
export function NumberField(props: NumberFieldProps) {
  const t = useTexts(fieldTexts)
  const [field, own] = splitField(props)
  const { value, onChange, min, max, step = 1, after, ...rest } = own
  const joined = useField(field)
  const go = (by: number) =>
    onChange(Math.min(max ?? Infinity, Math.max(min ?? -Infinity, roundTo(step, (value ?? min ?? 0) + by))))
  return (
    <FieldFrame field={field} joined={joined}>
      <FieldBox>
        <input
          {...rest}
          {...joined.control}
          type="number"
          inputMode={Number.isInteger(step) ? 'numeric' : 'decimal'}
          min={min}
          max={max}
          step={step}
          value={value ?? ''}
          className={inputClass()}
          onChange={({ target }) => onChange(target.value === '' ? undefined : target.valueAsNumber)}
        />
        {after !== undefined && <BesideInput>{after}</BesideInput>}
        <InputTools>
          <IconButton
            size="small"
            icon={Minus}
            label={t.less(field.label)}
            isDisabled={value !== undefined && min !== undefined && value <= min}
            onPress={() => go(-step)}
          />
          <IconButton
            size="small"
            icon={Plus}
            label={t.more(field.label)}
            isDisabled={value !== undefined && max !== undefined && value >= max}
            onPress={() => go(step)}
          />
        </InputTools>
      </FieldBox>
    </FieldFrame>
  )
}

/** Without the dust that fractions leave: 0.1 + 0.2. */
function roundTo(step: number, value: number): number {
  const digits = String(step).split('.')[1]?.length ?? 0
  return Number(value.toFixed(digits))
}
