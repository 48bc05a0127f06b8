import { Search, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTexts } from '../texts.ts'
import { BesideInput, FieldBox, FieldFrame, InputTools, inputClass, useField } from './field.tsx'
import type { FieldProps } from './field.tsx'
import { fieldTexts } from './field.texts.ts'
import { IconButton } from './icon-button.tsx'
import { Icon } from './icon.tsx'

export interface SearchFieldProps extends Omit<FieldProps, 'error' | 'pointer' | 'isOptional'> {
  value: string
  /** Told once typing rests, and at once by Enter, Escape and the button that empties it. */
  onSearch: (value: string) => void
  placeholder?: string
  restMs?: number
  size?: 'medium' | 'large'
}

/** Searches while one types. */
export function SearchField(props: SearchFieldProps) {
  const t = useTexts(fieldTexts)
  const { value, onSearch, placeholder, restMs = 250, size } = props
  const joined = useField({ ...props, isOptional: true })
  const input = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState(value)
  const told = useRef(value)
  const timer = useRef(0)
  const tell = (text: string) => {
    clearTimeout(timer.current)
    if (told.current === text) return
    told.current = text
    onSearch(text)
  }
  const type = (text: string) => {
    setTyped(text)
    clearTimeout(timer.current)
    timer.current = window.setTimeout(tell, restMs, text)
  }
  const empty = () => {
    setTyped('')
    tell('')
    input.current?.focus()
  }
  // What came from elsewhere, such as the back button, not what was just told.
  useEffect(() => {
    if (told.current === value) return
    told.current = value
    setTyped(value)
  }, [value])
  useEffect(() => () => clearTimeout(timer.current), [])
  return (
    <FieldFrame field={props} joined={joined}>
      <FieldBox size={size}>
        <BesideInput>
          <Icon of={Search} />
        </BesideInput>
        <input
          {...joined.control}
          ref={input}
          type="text"
          role="searchbox"
          inputMode="search"
          enterKeyHint="search"
          autoComplete="off"
          spellCheck={false}
          placeholder={placeholder}
          value={typed}
          className={inputClass()}
          onChange={({ target }) => type(target.value)}
          onKeyDown={({ key }) => {
            if (key === 'Enter') tell(typed)
            if (key === 'Escape' && typed !== '') empty()
          }}
        />
        {typed !== '' && (
          <InputTools>
            <IconButton size="small" icon={X} label={t.clear} onPress={empty} />
          </InputTools>
        )}
      </FieldBox>
    </FieldFrame>
  )
}
