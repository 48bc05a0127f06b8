/** The codings that answers are kept in beside the plain bytes, the smaller first. */
export const codings = ['br', 'gzip'] as const
export type Coding = (typeof codings)[number] | 'identity'

/**
 * The coding to answer in (RFC 9110, 12.5.3): of those that the client takes the one it likes best, and of equal ones the
 * smallest. Plain bytes are sent where nothing else is agreed on.
 */
export function chooseCoding(acceptEncoding: string | undefined, available: readonly Coding[]): Coding {
  const weights = readWeights(acceptEncoding ?? '')
  const weightOf = (coding: Coding) => weights.get(coding) ?? weights.get('*') ?? 0
  const taken = codings.filter((coding) => available.includes(coding) && weightOf(coding) > 0)
  const [best] = taken.toSorted((one, other) => weightOf(other) - weightOf(one))
  const plain = weights.get('identity')
  return best === undefined || (plain !== undefined && plain > weightOf(best)) ? 'identity' : best
}

/** Longer ones name nothing that a browser would ask for. */
const mostParts = 20

function readWeights(header: string): Map<string, number> {
  const parts = header.toLowerCase().split(',', mostParts)
  return new Map(
    parts.map((part) => {
      const [name = '', weight] = part.split(';').map((text) => text.trim())
      const quality = /^q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/.exec(weight ?? 'q=1')?.[1]
      return [name, Number(quality ?? 0)]
    }),
  )
}
