import type { NodeId } from './patch.ts'

/** One step that brings children into their new order; those that are new are put there, the others move. */
export interface Step {
  index: number
  before: NodeId | null
  isNew: boolean
}

/**
 * The steps from one order of children to another. `from` holds what stays, in its old order; `to` names all, and undefined where
 * something new goes. Works from the end, so that `before` always names a child that is in its place already.
 */
export function orderSteps(
  from: readonly NodeId[],
  to: readonly (NodeId | undefined)[],
  makeId: (index: number) => NodeId,
): Step[] {
  const previous = new Map<NodeId | null, NodeId | undefined>()
  const next = new Map<NodeId, NodeId | null>()
  for (const [index, id] of from.entries()) {
    previous.set(id, from[index - 1])
    next.set(id, from[index + 1] ?? null)
  }
  previous.set(null, from.at(-1))
  const steps: Step[] = []
  let before: NodeId | null = null
  for (let index = to.length - 1; index >= 0; index -= 1) {
    const known = to[index]
    const id = known ?? makeId(index)
    if (known === undefined || previous.get(before) !== known) {
      if (known !== undefined) unlink(known)
      link(id, before)
      steps.push({ index, before, isNew: known === undefined })
    }
    before = id
  }
  return steps

  function unlink(id: NodeId): void {
    const left = previous.get(id)
    const right = next.get(id) ?? null
    previous.set(right, left)
    if (left !== undefined) next.set(left, right)
  }

  function link(id: NodeId, before: NodeId | null): void {
    const left = previous.get(before)
    previous.set(id, left)
    if (left !== undefined) next.set(left, id)
    next.set(id, before)
    previous.set(before, id)
  }
}
