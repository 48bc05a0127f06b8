import { positionsOf } from '@mosis/syntax'
import type { Remark } from './rule.ts'

// More than the findings of one file; of what is beyond, only the number matters.
const maxPlaces = 100

/** The places in a text where an expression matches, each with what is to be said about it; the last place stands for the rest. */
export function remarksIn(path: string, text: string, shape: RegExp, say: (found: string) => string): Remark[] {
  const remarks: Remark[] = []
  const placeAt = positionsOf(text)
  for (const { index, 0: found } of text.matchAll(shape)) {
    const last = remarks.length < maxPlaces ? undefined : remarks.at(-1)
    remarks.push(last ?? { message: say(found), path, ...placeAt(index) })
  }
  return remarks
}
