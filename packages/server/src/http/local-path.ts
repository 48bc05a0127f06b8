const longestPath = 2000

/**
 * Where a page may send a browser after its work: a path of this portal, or undefined. What a browser would read as another
 * site (`//evil.example`, `/\evil.example`, `/%09/…` once decoded, `https:…`) is not one.
 */
export function safeLocalPath(text: string | null | undefined, baseUrl: string): string | undefined {
  if (text == null || text.length > longestPath || !isLocal(text)) return undefined
  // Browsers drop tabs and line breaks before they read an address, and turn \ into /.
  if (/[\u0000-\u001f\u007f\\]/.test(text) || !URL.canParse(text, baseUrl)) return undefined
  const { origin, pathname, search } = new URL(text, baseUrl)
  const path = pathname + search
  // "/.//evil.example" is local as it stands, and "//evil.example" once its dots are taken out.
  return origin === new URL(baseUrl).origin && isLocal(path) ? path : undefined
}

const isLocal = (text: string) => text.startsWith('/') && !text.startsWith('//')
