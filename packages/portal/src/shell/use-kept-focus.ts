import { useEffect } from 'react'

/**
 * When what had the focus goes away (the row that was removed, the button of an empty list), the keyboard goes on at the page's
 * content instead of at the very beginning. A page that puts the focus somewhere better keeps it.
 */
export function useKeptFocus(): void {
  useEffect(() => {
    let last: Element | null = null
    const note = ({ target }: FocusEvent) => {
      last = target instanceof Element ? target : null
    }
    const observer = new MutationObserver(() => {
      if (last === null || last.isConnected || document.activeElement !== document.body) return
      last = null
      document.querySelector<HTMLElement>('#content')?.focus({ preventScroll: true })
    })
    document.addEventListener('focusin', note)
    observer.observe(document.body, { childList: true, subtree: true })
    return () => {
      document.removeEventListener('focusin', note)
      observer.disconnect()
    }
  }, [])
}
