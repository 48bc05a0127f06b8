import { findWord } from './family.ts'
import { reviewReasons } from './reviews.ts'
import { decisionReasons } from './safety.ts'

/** Whether words beside a code say no more than its table does, which has them in English. */
export const isSaidByCode = (code: string, text: string): boolean =>
  text === '' || text === findWord(decisionReasons, 'en', code) || text === findWord(reviewReasons, 'en', code)
