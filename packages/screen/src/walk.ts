import type { ScreenElement, ScreenNode } from './element.ts'

/** All nodes inside an element, in document order. */
export function* descendants(root: ScreenElement): Generator<ScreenNode> {
  const pending: ScreenNode[] = root.children.toReversed()
  for (let node = pending.pop(); node; node = pending.pop()) {
    yield node
    if (node.kind === 'element') {
      for (let index = node.children.length - 1; index >= 0; index -= 1) pending.push(node.children[index]!)
    }
  }
}

/** All elements inside an element, in document order. */
export function* elementsIn(root: ScreenElement): Generator<ScreenElement> {
  for (const node of descendants(root)) {
    if (node.kind === 'element') yield node
  }
}

/** All elements inside an element that apps can find: none that another one made for itself. */
export function findableIn(root: ScreenElement): IteratorObject<ScreenElement> {
  return elementsIn(root).filter((element) => !element.isGenerated)
}

/** The element and everything it is in, innermost first. */
export function pathToRoot(element: ScreenElement): ScreenElement[] {
  const path: ScreenElement[] = []
  for (let at: ScreenElement | null = element; at; at = at.parent) path.push(at)
  return path
}

/** The children that an app sees: not what the element made for itself, but what stands in such parts. */
export function ownChildren(element: ScreenElement): readonly ScreenNode[] {
  // Parts stand behind all children.
  const last = element.children.at(-1)
  if (!last || !isGenerated(last)) return element.children
  const own = element.children.filter((child) => !isGenerated(child))
  const held = element.children.filter(
    (child) => child.kind === 'element' && holderTags.has(child.tag) && child.isGenerated,
  )
  const lists = held.map((holder) => (holder.kind === 'element' ? holder.children : []))
  // Each tab is followed by its panel.
  const length = Math.max(0, ...lists.map((list) => list.length))
  for (let index = 0; index < length; index += 1) own.push(...lists.flatMap((list) => list[index] ?? []))
  return own
}

/** Whether a node is a part that the element around it made for itself. */
export function isGenerated(node: ScreenNode): boolean {
  return node.kind === 'element' && node.isGenerated
}

/** What an app sees as the parent. */
export function parentOf(node: ScreenNode): ScreenElement | null {
  const { parent } = node
  return parent?.isGenerated && holderTags.has(parent.tag) ? parent.parent : parent
}

const holderTags = new Set(['selectbox', 'tabs', 'panels'])

/** The text of all text nodes inside, joined. */
export function textInside(root: ScreenElement): string {
  let text = ''
  for (const node of descendants(root)) {
    if (node.kind === 'text') text += node.text
  }
  return text
}
