import type { ScreenElement, ScreenNode, ScreenText } from './element.ts'

/** What became different in a document that is open. Nodes that are in no tree change silently. */
export type Change =
  /** A child came or went. */
  | { kind: 'children'; element: ScreenElement; added?: ScreenNode; removed?: ScreenNode }
  /** An attribute was set or removed; also `class`, `style` and what form controls keep in `value` and `checked`. */
  | { kind: 'attribute'; element: ScreenElement; name: string }
  /** A state came or went, such as `hover`, `focus` or `checked`. */
  | { kind: 'state'; element: ScreenElement; state: string }
  | { kind: 'text'; node: ScreenText }
  /** The app scrolled it. What a person scrolls is known to who paints. */
  | { kind: 'scroll'; element: ScreenElement }
  /** The app selected something else in a text field; see `getSelection`. */
  | { kind: 'selection'; element: ScreenElement }

export type ChangeListener = (change: Change) => void

/** Whoever wants to know what becomes different. Listeners only take notes: they run in the middle of the change. */
export class Changes {
  readonly #listeners = new Set<ChangeListener>()

  /** Answers how to stop listening. */
  watch(listener: ChangeListener): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  tell(change: Change): void {
    for (const listener of this.#listeners) listener(change)
  }
}
