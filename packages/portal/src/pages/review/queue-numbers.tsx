import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { LinkProps } from '@tanstack/react-router'
import { useFormat } from '../../format.ts'
import { joinClasses } from '../../parts/join-classes.ts'
import { reviewSummaryQuery } from '../../queries/reviews.ts'
import { useTexts } from '../../texts.ts'
import { queueTexts } from './queue.texts.ts'
import styles from './queue.module.css'

/** How much waits, each number a way to what it counts. */
export function QueueNumbers() {
  const t = useTexts(queueTexts)
  const { number } = useFormat()
  const { data } = useQuery(reviewSummaryQuery)
  const { numbers } = t
  const items: readonly (Pick<LinkProps, 'to' | 'search'> & {
    label: string
    count: number | undefined
    isLate?: true
  })[] = [
    { label: numbers.waiting, count: data?.waiting, to: '/review', search: {} },
    { label: numbers.free, count: data?.free, to: '/review', search: { show: 'free' } },
    { label: numbers.overdue, count: data?.overdue, to: '/review', search: { show: 'overdue' }, isLate: true },
    { label: numbers.escalated, count: data?.escalated, to: '/review', search: { show: 'escalated' } },
    { label: numbers.appeals, count: data?.appeals, to: '/review', search: { show: 'appeals' } },
    {
      label: numbers.quarantines,
      count: data?.quarantines.open,
      to: '/review/quarantines',
      search: { state: 'open' },
    },
    { label: numbers.reported, count: data?.reported_apps, to: '/review/reports', search: {} },
  ]
  return (
    <nav aria-label={t.summary}>
      <ul className={styles.numbers}>
        {items.map(({ label, count, isLate, ...link }) => (
          <li key={label}>
            <Link {...link} className={styles.number}>
              <span className={joinClasses(styles.figure, isLate && (count ?? 0) > 0 && styles.isLate)}>
                {count === undefined ? '\u2013' : number(count)}
              </span>
              <span className={styles.soft}>{label}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
