import type { ScreenElement } from './element.ts'
import type { BoxRow } from './paint/input.ts'
import type { NodeId } from './paint/patch.ts'

/** Where an element lies, in px of the screen from the top left of the viewport, as it is scrolled now. */
export interface Box {
  /** The border box. */
  x: number
  y: number
  width: number
  height: number
  /** The padding box inside it: how far its left and top edges are from those of the border box, and its size without scroll bars. */
  clientLeft: number
  clientTop: number
  clientWidth: number
  clientHeight: number
  /** The size of what is inside, also of what is scrolled away. */
  scrollWidth: number
  scrollHeight: number
}

/**
 * The door to whoever knows where things are. The first one behind it is a browser that reports the boxes it laid out; an own
 * layout can take its place.
 */
export interface Layout {
  /** Undefined while nobody has laid out the element: readers raise `screen.no_layout` and never invent a number. */
  boxOf(element: ScreenElement): Box | undefined
}

/** A layout that knows what a painter has reported. */
export interface ReportedLayout extends Layout {
  /** Takes in what is different from the last report. */
  report(rows: readonly BoxRow[], removed: readonly NodeId[]): void
  /** Forgets everything, when the painter that reported is gone. */
  clear(): void
}

/** Makes a layout out of reports; `idOf` tells the names that painters know nodes by. */
export function createReportedLayout(painted: { idOf(node: ScreenElement): NodeId | undefined }): ReportedLayout {
  const boxes = new Map<NodeId, Box>()
  return {
    boxOf(element) {
      const id = painted.idOf(element)
      return id === undefined ? undefined : boxes.get(id)
    },
    report(rows, removed) {
      for (const [id, x, y, width, height, ...inside] of rows) {
        const [clientLeft, clientTop, clientWidth, clientHeight, scrollWidth, scrollHeight] = inside
        boxes.set(id, {
          x,
          y,
          width,
          height,
          clientLeft,
          clientTop,
          clientWidth,
          clientHeight,
          scrollWidth,
          scrollHeight,
        })
      }
      for (const id of removed) boxes.delete(id)
    },
    clear: () => boxes.clear(),
  }
}
