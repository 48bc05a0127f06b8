/** The declarations an element carries itself, in the order they were first set. */
export type OwnStyle = Map<string, string>

/** Reads the text of a `style` attribute. What is no declaration is left out. */
export function readOwnStyle(text: string): OwnStyle {
  const style: OwnStyle = new Map()
  for (const declaration of splitDeclarations(text)) {
    const colon = declaration.indexOf(':')
    if (colon === -1) continue
    setDeclaration(style, declaration.slice(0, colon), declaration.slice(colon + 1))
  }
  return style
}

/** Writes declarations as the text of a `style` attribute. */
export function writeOwnStyle(style: OwnStyle): string {
  return [...style].map(([name, value]) => `${name}: ${value};`).join(' ')
}

/** Sets one declaration; answers false and changes nothing when name or value cannot be one. */
export function setDeclaration(style: OwnStyle, name: string, value: string): boolean {
  const key = name.trim().toLowerCase()
  const text = value.trim()
  if (!/^-{0,2}[a-z][a-z0-9-]*$/.test(key) || text === '' || splitDeclarations(text).length !== 1) return false
  style.set(key, text)
  return true
}

/** Parts a text at the semicolons that are not inside quotes or brackets. */
function splitDeclarations(text: string): string[] {
  const parts: string[] = []
  let start = 0
  let depth = 0
  let quote = ''
  for (let index = 0; index < text.length; index += 1) {
    const char = text[index]!
    if (quote !== '') {
      if (char === quote) quote = ''
    } else if (char === '"' || char === "'") quote = char
    else if (char === '(') depth += 1
    else if (char === ')') depth = Math.max(0, depth - 1)
    else if (char === ';' && depth === 0) {
      parts.push(text.slice(start, index))
      start = index + 1
    }
  }
  parts.push(text.slice(start))
  return parts
}
