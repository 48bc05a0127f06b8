import type { Viewport } from '../style/viewport.ts'
import type { NodeId } from './patch.ts'

export interface Modifiers {
  ctrl: boolean
  shift: boolean
  alt: boolean
  meta: boolean
}

/** Where and how large a node is: border box, then the padding box inside it, then the size of what it holds. See `Box`. */
export type BoxRow = [
  id: NodeId,
  x: number,
  y: number,
  width: number,
  height: number,
  clientLeft: number,
  clientTop: number,
  clientWidth: number,
  clientHeight: number,
  scrollWidth: number,
  scrollHeight: number,
]

/** What whoever paints tells about the person and about the picture. Positions are px of the viewport. */
export type ScreenInput =
  | {
      kind: 'pointer'
      phase: 'move' | 'down' | 'up' | 'leave'
      x: number
      y: number
      /** What lies under it. */
      target: NodeId | null
      button: 0 | 1 | 2
      modifiers: Modifiers
    }
  | { kind: 'wheel'; x: number; y: number; target: NodeId | null; deltaX: number; deltaY: number; modifiers: Modifiers }
  /** `key` as KeyboardEvent.key names it. */
  | { kind: 'key'; phase: 'down' | 'up'; key: string; modifiers: Modifiers }
  /** Typed where no text field has the focus. */
  | { kind: 'text'; text: string }
  /** A text field was edited in place; the whole text as it stands there now. */
  | { kind: 'edit'; target: NodeId; value: string; selectionStart: number; selectionEnd: number }
  | { kind: 'scroll'; target: NodeId; left: number; top: number }
  | { kind: 'viewport'; viewport: Viewport }
  /** How the update with this number was laid out: only what is different from the last report of the same painter. */
  | { kind: 'boxes'; number: number; rows: BoxRow[]; removed: NodeId[] }
