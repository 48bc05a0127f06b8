/** The strong entity tag of contents with this SHA-256. */
export const entityTag = (sha256: string) => `"${sha256}"`

/** Whether an If-None-Match header names the tag: the client has these very bytes. Weak tags count as equal here (RFC 9110, 13.1.2). */
export function isNamed(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false
  if (header.trim() === '*') return true
  return header.split(',').some((item) => item.trim().replace(/^W\//, '') === tag)
}
