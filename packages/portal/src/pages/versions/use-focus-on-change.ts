import { useEffect, useRef } from 'react'
import type { RefObject } from 'react'

/**
 * Moves the focus to an element when a value changes: what was pressed is gone with the step that it stood in, and the keyboard
 * would begin again at the top of the page. Not when the page is opened.
 */
export function useFocusOnChange(value: string | undefined): RefObject<HTMLDivElement | null> {
  const element = useRef<HTMLDivElement>(null)
  const last = useRef(value)
  useEffect(() => {
    if (last.current !== undefined && value !== undefined && last.current !== value) {
      element.current?.focus({ preventScroll: true })
    }
    if (value !== undefined) last.current = value
  }, [value])
  return element
}
