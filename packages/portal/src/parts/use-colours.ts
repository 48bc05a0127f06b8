import { useEffect, useState } from 'react'
import type { RefObject } from 'react'

/** The colours that the tokens mean at an element now, for what is painted and not styled; anew when the theme changes. */
export function useColours<Name extends string>(
  element: RefObject<HTMLElement | null>,
  tokens: Readonly<Record<Name, string>>,
): Readonly<Record<Name, string>> | undefined {
  const [colours, setColours] = useState<Readonly<Record<Name, string>>>()
  useEffect(() => {
    const read = () => element.current && setColours(readColours(element.current, tokens))
    read()
    const watched = ['(prefers-color-scheme: dark)', '(forced-colors: active)', '(prefers-contrast: more)'].map(
      (query) => matchMedia(query),
    )
    const observer = new MutationObserver(read)
    observer.observe(document.documentElement, { attributeFilter: ['data-theme'] })
    for (const each of watched) each.addEventListener('change', read)
    return () => {
      observer.disconnect()
      for (const each of watched) each.removeEventListener('change', read)
    }
  }, [element, tokens])
  return colours
}

function readColours<Name extends string>(
  element: HTMLElement,
  tokens: Readonly<Record<Name, string>>,
): Readonly<Record<Name, string>> {
  const probe = document.createElement('span')
  probe.hidden = true
  element.append(probe)
  const style = getComputedStyle(probe)
  const entries = Object.entries<string>(tokens).map(([name, token]) => {
    probe.style.color = `var(${token})`
    return [name, style.color]
  })
  probe.remove()
  return Object.fromEntries(entries) as Record<Name, string>
}
