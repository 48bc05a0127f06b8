/** The places `step * n + offset` for n = 0, 1, 2 … */
export interface Nth {
  step: number
  offset: number
}

/** Reads the formula of a `:nth-…()` selector; undefined when it is none. */
export function readNth(text: string): Nth | undefined {
  const formula = text.trim().toLowerCase()
  if (formula === 'odd') return { step: 2, offset: 1 }
  if (formula === 'even') return { step: 2, offset: 0 }
  const found = /^(?:([+-]?\d{0,9})n\s*(?:([+-])\s*(\d{1,9}))?|([+-]?\d{1,9}))$/.exec(formula)
  if (!found) return undefined
  const [, step, sign, offset, place] = found
  if (place !== undefined) return { step: 0, offset: Number(place) }
  return { step: readStep(step ?? ''), offset: Number(`${sign ?? ''}${offset ?? 0}`) }
}

function readStep(text: string): number {
  return text === '' || text === '+' ? 1 : text === '-' ? -1 : Number(text)
}
