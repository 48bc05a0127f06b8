import type { Review } from '@mosis/api'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { PortalError } from '../../call.ts'
import { LinkButton } from '../../parts/link-button.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { PageHeader } from '../../parts/page-header.tsx'
import { Skeleton } from '../../parts/skeleton.tsx'
import { reviewQuery } from '../../queries/reviews.ts'
import { useTexts } from '../../texts.ts'
import { useTitle } from '../../title.ts'
import { BehaviourTab } from './behaviour-tab.tsx'
import type { ReviewTab } from './choices.ts'
import { DecisionDesk } from './decision-desk.tsx'
import { DifferenceTab } from './difference-tab.tsx'
import { FilesTab } from './files-tab.tsx'
import { FindingsTab } from './findings-tab.tsx'
import { HistoryTab } from './history-tab.tsx'
import { NotesTab } from './notes-tab.tsx'
import { ReviewHead } from './review-head.tsx'
import { ReviewNotices } from './review-notices.tsx'
import { reviewTexts } from './review.texts.ts'
import { RuleDrawer } from '../../rules/rule-drawer.tsx'
import { ThreadTab } from './thread-tab.tsx'
import styles from './review.module.css'

const route = getRouteApi('/console/reviewer/review/$reviewId')

/** One version in review: what was found, what changed, what was said, and beside it the decision. */
export function ReviewPage() {
  const t = useTexts(reviewTexts)
  const { reviewId } = route.useParams()
  const query = useQuery(reviewQuery(reviewId))
  const { error } = query
  const { tab = 'findings' } = route.useSearch()
  const shown = query.data && `${query.data.app_name} ${query.data.version} · `
  useTitle(`${shown ?? ''}${t.tabs[tab]}`)
  if (query.data === undefined && error instanceof PortalError && isMissing(error)) return <NoReview />
  return (
    <>
      {query.data === undefined && (
        <PageHeader crumbs={[{ label: t.queue, link: { to: '/review' } }]} title={t.tabs[tab]} />
      )}
      <Loaded query={query} waiting={t.waiting} failed={t.failed} skeleton={<Skeleton kind="cards" count={3} />}>
        {(review) => <Shown key={review.id} review={review} />}
      </Loaded>
    </>
  )
}

// An id that cannot be one is refused as input; to the person it is the same.
const isMissing = ({ code }: PortalError) => code === 'review.not_found' || code === 'invalid_input'

const views: Readonly<Record<ReviewTab, (props: { review: Review }) => ReactNode>> = {
  findings: FindingsTab,
  difference: DifferenceTab,
  files: FilesTab,
  behaviour: BehaviourTab,
  thread: ThreadTab,
  notes: NotesTab,
  history: HistoryTab,
}

function Shown({ review }: { review: Review }) {
  const { tab = 'findings', rule } = route.useSearch()
  const navigate = route.useNavigate()
  const View = views[tab]
  return (
    <>
      <ReviewHead review={review} tab={tab} />
      <div className={styles.desk}>
        <div className={styles.view}>
          <ReviewNotices review={review} />
          <View review={review} />
        </div>
        <DecisionDesk review={review} />
      </div>
      <RuleDrawer
        code={rule}
        onClose={() => void navigate({ search: (old) => ({ ...old, rule: undefined }), resetScroll: false })}
      />
    </>
  )
}

function NoReview() {
  const t = useTexts(reviewTexts)
  useTitle(t.notFoundTitle)
  return (
    <PageHeader
      crumbs={[{ label: t.queue, link: { to: '/review' } }]}
      title={t.notFoundTitle}
      lead={t.notFound}
      actions={<LinkButton to="/review">{t.toQueue}</LinkButton>}
    />
  )
}
