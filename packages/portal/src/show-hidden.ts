/** What is hidden on purpose and harmless: line ends, tabs, and the two joiners that scripts and emoji are written with. */
const harmless = new Set(['\t', '\n', '\r', '\u200c', '\u200d'])

/**
 * A text or name by somebody else, with every character that cannot be seen written out: `⟨U+202E⟩`. Nothing can turn the
 * direction of what stands beside it, or make one name look like another.
 */
export function showHidden(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (character) => {
    if (harmless.has(character)) return character
    const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
    return `⟨U+${code}⟩`
  })
}
