import type { ScreenElement } from './element.ts'

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
