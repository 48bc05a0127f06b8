import { useState } from 'react'

/** The pages beside this one, for `Pages`; absent where there is none. */
export interface Pager {
  newer: (() => void) | undefined
  older: (() => void) | undefined
}

/**
 * Leads through a list whose server gives a cursor forwards only: `go` puts a cursor into the address, none for the first page.
 * The way back is remembered while the page is open; whoever opens an address in the middle gets back to the first page.
 */
export function usePager(
  cursor: string | undefined,
  next: string | null | undefined,
  go: (cursor: string | undefined) => void,
): Pager {
  const [trail, setTrail] = useState<readonly string[]>([])
  const at = cursor === undefined ? -1 : trail.indexOf(cursor)
  return {
    newer: cursor === undefined ? undefined : () => go(at > 0 ? trail[at - 1] : undefined),
    older:
      next == null
        ? undefined
        : () => {
            setTrail([...trail.slice(0, at + 1), next])
            go(next)
          },
  }
}
