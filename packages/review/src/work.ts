/**
 * How much text a package may have. Code is what people write for a phone: 2 MiB of it are 60,000 lines, and reading costs a
 * hundred times its size in memory. Data is only looked through once, so that there may be more of it.
 */
export const textLimits = {
  /** .rml, .lua and locales/*.json */
  code: { maxFileBytes: 524_288, maxTotalBytes: 2_097_152 },
  /** .rcss, which counts as code: eight thousand lines are a sheet of sheets, and a rule costs the most of all */
  sheet: { maxFileBytes: 262_144, maxTotalBytes: 2_097_152 },
  /** Other .json files */
  data: { maxFileBytes: 4_194_304, maxTotalBytes: 8_388_608 },
} as const

/**
 * Pieces of code in a package: words and marks of Lua, elements, attributes and texts of RML, selectors and declarations of
 * RCSS, texts of locales. As many as 800 KiB of ordinary code has; bytes alone do not bound the work, `f()f()f()` has a piece in each.
 */
export const maxPieces = 200_000

/** Which limits hold for a text. */
export function limitsFor(path: string): { maxFileBytes: number; maxTotalBytes: number } {
  return path.endsWith('.rcss') ? textLimits.sheet : textLimits[isData(path) ? 'data' : 'code']
}

/** Whether a text is data, which is judged as JSON and not kept; texts of locales are looked into. */
export function isData(path: string): boolean {
  return path.endsWith('.json') && !path.startsWith('locales/')
}

/** Why a text is not judged. */
export type Excess = 'file' | 'total' | 'pieces'

/** What is left of the pieces that a review looks at. */
export interface Work {
  left(): number
  /** Takes pieces off; answers false, and ends the work, when there are not as many. */
  spend(pieces: number): boolean
  isSpent(): boolean
}

/** The work of one review. It depends on the package alone, so that the verdict is the same on every machine. */
export function newWork(): Work {
  let left = maxPieces
  let isSpent = false
  return {
    left: () => left,
    spend(pieces) {
      if (pieces > left) {
        left = 0
        isSpent = true
        return false
      }
      left -= pieces
      return true
    },
    isSpent: () => isSpent,
  }
}
