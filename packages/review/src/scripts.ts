import { walkLua, type LuaNode, type LuaTree, type Position } from '@mosis/syntax'

/** Tells the place, in a file, of an offset in a piece of it. */
export type PlaceAt = (offset: number) => Position

/** Lua as it stands in a package: a file, the body of a `<script>`, or the value of an `on…` attribute. */
export interface Script {
  path: string
  kind: 'file' | 'inline' | 'handler'
  text: string
  tree: LuaTree
  /** Every node, outer ones first, in the order of the text. */
  nodes: LuaNode[]
  placeAt: PlaceAt
}

/** Keeps the nodes of a script in a list, since every rule goes over all of them. */
export function newScript(path: string, kind: Script['kind'], text: string, tree: LuaTree, placeAt: PlaceAt): Script {
  const nodes: LuaNode[] = []
  walkLua(tree.body, (node) => void nodes.push(node))
  return { path, kind, text, tree, nodes, placeAt }
}

/** The place of a node for a finding. */
export function placeOf({ path, placeAt }: Script, { offset }: { offset: number }): { path: string } & Position {
  return { path, ...placeAt(offset) }
}
