// The ranges are written out, not taken from Unicode categories that grow: two versions of Unicode must give one verdict.
const invisible =
  '\\u00ad\\u034f\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b\\u2060-\\u2065\\u206a-\\u206f\\u3164\\ufeff\\uffa0\\ufff9-\\ufffb\\u{e0000}-\\u{e0fff}'
const joiners = '\\u200c\\u200d'
const control = '\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029'
const direction = '\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069'
const meaningless = '\\p{Co}\\p{Cs}\\p{Noncharacter_Code_Point}'
const reserved = '<>"|?*:'

const refusedInPaths = new RegExp(`[${control}${direction}${invisible}${joiners}${meaningless}${reserved}]`, 'u')
// Joiners stay allowed in texts for people: Persian words and many emoji need them.
const refusedInTexts = new RegExp(`[${control}${direction}${invisible}${meaningless}]`, 'u')

/** The first character that no path may hold, or undefined. */
export function findRefusedPathCharacter(path: string): string | undefined {
  return refusedInPaths.exec(path)?.[0]
}

/** The first character that no text shown to people may hold, or undefined. */
export function findRefusedTextCharacter(text: string): string | undefined {
  return refusedInTexts.exec(text)?.[0]
}

/** `U+202E`, the name by which a character can be looked up. */
export function nameCharacter(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
}

/** How many characters a person counts: code points, not UTF-16 units. */
export function countCodePoints(text: string): number {
  let count = 0
  for (const _ of text) count += 1
  return count
}
