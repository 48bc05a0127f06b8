import { startTransition, useEffect, useState } from 'react'
import type { RefObject } from 'react'

const margin = '800px 0px'

/** Whether an element has come near what is seen of the page, or of the part of it that scrolls, once; at once where nobody waits. */
export function useIsNear(element: RefObject<HTMLElement | null>, isAwaited: boolean): boolean {
  const [isNear, setIsNear] = useState(!isAwaited)
  useEffect(() => {
    const observer = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && startTransition(() => setIsNear(true)),
      { rootMargin: margin, scrollMargin: margin },
    )
    if (!isNear && element.current) observer.observe(element.current)
    return () => observer.disconnect()
  }, [element, isNear])
  return isNear || !isAwaited
}
