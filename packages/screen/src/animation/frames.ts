import { resolveProperty, sharesOf, type CascadeScale } from '../style/cascade.ts'
import type { Variables } from '../style/variables.ts'
import type { Keyframes } from '../style/sheet-data.ts'

/** One stop of a `@keyframes` for one element, with all lengths counted out. */
export interface Frame {
  stop: number
  values: ReadonlyMap<string, string>
}

/** Counts the frames of a `@keyframes` out for an element with this font size and these variables. */
export function resolveFrames(
  { frames }: Keyframes,
  { fontSize, variables }: { fontSize: number; variables: Variables },
  scale: CascadeScale,
): Frame[] {
  return frames.map(({ stop, declared }) => {
    const shares = declared.flatMap((one) => sharesOf(one, variables) ?? [])
    const values = shares.map(({ property, value }) => {
      return [property, resolveProperty(property, value, fontSize, scale)] as const
    })
    return { stop, values: new Map(values) }
  })
}
