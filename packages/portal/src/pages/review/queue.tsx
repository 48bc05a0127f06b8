import type { Review } from '@mosis/api'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useCallback, useRef, useState } from 'react'
import { useFormat } from '../../format.ts'
import { Button } from '../../parts/button.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { NothingFits } from '../../parts/nothing-fits.tsx'
import { PageHeader } from '../../parts/page-header.tsx'
import { Pages } from '../../parts/pages.tsx'
import { Skeleton } from '../../parts/skeleton.tsx'
import { Table } from '../../parts/table.tsx'
import { useToasts } from '../../parts/toast.tsx'
import { claimReview, queueQuery, reviewKey } from '../../queries/reviews.ts'
import { useAccount } from '../../session.ts'
import { useTexts } from '../../texts.ts'
import { useTitle } from '../../title.ts'
import { usePager } from '../../use-pager.ts'
import { useErrorWords } from '../../words/use-words.ts'
import { QueueFilterBar } from './queue-filter.tsx'
import { KeysHelp } from './keys-help.tsx'
import { QueueNumbers } from './queue-numbers.tsx'
import { useQueueColumns } from './queue-columns.tsx'
import { queueTexts } from './queue.texts.ts'
import { TakeNext } from './take-next.tsx'
import { useQueueKeys } from './use-queue-keys.ts'
import styles from './queue.module.css'

const route = getRouteApi('/console/reviewer/review')
const idOf = ({ id }: Review) => id
const nameOf = ({ app_name, version }: Review) => `${app_name} ${version}`

/** The versions that wait for a person, in the order in which they are due. */
export function Queue() {
  const t = useTexts(queueTexts)
  const { number } = useFormat()
  const filter = route.useSearch()
  const navigate = route.useNavigate()
  const { show, state, mine, reason, app, cursor } = filter
  const query = useQuery(
    queueQuery({
      cursor,
      reason,
      app_id: app,
      show: state !== undefined && mine ? 'decided_by_me' : show,
      ...(state !== undefined && { state, sort: 'newest' }),
    }),
  )
  const columns = useQueueColumns(state !== undefined)
  const claim = useClaim()
  const [areKeysShown, setAreKeysShown] = useState(false)
  const list = useRef<HTMLDivElement>(null)
  const rows = query.data?.reviews
  const keys = useQueueKeys(list, {
    onClaim: (at) => {
      const review = rows?.[at]
      if (review?.state === 'open') claim.mutate(review)
    },
    onHelp: () => setAreKeysShown(true),
  })
  const pager = usePager(cursor, query.data?.next_cursor, (to) => void navigate({ search: { ...filter, cursor: to } }))
  const isFiltered = [show, state, reason, app].some((value) => value !== undefined)
  const clear = () => void navigate({ search: {} })
  useTitle(t.title)
  return (
    <>
      <PageHeader title={t.title} lead={t.lead} actions={<TakeNext kind="primary" />} />
      <div className={styles.page}>
        <QueueNumbers />
        <QueueFilterBar
          filter={filter}
          onChange={(search) => void navigate({ search, replace: true })}
          count={query.data?.total === undefined ? undefined : t.count(query.data.total, number(query.data.total))}
          onClear={isFiltered ? clear : undefined}
        />
        <Loaded
          query={query}
          waiting={t.waiting}
          failed={t.failed}
          skeleton={<Skeleton kind="table" count={8} />}
          isEmpty={({ reviews }) => reviews.length === 0}
          empty={isFiltered ? <NothingFits onClear={clear} /> : <EmptyState title={t.emptyTitle}>{t.empty}</EmptyState>}
        >
          {({ reviews }) => (
            <div ref={list} className={styles.list}>
              <Table
                label={t.title}
                columns={columns}
                rows={reviews}
                rowKey={idOf}
                rowLink={({ id }) => ({ to: '/review/$reviewId', params: { reviewId: id } })}
                rowActions={
                  state === undefined
                    ? (review) => (
                        <ClaimButton
                          review={review}
                          isPending={claim.isPending && claim.variables.id === review.id}
                          onPress={() => claim.mutate(review)}
                        />
                      )
                    : undefined
                }
              />
              <Pages label={t.title} isPending={query.isPlaceholderData} {...pager} />
            </div>
          )}
        </Loaded>
        <KeysHelp keys={keys} isOpen={areKeysShown} onOpen={setAreKeysShown} />
      </div>
    </>
  )
}

interface ClaimButtonProps {
  review: Review
  isPending: boolean
  onPress: () => void
}

function ClaimButton({ review, isPending, onPress }: ClaimButtonProps) {
  const t = useTexts(queueTexts)
  if (review.claim !== null) return null
  return (
    <Button size="small" aria-label={t.claimOf(nameOf(review))} isPending={isPending} onPress={onPress}>
      {t.claim}
    </Button>
  )
}

function useClaim() {
  const t = useTexts(queueTexts)
  const toasts = useToasts()
  const say = useErrorWords()
  const { id: me } = useAccount()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const open = useCallback(
    (reviewId: string) => void navigate({ to: '/review/$reviewId', params: { reviewId } }),
    [navigate],
  )
  return useMutation({
    mutationFn: (review: Review) => (review.claim?.by.id === me ? Promise.resolve(review) : claimReview(review.id)),
    onSettled: () => queryClient.invalidateQueries({ queryKey: reviewKey }),
    onSuccess: ({ id, app_name, version }) =>
      toasts.good(t.claimed(app_name, version), { label: t.open, onPress: () => open(id) }),
    onError(failure) {
      const { message, fix } = say(failure)
      toasts.bad(t.claimFailed(message, fix))
    },
  })
}
