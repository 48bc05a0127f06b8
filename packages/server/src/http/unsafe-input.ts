import { ApiError } from '@mosis/api'
import type { InputError } from '@mosis/api'
import { escapePointer } from './pointer.ts'

/**
 * Refuses what no schema speaks of and no code below should have to think of: the character U+0000, which PostgreSQL has no
 * text for, and the name `__proto__`, which changes an object when it is copied.
 */
export function refuseUnsafe(value: unknown, base: string): void {
  const fault = findUnsafe(value, base)
  if (fault) throw new ApiError('invalid_input', {}, { errors: [fault] })
}

/** Whether the text of a JSON document can hold either: hardly any does, and only those are looked through. */
export function mayBeUnsafe(json: string): boolean {
  return json.includes('\\u') || json.includes('__proto__')
}

function findUnsafe(value: unknown, pointer: string): InputError | undefined {
  if (typeof value === 'string') return value.includes('\0') ? nulFault(pointer) : undefined
  if (typeof value !== 'object' || value === null) return undefined
  for (const [name, inner] of Object.entries(value)) {
    if (name.includes('\0')) return nulFault(pointer)
    const place = `${pointer}/${escapePointer(name)}`
    const fault = name === '__proto__' ? nameFault(place) : findUnsafe(inner, place)
    if (fault) return fault
  }
  return undefined
}

const nulFault = (pointer: string) => ({
  pointer,
  code: 'nul_character',
  message: 'Text with the character U+0000 is not possible',
  fix: 'Leave it out',
})

const nameFault = (pointer: string) => ({
  pointer,
  code: 'forbidden_name',
  message: 'The name "__proto__" is not possible',
  fix: 'Choose another name',
})
