import type { Declarations } from './declare.ts'

/** A box that is no element: a part of a decoration. Whoever paints makes it like every other node. */
export interface Layer {
  style: Declarations
  text?: string
  children: Layer[]
}

/** How many boxes one element's decorations may need. */
export const maxLayers = 64

/** How many boxes a layer is, with those in it. */
export function countLayers(layers: readonly Layer[]): number {
  return layers.reduce((sum, layer) => sum + 1 + countLayers(layer.children), 0)
}
