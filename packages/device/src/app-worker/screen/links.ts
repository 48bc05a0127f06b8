/** What a link in a document leads to: a path for `readText`, or why it leads nowhere. */
export type LinkTarget = { path: string } | { problem: string }

/**
 * Finds what a link means in the file that holds it: beside that file, from the package root with a leading "/", or among the
 * platform's own files with a leading "/system/". Nothing leads out of the package or out of the platform's files.
 */
export function resolveLink(holder: string, link: string): LinkTarget {
  if (/^[a-z][a-z0-9+.-]*:/i.test(link) || link.startsWith('//')) {
    return { problem: `Cannot use "${link}": documents link files of the package only` }
  }
  if (/[\\\0]/.test(link)) return { problem: `Cannot use "${link}": paths are written with "/"` }
  const isSystem = link.startsWith('/system/') || (!link.startsWith('/') && holder.startsWith('/system/'))
  const folder = link.startsWith('/') ? [] : holder.split('/').slice(0, -1)
  const segments = joinSegments([...folder, ...link.split('/')])
  if (segments === null) return { problem: `Cannot use "${link}": it leads out of the package` }
  const path = segments.join('/')
  if (path === '') return { problem: `Cannot use "${link}": it names no file` }
  if (!isSystem) return { path }
  // "/system/../assets" must not reach the package under the platform's name, nor the other way round.
  return segments[0] === 'system' ? { path: `/${path}` } : { problem: `Cannot use "${link}": it leads out of /system/` }
}

function joinSegments(parts: readonly string[]): string[] | null {
  const segments: string[] = []
  for (const part of parts) {
    if (part === '' || part === '.') continue
    if (part !== '..') segments.push(part)
    else if (segments.pop() === undefined) return null
  }
  return segments
}
