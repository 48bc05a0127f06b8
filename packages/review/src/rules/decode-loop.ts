import type { LuaNode } from '@mosis/syntax'
import { nodesOfSameFunction } from '../lua-load.ts'
import { nameOf, type Assignments } from '../lua-names.ts'
import { isLoop } from '../lua-statements.ts'
import type { Rule } from '../rule.ts'
import { placeOf } from '../scripts.ts'

export const decodeLoop: Rule = {
  code: 'decode-loop',
  tier: 3,
  severity: 'warning',
  version: 1,
  explanation:
    'A loop that makes text out of computed character codes unpacks something that was hidden: an address, a name, a message.',
  fix: 'Write the text as it is; to encode data use base64 and crypto',
  check: ({ scripts, assignments }) =>
    scripts.flatMap((script) => {
      const inner = new Set<LuaNode>()
      return script.nodes.filter(isLoop).flatMap((loop) => {
        if (inner.has(loop)) return []
        const nodes = nodesOfSameFunction(loop.body)
        for (const node of nodes) if (isLoop(node)) inner.add(node)
        if (!decodes(nodes, assignments)) return []
        return [{ message: 'This loop makes text out of computed character codes', ...placeOf(script, loop) }]
      })
    }),
}

function decodes(nodes: readonly LuaNode[], assignments: Assignments): boolean {
  let makesText = false
  let readsBytes = false
  let mixes = false
  for (const node of nodes) {
    if (node.kind === 'binary') mixes ||= node.operator === '~' || node.operator === '%' || node.operator === '-'
    if (node.kind === 'method-call') readsBytes ||= node.name === 'byte'
    if (node.kind !== 'call') continue
    const name = nameOf(node.callee, assignments)
    makesText ||= name === 'string.char' || name === 'utf8.char'
    readsBytes ||= name === 'string.byte' || name === 'tonumber'
  }
  return makesText && (mixes || readsBytes)
}
