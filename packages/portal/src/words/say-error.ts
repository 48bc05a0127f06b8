import type { ErrorCode } from '@mosis/api'
import { fillTemplate, showTimes } from './fill.ts'
import type { FillingRules } from './fill.ts'

/** A refusal as it is thrown by a call, or as it is kept with an upload. */
export interface Refused {
  readonly code: string
  readonly message: string
  readonly fix: string
  readonly details: Readonly<Record<string, unknown>>
}

/** What failed and what to do about it. `lang` is there when the words are not in the language of the page. */
export interface ErrorWords {
  message: string
  fix: string
  lang?: 'en'
}

/** German words for every refusal, and how values stand in them. */
export interface GermanErrors extends FillingRules {
  errors: Readonly<Record<ErrorCode, { message: string; fix: string }>>
}

/** The refusal in German; one that has no German words stays as the server said it. */
export function sayInGerman(refused: Refused, german: GermanErrors): ErrorWords {
  const words = Object.hasOwn(german.errors, refused.code) ? german.errors[refused.code as ErrorCode] : undefined
  if (!words) return { ...sayInEnglish(refused, {}, german.format), lang: 'en' }
  return {
    message: fillTemplate(words.message, refused.details, german),
    fix: fillTemplate(words.fix, refused.details, german),
  }
}

/** The refusal in the server's words, with a fix that can be done on this portal. */
export function sayInEnglish(
  { code, message, fix }: Refused,
  fixesHere: Readonly<Partial<Record<string, string>>>,
  format: FillingRules['format'],
): ErrorWords {
  return { message: showTimes(message, format), fix: showTimes(fixesHere[code] ?? fix, format) }
}

/** A problem that the API keeps with something, such as an upload that was refused, as a refusal. */
export function toRefused(problem: { code: string; detail: string; [name: string]: unknown }): Refused {
  const { code, detail, fix, ...details } = problem
  return { code, message: detail, fix: typeof fix === 'string' ? fix : '', details }
}

/** Whether a failure is a refusal and not a bug of this page. */
export function isRefused(failure: unknown): failure is Refused {
  if (typeof failure !== 'object' || failure === null) return false
  return 'code' in failure && typeof failure.code === 'string' && 'fix' in failure && 'details' in failure
}
