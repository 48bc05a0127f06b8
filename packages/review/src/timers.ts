import { functionOf, nodesOfSameFunction } from './lua-load.ts'
import { nameOf, type Mention } from './lua-names.ts'
import type { Sources } from './sources.ts'

/** Calls of `timer.every` inside of what `timer.every` runs, unless that also cancels a timer. */
export function timersInTimers({ mentions, assignments }: Sources): Mention[] {
  const started = mentions.filter(({ name, call }) => name === 'timer.every' && call)
  const repeated = new Set(
    started.flatMap(({ call }) => {
      const callback = call?.args[1] && functionOf(call.args[1], assignments)
      const nodes = callback ? nodesOfSameFunction(callback.body) : []
      const cancels = nodes.some((node) => node.kind === 'call' && nameOf(node.callee, assignments) === 'timer.cancel')
      return cancels ? [] : nodes
    }),
  )
  return started.filter(({ call }) => call && repeated.has(call))
}
