import { createContext, use, useEffect } from 'react'

/** A field as the summary knows it. */
export interface JoinedElement {
  id: string
  label: string
}

/** What the form tells its fields, and its fields the form. */
export interface FormErrors {
  /** The words for the field that a pointer names. */
  messageAt: (pointer: string) => string | undefined
  /** Says which field a pointer names, so that the summary can name it and lead there. */
  register: (pointer: string, field: JoinedElement) => () => void
}

export const FormErrorsContext = createContext<FormErrors | undefined>(undefined)

/** What the form around it has to say about this field. */
export function useFormError(pointer: string | undefined, id: string, label: string): string | undefined {
  const form = use(FormErrorsContext)
  const register = form?.register
  useEffect(
    () => (register && pointer !== undefined ? register(pointer, { id, label }) : undefined),
    [register, pointer, id, label],
  )
  return pointer === undefined ? undefined : form?.messageAt(pointer)
}
