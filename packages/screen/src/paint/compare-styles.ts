import type { Declarations } from './declare.ts'

/** What is to be set and, with null, taken away; undefined when nothing is. */
export function compareStyles(before: Declarations, now: Declarations): Record<string, string | null> | undefined {
  let changed: Record<string, string | null> | undefined
  for (const [name, value] of Object.entries(now)) {
    if (before[name] !== value) (changed ??= {})[name] = value
  }
  for (const name of Object.keys(before)) {
    if (!(name in now)) (changed ??= {})[name] = null
  }
  return changed
}
