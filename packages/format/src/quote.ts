// Names in refusals come from the attacker: control and direction characters would rewrite a terminal or a log.
const unprintable = /[\p{C}\p{Zl}\p{Zp}]/gu
const maxShown = 300

/** Text in quotes with everything invisible escaped, cut to a readable length. */
export function quote(text: string): string {
  const shown = text.length > maxShown ? `${text.slice(0, maxShown)}…` : text
  const escaped = shown.replaceAll('\\', '\\\\').replaceAll('"', '\\"')
  return `"${escaped.replaceAll(unprintable, (character) => `\\u{${character.codePointAt(0)?.toString(16) ?? ''}}`)}"`
}
