import { randomInt } from 'node:crypto'

/** Consonants alone (RFC 8628, 6.1): no words by chance, no digit that looks like a letter. 20^8 codes are 34 bits. */
const alphabet = 'BCDFGHJKLMNPQRSTVWXZ'
const length = 8
const pattern = new RegExp(`^[${alphabet}${alphabet.toLowerCase()}]{${length}}$`)

/** Makes a code that a person carries from one screen to another. */
export function newUserCode(): string {
  return Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join('')
}

/** As it is shown: `WDJB-MJHT`. */
export const showUserCode = (code: string) => `${code.slice(0, 4)}-${code.slice(4)}`

/** Reads a code as people type it, in either case and with any dashes or spaces; undefined where it cannot be one. */
export function readUserCode(text: string): string | undefined {
  const letters = text.replace(/[\s\p{Pd}]/gu, '')
  // Before the case is changed: in Unicode other letters have these as their capitals.
  return pattern.test(letters) ? letters.toUpperCase() : undefined
}
