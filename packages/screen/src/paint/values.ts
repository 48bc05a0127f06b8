/** Parts of a value that stand side by side, split at blanks outside of quotes and brackets. */
export function splitWords(value: string): string[] {
  return splitOutside(value, ' ')
}

/** Parts of a value between commas outside of quotes and brackets. */
export function splitCommas(value: string): string[] {
  return splitOutside(value, ',')
}

/** A call such as `name(a, b)`: its name and what stands between the brackets. */
export function readCall(text: string): { name: string; inside: string } | undefined {
  const match = /^([a-z][a-z0-9-]*)\s*\(([^]*)\)$/i.exec(text.trim())
  return match ? { name: match[1]!.toLowerCase(), inside: match[2]!.trim() } : undefined
}

/** The number of a length written in px; undefined for everything else. */
export function readPx(value: string | undefined): number | undefined {
  const match = /^(-?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)(px)?$/i.exec(value?.trim() ?? '')
  if (!match || (match[2] === undefined && Number(match[1]) !== 0)) return undefined
  return Number(match[1])
}

/** The share of a percentage, 1 for 100%. */
export function readShare(value: string | undefined): number | undefined {
  const match = /^(-?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)%$/i.exec(value?.trim() ?? '')
  return match ? Number(match[1]) / 100 : undefined
}

/** What stands between quotes, or the word itself. */
export function unquote(text: string): string {
  const trimmed = text.trim()
  return /^(["']).*\1$/s.test(trimmed) ? trimmed.slice(1, -1) : trimmed
}

/** A text as CSS writes it between quotes. */
export function quote(text: string): string {
  return `"${text.replace(/[\\"\n\r\f\0]/g, (one) => `\\${one.codePointAt(0)!.toString(16)} `)}"`
}

/** A file of the package or the platform as values name it; whoever paints puts an address in its place. */
export function assetUrl(path: string): string {
  return `url(${quote(`asset:${path}`)})`
}

function splitOutside(value: string, separator: ' ' | ','): string[] {
  const parts: string[] = []
  let depth = 0
  let quoted = ''
  let part = ''
  for (const character of value) {
    if (quoted !== '') quoted = character === quoted ? '' : quoted
    else if (character === '"' || character === "'") quoted = character
    else if (character === '(') depth += 1
    else if (character === ')') depth -= 1
    const isSeparator = separator === ',' ? character === ',' : /\s/.test(character)
    if (depth === 0 && quoted === '' && isSeparator) {
      parts.push(part.trim())
      part = ''
    } else part += character
  }
  parts.push(part.trim())
  return parts.filter((one) => one !== '')
}
