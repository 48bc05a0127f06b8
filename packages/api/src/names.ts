import { z } from 'zod'

const longestName = 80

/** The name of a person or a team, as it is kept: with composed characters and single plain spaces. */
export const personName = z
  .string()
  // A letter with its accents may be sent as several characters.
  .max(longestName * 4)
  .transform(normalizeName)
  .superRefine((name, context) => {
    const fault = findNameFault(name)
    if (fault !== undefined) context.addIssue({ code: 'custom', message: fault })
  })

/** The one way to write a name: every accent composed with its letter, every kind of space a plain one. */
export function normalizeName(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\p{Zs}+/gu, ' ')
    .trim()
}

/** Why people could take this name for something else than it is; undefined for a good one. */
export function findNameFault(name: string): string | undefined {
  // What a person counts: code points, not UTF-16 units.
  const characters = Array.from(name)
  if (characters.length === 0 || characters.length > longestName) return `must have 1 to ${longestName} characters`
  const unseen = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u.exec(name.replace(emojiJoiner, ''))?.[0]
  if (unseen !== undefined) return `must not hold ${nameOf(unseen)}, which cannot be seen`
  if (!/[\p{L}\p{N}]/u.test(name)) return 'must hold a letter or a digit'
  if (/\p{M}{4}/u.test(name)) return 'must not pile more than three marks upon a letter'
  const styled = characters.find(isStyledLetter)
  if (styled !== undefined) return `must hold "${styled.normalize('NFKC')}" instead of "${styled}"`
  const scripts = lookAlikeScripts.filter((script) => patterns.get(script)?.test(name))
  if (scripts.length > 1) return `must not mix ${scripts.join(' and ')} letters, which look alike`
  // Names stand in mails to others, and mail programs make links of what looks like one.
  if (/[<>]|:\/\/|www\./i.test(name)) return 'must not hold an address or angle brackets'
  return undefined
}

/** Scripts with letters that look like those of another one: "а" is Cyrillic, "a" is Latin (Unicode TR 39, mixed-script). */
const lookAlikeScripts = ['Latin', 'Greek', 'Cyrillic', 'Armenian', 'Cherokee', 'Coptic', 'Lisu', 'Deseret'] as const

const patterns = new Map(lookAlikeScripts.map((script) => [script, new RegExp(`\\p{Script=${script}}`, 'u')]))

/** A joiner or a variation selector is part of many emoji: they go before the check for what cannot be seen. */
const emojiJoiner =
  /(?<=\p{Extended_Pictographic}\p{Emoji_Modifier}?\ufe0f?)\u200d(?=\p{Extended_Pictographic})|(?<=\p{Emoji})\ufe0f/gu

/** Another drawing of a plain letter, such as a mathematical or a full-width one. */
function isStyledLetter(character: string): boolean {
  return !/[a-z]/i.test(character) && /^[a-z]$/i.test(character.normalize('NFKC'))
}

function nameOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
}
