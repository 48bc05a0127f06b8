import { Link } from '@tanstack/react-router'
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
  // Sideways only: where the page stands is nobody's business here.
  useEffect(() => {
    const current = strip.current?.querySelector<HTMLElement>('[aria-current]')
    if (strip.current && current)
      strip.current.scrollLeft = current.offsetLeft - (strip.current.clientWidth - current.offsetWidth) / 2
  }, [tabs])
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
