/** A piece of the source as a message shows it: hostile ones are a megabyte long. */
export function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}
