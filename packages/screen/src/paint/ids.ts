import type { NodeId } from './patch.ts'

/** Gives out the names of painted nodes; one for each app, so that no name comes twice while it runs. */
export interface NodeIds {
  next(): NodeId
}

/** Names that count up from 1. */
export function createNodeIds(): NodeIds {
  let last = 0
  return {
    next: () => {
      last += 1
      return last
    },
  }
}
