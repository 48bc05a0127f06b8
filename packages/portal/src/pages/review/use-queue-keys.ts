import { useEffect, useEffectEvent, useState } from 'react'
import type { RefObject } from 'react'

const storageName = 'mosis.review-keys'

/** Whether the keys of the queue work, and the way to switch them. */
export interface QueueKeys {
  areOn: boolean
  onSwitch: (areOn: boolean) => void
}

interface KeyActions {
  /** With the place of the row that has the focus. */
  onClaim: (at: number) => void
  onHelp: () => void
}

/**
 * `j` and `k` go from row to row, `c` claims the row with the focus, `?` shows the keys; Enter follows the link as everywhere.
 * Single letters can be in the way of those who speak to their computer: they can be switched off.
 */
export function useQueueKeys(list: RefObject<HTMLElement | null>, { onClaim, onHelp }: KeyActions): QueueKeys {
  const [areOn, setAreOn] = useState(readSwitch)
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (isTyping(event)) return
    const links = [...(list.current?.querySelectorAll<HTMLElement>('tbody td:first-child a') ?? [])]
    const row = document.activeElement?.closest('tr')
    const at = links.findIndex((link) => link.closest('tr') === row)
    if (event.key === 'j') focus(links[Math.min(at + 1, links.length - 1)])
    else if (event.key === 'k') focus(links[Math.max(at - 1, 0)])
    else if (event.key === 'c' && at !== -1) onClaim(at)
    else if (event.key === '?') onHelp()
    else return
    event.preventDefault()
  })
  useEffect(() => {
    if (!areOn) return undefined
    const onKey = (event: KeyboardEvent) => press(event)
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [areOn])
  return {
    areOn,
    onSwitch(areOn) {
      setAreOn(areOn)
      writeSwitch(areOn)
    },
  }
}

function focus(element: HTMLElement | undefined): void {
  element?.focus()
  element?.scrollIntoView({ block: 'nearest' })
}

function isTyping({ target, ctrlKey, metaKey, altKey, defaultPrevented }: KeyboardEvent): boolean {
  if (ctrlKey || metaKey || altKey || defaultPrevented) return true
  if (!(target instanceof HTMLElement)) return false
  return target.closest('input, textarea, select, [contenteditable], dialog[open], [role="menu"]') !== null
}

// A browser may refuse to keep anything: then the keys are on, and switched for as long as the page stands.
function readSwitch(): boolean {
  try {
    return localStorage.getItem(storageName) !== 'off'
  } catch {
    return true
  }
}

function writeSwitch(areOn: boolean): void {
  try {
    localStorage.setItem(storageName, areOn ? 'on' : 'off')
  } catch {
    // See above.
  }
}
