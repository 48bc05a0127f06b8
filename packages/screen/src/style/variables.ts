/** The values of custom properties that hold for an element, without variables in them. */
export type Variables = ReadonlyMap<string, string>

/** One value must not grow without end: each variable may name others twice. */
const maxLength = 16_384
const maxDepth = 32

/** Puts the values of variables, or what stands in for them, into a text; undefined when one has neither. */
export function replaceVariables(
  text: string,
  valueOf: (name: string) => string | undefined,
  depth = 0,
): string | undefined {
  if (text.length > maxLength) return undefined
  let rest = text
  let replaced = ''
  for (let at = findCall(rest); at !== -1; at = findCall(rest)) {
    const end = closingOf(rest, at + 4)
    const call = end === -1 || depth > maxDepth ? undefined : readCall(rest.slice(at + 4, end), valueOf, depth)
    if (call === undefined || replaced.length + call.length > maxLength) return undefined
    replaced += rest.slice(0, at) + call
    rest = rest.slice(end + 1)
  }
  return replaced + rest
}

/** The variables of an element: those around it and its own, which may name each other. What goes in a circle is not set. */
export function computeVariables(around: Variables, own: ReadonlyMap<string, string>): Variables {
  if (own.size === 0) return around
  const variables = new Map(around)
  for (const name of own.keys()) variables.delete(name)
  const running = new Set<string>()
  for (const name of own.keys()) valueOf(name)
  return variables

  function valueOf(name: string): string | undefined {
    const text = own.get(name)
    if (text === undefined || variables.has(name)) return variables.get(name)
    // A long chain of variables is read by recursion too.
    if (running.has(name) || running.size > maxDepth) return undefined
    running.add(name)
    const value = replaceVariables(text, valueOf)
    running.delete(name)
    if (value !== undefined) variables.set(name, value)
    return value
  }
}

function readCall(inside: string, valueOf: (name: string) => string | undefined, depth: number): string | undefined {
  const comma = inside.indexOf(',')
  const name = (comma === -1 ? inside : inside.slice(0, comma)).trim()
  const value = name.startsWith('--') ? valueOf(name) : undefined
  if (value !== undefined || comma === -1) return value
  return replaceVariables(inside.slice(comma + 1).trim(), valueOf, depth + 1)
}

function findCall(text: string): number {
  return text.search(/(?<![\w-])var\(/i)
}

function closingOf(text: string, from: number): number {
  let depth = 1
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '(') depth += 1
    else if (text[at] === ')' && --depth === 0) return at
  }
  return -1
}
