import { useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'

/**
 * After going to another page the focus stands at its content, so that a screen reader begins there and Tab goes on from there.
 * A page that put the focus somewhere itself keeps it.
 */
export function useFocusOnNavigation(): void {
  const router = useRouter()
  useEffect(
    () =>
      router.subscribe('onResolved', ({ pathChanged, fromLocation }) => {
        if (!pathChanged || fromLocation === undefined) return
        const content = document.querySelector<HTMLElement>('#content')
        if (content && !content.contains(document.activeElement)) content.focus({ preventScroll: true })
      }),
    [router],
  )
}
