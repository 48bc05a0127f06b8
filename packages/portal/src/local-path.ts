const longestPath = 2000

/**
 * Where a page may lead after its work: a path of this portal, or undefined. What a browser would read as another site
 * (`//evil.example`, `/\evil.example`, `https:…`) is none; the server holds its own redirects to the same rule.
 */
export function safeLocalPath(text: string | undefined, origin: string = location.origin): string | undefined {
  if (text === undefined || text.length > longestPath || !isLocal(text)) return undefined
  // Browsers drop tabs and line breaks before they read an address, and turn \ into /.
  if (/[\u0000-\u001f\u007f\\]/.test(text) || !URL.canParse(text, origin)) return undefined
  const { origin: found, pathname, search } = new URL(text, origin)
  const path = pathname + search
  // "/.//evil.example" is local as it stands, and "//evil.example" once its dots are taken out.
  return found === new URL(origin).origin && isLocal(path) ? path : undefined
}

const isLocal = (text: string) => text.startsWith('/') && !text.startsWith('//')
