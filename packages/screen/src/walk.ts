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

/** The element and everything it is in, innermost first. */
export function pathToRoot(element: ScreenElement): ScreenElement[] {
  const path: ScreenElement[] = []
  for (let at: ScreenElement | null = element; at; at = at.parent) path.push(at)
  return path
}

/** The text of all text nodes inside, joined. */
export function textInside(root: ScreenElement): string {
  let text = ''
  for (const node of descendants(root)) {
    if (node.kind === 'text') text += node.text
  }
  return text
}
