import { Eye, EyeOff } from 'lucide-react'
import { useState } from 'react'
import { useTexts } from '../texts.ts'
import { FieldBox, FieldFrame, inputClass, InputTools, splitField, useField } from './field.tsx'
import { fieldTexts } from './field.texts.ts'
import { IconButton } from './icon-button.tsx'
import type { TextFieldProps } from './text-field.tsx'

export interface PasswordFieldProps extends Omit<TextFieldProps, 'type' | 'before' | 'after' | 'isCode'> {
  /** So that the browser's own manager knows what to offer. */
  autoComplete: 'current-password' | 'new-password'
}

/** A password; it can be shown while it is typed. */
export function PasswordField(props: PasswordFieldProps) {
  const t = useTexts(fieldTexts)
  const [field, { onChange, ...rest }] = splitField(props)
  const joined = useField(field)
  const [isShown, setIsShown] = useState(false)
  return (
    <FieldFrame field={field} joined={joined}>
      <FieldBox>
        <input
          {...rest}
          {...joined.control}
          type={isShown ? 'text' : 'password'}
          spellCheck={false}
          autoCapitalize="none"
          autoCorrect="off"
          className={inputClass()}
          onChange={(event) => onChange?.(event.target.value)}
        />
        <InputTools>
          <IconButton
            size="small"
            icon={isShown ? EyeOff : Eye}
            label={isShown ? t.hide : t.show}
            aria-controls={joined.id}
            onPress={() => setIsShown(!isShown)}
          />
        </InputTools>
      </FieldBox>
    </FieldFrame>
  )
}
