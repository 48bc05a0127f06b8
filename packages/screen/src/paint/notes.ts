import type { Change } from '../changes.ts'
import type { ScreenElement, ScreenText } from '../element.ts'
import type { ResolvedStyle } from '../style/resolved.ts'
import { tableAround } from './tables.ts'
import { endText, isInLine, neighbourText } from './white-space.ts'

/** What is to be looked at for the next patch: more than what changed, since some of it shows elsewhere. */
export interface PaintNotes {
  readonly looks: Set<ScreenElement>
  readonly children: Set<ScreenElement>
  readonly texts: Set<ScreenText>
  /** Fields in which code has selected something. */
  readonly selections: Set<ScreenElement>
  note(change: Change): void
  /** An element looks different. */
  noteLook(element: ScreenElement): void
  /** Texts in an element run on from others than before, perhaps. */
  noteBlanks(element: ScreenElement): void
  forget(): void
}

export function createPaintNotes(styleOf: (element: ScreenElement) => ResolvedStyle): PaintNotes {
  const looks = new Set<ScreenElement>()
  const children = new Set<ScreenElement>()
  const texts = new Set<ScreenText>()
  const selections = new Set<ScreenElement>()
  return {
    looks,
    children,
    texts,
    selections,
    note,
    noteLook,
    noteBlanks,
    forget() {
      for (const notes of [looks, children, texts, selections]) notes.clear()
    },
  }

  function note(change: Change): void {
    if (change.kind === 'text') noteText(change.node)
    else if (change.kind === 'attribute') looks.add(change.element)
    else if (change.kind === 'state') noteState(change.element, change.state)
    else if (change.kind === 'selection') selections.add(change.element)
    else if (change.kind === 'children') {
      children.add(change.element)
      noteBlanks(change.element)
      noteTable(change.element)
    }
  }

  function noteLook(element: ScreenElement): void {
    looks.add(element)
    noteTable(element)
  }

  /** Of the panels of a tab set one is painted. */
  function noteState(element: ScreenElement, state: string): void {
    if (state === 'selected' && element.parent) children.add(element.parent)
  }

  /** Which blank is painted depends on the text before. */
  function noteText(node: ScreenText): void {
    texts.add(node)
    noteTextAt(neighbourText(node, 1, styleOf))
  }

  function noteBlanks(element: ScreenElement): void {
    for (const child of element.children) {
      noteTextAt(endText(child, 0, styleOf))
      noteTextAt(endText(child, -1, styleOf))
    }
    noteTextAt(neighbourText(element, 1, styleOf))
    noteTextAt(neighbourText(element, -1, styleOf))
    // What an element holds also decides whether it gives its line a height.
    for (let at: ScreenElement | null = element; at; at = at.parent) {
      looks.add(at)
      if (!isInLine(at, styleOf)) break
    }
  }

  function noteTextAt(text: ScreenText | undefined): void {
    if (text) texts.add(text)
  }

  /** The columns of a table follow from what is in it. */
  function noteTable(element: ScreenElement): void {
    // What was a part of a table before is none now, perhaps.
    for (const one of [element, element.parent]) {
      const table = one && tableAround(one, styleOf)
      if (table) looks.add(table)
    }
  }
}
