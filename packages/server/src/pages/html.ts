/** Text that is HTML already; everything else is escaped where it is put in. */
export interface Html {
  readonly html: string
}

type Part = Html | string | number | readonly Html[] | undefined

/** HTML from a template: what stands in `${}` is text, and only other templates are taken as they are. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return { html: strings.reduce((text, string, index) => text + toText(parts[index - 1]) + string) }
}

function toText(part: Part): string {
  if (part === undefined) return ''
  if (typeof part === 'string' || typeof part === 'number') return escape(String(part))
  return 'html' in part ? part.html : part.map((one) => one.html).join('')
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character)
}
