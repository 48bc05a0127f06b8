import { rmlLimits } from '@mosis/syntax/rml'

/** What one document may hold and do; nodes and strings of a document do not count as Lua's memory. */
export const screenLimits = {
  /** Elements in each other, as in a file: code that walks the tree by recursion relies on it. */
  depth: rmlLimits.maxDepth,
  /** Nodes in the document. */
  nodes: rmlLimits.maxNodes,
  /** Characters of one selector: nesting in it is read by recursion. */
  selectorChars: 1000,
  /** Events inside events: handlers may cause further ones, but each level holds a stack. */
  eventDepth: 16,
  /** Handlers started by one event and everything it causes before it is over. */
  handlersPerEvent: 10_000,
  /** Data models open at once, and what all of them hold together. */
  models: 32,
  modelValues: 100_000,
  modelChars: 4_000_000,
} as const
