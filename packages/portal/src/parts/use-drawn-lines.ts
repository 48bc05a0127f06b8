import { useEffect, useState } from 'react'
import type { RefObject } from 'react'
import { useIsNear } from './use-is-near.ts'

const linesAtOnce = 16
const pauseMs = 40

/**
 * How many lines of a section are drawn in full: none until it comes near, then some and after a pause some more, so that frames
 * in which nothing is drawn lie between; all of them at once where nobody waits.
 */
export function useDrawnLines(section: RefObject<HTMLElement | null>, lines: number, isAwaited: boolean): number {
  const isNear = useIsNear(section, isAwaited)
  const [drawn, setDrawn] = useState(isAwaited ? 0 : lines)
  useEffect(() => {
    const isDone = !isNear || drawn >= lines
    const timer = isDone ? undefined : setTimeout(() => setDrawn(drawn + linesAtOnce), pauseMs)
    return () => clearTimeout(timer)
  }, [isNear, drawn, lines])
  return isAwaited ? drawn : lines
}
