import type { StoreApp } from '@mosis/api'
import { Link } from '@tanstack/react-router'
import { AppIcon } from '../../parts/app-icon.tsx'
import { joinClasses } from '../../parts/join-classes.ts'
import { Skeleton } from '../../parts/skeleton.tsx'
import styles from './app-card.module.css'

/** An app as the store's lists show it; the whole card leads to its page. */
export function AppCard({ app: { id, name, developer, description, icon_url } }: { app: StoreApp }) {
  return (
    <li className={styles.card}>
      <AppIcon name={name} src={icon_url} size="large" />
      <div className={styles.words}>
        <h3>
          <Link to="/store/$appId" params={{ appId: id }} className={styles.link}>
            {name}
          </Link>
        </h3>
        <p className={styles.developer}>{developer}</p>
        <p className={styles.description}>{description}</p>
      </div>
    </li>
  )
}

/** The list that cards stand in. */
export function AppGrid({ apps, label }: { apps: readonly StoreApp[]; label?: string }) {
  return (
    <ul className={styles.grid} aria-label={label}>
      {apps.map((app) => (
        <AppCard key={app.id} app={app} />
      ))}
    </ul>
  )
}

/** What stands there until the apps come: as high as they are. */
export function AppGridSkeleton({ count = 6 }: { count?: number }) {
  return (
    <div className={styles.grid} aria-hidden>
      {Array.from({ length: count }, (_, index) => (
        <div key={index} className={joinClasses(styles.card, styles.shape)}>
          <span />
          <Skeleton count={3} />
        </div>
      ))}
    </div>
  )
}
