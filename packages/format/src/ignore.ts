/** Whether a path of the project stays out of the package. */
export type Ignored = (path: string, isFolder: boolean) => boolean

/** What is never part of a package, whatever .mosisignore says. */
const always = ['.*', '/META-INF/', '/tests/', '*.mosis', 'node_modules/']

interface Rule {
  keeps: boolean
  folderOnly: boolean
  segments: readonly string[]
}

/**
 * Reads .mosisignore: the rules of .gitignore with `*`, `?`, `**`, `!`, a leading and a trailing slash, without
 * bracket expressions. Paths are relative and have forward slashes; a folder that is ignored is not looked into.
 */
export function readIgnore(text: string): Ignored {
  const own = text.split(/\r?\n/).flatMap(toRule)
  const builtIn = always.flatMap(toRule)
  return (path, isFolder) => {
    const names = path.split('/')
    const hits = (rule: Rule) => (isFolder || !rule.folderOnly) && matchSegments(rule.segments, names)
    if (builtIn.some(hits)) return true
    const last = own.findLast(hits)
    return last !== undefined && !last.keeps
  }
}

function toRule(line: string): Rule[] {
  const pattern = line.trim()
  if (pattern === '' || pattern.startsWith('#')) return []
  const keeps = pattern.startsWith('!')
  const bare = keeps ? pattern.slice(1) : pattern
  const folderOnly = bare.endsWith('/')
  const segments = bare.split('/').filter((segment) => segment !== '')
  if (segments.length === 0) return []
  // Without a slash before its end a pattern means a name at any depth.
  const isAnchored = bare.slice(0, -1).includes('/')
  return [{ keeps, folderOnly, segments: isAnchored ? segments : ['**', ...segments] }]
}

/** `**` stands for any number of names. One remembered place to go back to is enough, so the work stays small. */
function matchSegments(pattern: readonly string[], names: readonly string[]): boolean {
  return matchParts(pattern, names, '**', (segment, name) =>
    matchParts(Array.from(segment), Array.from(name), '*', isSameLetter),
  )
}

const isSameLetter = (letter: string, other: string) => letter === '?' || letter === other

function matchParts(
  pattern: readonly string[],
  parts: readonly string[],
  wildcard: string,
  isSame: (one: string, other: string) => boolean,
): boolean {
  let at = 0
  let star = -1
  let resume = 0
  let index = 0
  while (index < parts.length) {
    if (pattern[at] === wildcard) {
      star = at++
      resume = index
    } else if (at < pattern.length && isSame(pattern[at]!, parts[index]!)) {
      at++
      index++
    } else if (star >= 0) {
      at = star + 1
      index = ++resume
    } else return false
  }
  while (pattern[at] === wildcard) at++
  return at === pattern.length
}
