import { parseRcss, type RcssTree } from '@mosis/syntax'

/** So many are remembered, and none that is longer: sheets that documents share are few and short. */
const maxTrees = 16
const maxLength = 65_536

const known = new Map<string, RcssTree>()

/** Reads the text of a sheet. Documents with the same sheet share its tree, so nobody may change it. */
export function readTree(text: string): RcssTree {
  const tree = known.get(text) ?? parseRcss(text)
  if (text.length > maxLength) return tree
  // The one that was not asked for the longest goes first.
  known.delete(text)
  known.set(text, tree)
  for (const oldest of known.keys()) {
    if (known.size <= maxTrees) break
    known.delete(oldest)
  }
  return tree
}
