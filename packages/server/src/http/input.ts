import { ApiError } from '@mosis/api'
import type { InputError } from '@mosis/api'
import type { z } from 'zod'
import { escapePointer } from './pointer.ts'
import { refuseUnsafe } from './unsafe-input.ts'

/** Where a part of the request stands in the pointers of a refusal; the body is the document itself. */
export type Part = 'params' | 'query' | 'body'

/** Checks a part of the request; all faults are reported at once, each with its pointer. */
export function checkInput<Schema extends z.ZodType>(part: Part, schema: Schema, value: unknown): z.output<Schema> {
  const base = part === 'body' ? '' : `/${part}`
  // Bodies are looked through where they are read, and only when their text can have one.
  if (part !== 'body') refuseUnsafe(value, base)
  const result = schema.safeParse(value, { reportInput: true })
  if (result.success) return result.data
  throw new ApiError('invalid_input', {}, { errors: result.error.issues.map((issue) => toInputError(base, issue)) })
}

function toInputError(base: string, issue: z.core.$ZodIssue): InputError {
  const pointer = base + issue.path.map((step) => `/${escapePointer(String(step))}`).join('')
  const isMissing = issue.code === 'invalid_type' && issue.input === undefined
  if (isMissing) return { pointer, code: 'required', message: `Missing: it should be ${withArticle(issue.expected)}` }
  return { pointer, code: issue.code, message: issue.message }
}

const withArticle = (noun: string) => `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`
