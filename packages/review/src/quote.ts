// Names and texts in findings come from the app: control and direction characters would rewrite a terminal or a page.
const unprintable = /[\p{C}\p{Zl}\p{Zp}]/gu
const maxShown = 120

/** A piece of the app's own text in quotes, cut to a readable length. */
export function quote(text: string): string {
  return `"${text.length > maxShown ? `${text.slice(0, maxShown)}…` : text}"`
}

/** The same text with everything invisible written out. */
export function printable(text: string): string {
  return text.replace(unprintable, (char) => `\\u{${char.codePointAt(0)!.toString(16)}}`)
}
