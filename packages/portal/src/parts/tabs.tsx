import { Link, useLocation } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import type { PageLink } from './page-link.ts'
import styles from './tabs.module.css'

export interface Tab {
  label: string
  link: PageLink
  count?: number
  /** Current also on the pages below it. */
  hasPagesBelow?: boolean
}

/** Views of one thing; each has its own address, so these are links. */
export function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  const strip = useRef<HTMLElement>(null)
  const address = useLocation({ select: ({ href }) => href })
  // The current one comes in sight, also when the window is made narrower; sideways only: where the page stands is its own business.
  useEffect(() => {
    const around = strip.current
    if (!around) return
    const resized = new ResizeObserver(() => {
      const current = around.querySelector<HTMLElement>('[aria-current]')
      if (current) around.scrollLeft = current.offsetLeft - (around.clientWidth - current.offsetWidth) / 2
    })
    resized.observe(around)
    // Their words become wider when the font arrives.
    for (const list of around.children) resized.observe(list)
    return () => resized.disconnect()
  }, [tabs, address])
  return (
    <nav ref={strip} className={styles.tabs} aria-label={label}>
      <ul className={styles.list}>
        {tabs.map((tab) => (
          <li key={tab.label}>
            <Link
              {...tab.link}
              className={styles.tab}
              activeOptions={{ exact: !tab.hasPagesBelow, includeSearch: tab.link.search !== undefined }}
              resetScroll={false}
            >
              {tab.label}
              {tab.count !== undefined && <span className={styles.count}>{tab.count}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
