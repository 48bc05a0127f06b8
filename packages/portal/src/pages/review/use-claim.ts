import type { Review } from '@mosis/api'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useToasts } from '../../parts/toast.tsx'
import { claimReview, releaseReview, reviewKey, reviewQuery } from '../../queries/reviews.ts'
import { useAccount } from '../../session.ts'
import { useTexts } from '../../texts.ts'
import { reviewTexts } from './review.texts.ts'
import { useNow } from './use-now.ts'

const everyMs = 5000

/** Who works on a review, and what the caller can do about it. */
export interface Claiming {
  /** Nobody, the caller, or somebody else. */
  holder: 'nobody' | 'me' | 'other'
  /** What is left of the caller's own claim. */
  leftMs: number
  claim: () => void
  takeOver: () => void
  giveBack: () => void
  /** The caller's claim ended by itself while this page was open. */
  hasLapsed: boolean
  isClaiming: boolean
  isGivingBack: boolean
  error: unknown
}

/** Follows a claim to its end: it is over when its time is, whether or not the server was asked again. */
export function useClaim(review: Review): Claiming {
  const t = useTexts(reviewTexts)
  const toasts = useToasts()
  const { id: me } = useAccount()
  const now = useNow(everyMs)
  const queryClient = useQueryClient()
  const leftMs = review.claim === null ? 0 : Date.parse(review.claim.until) - now
  const holder = review.claim === null || leftMs <= 0 ? 'nobody' : review.claim.by.id === me ? 'me' : 'other'
  // Kept, since the server does not name a claim that is over: given back or left to an admin, it was not.
  const [lastUntil, setLastUntil] = useState<string>()
  if (holder === 'me' && review.claim !== null && review.claim.until !== lastUntil) setLastUntil(review.claim.until)
  const release = useMutation({
    mutationFn: () => releaseReview(review.id),
    async onSuccess() {
      await queryClient.invalidateQueries({ queryKey: reviewKey })
      toasts.good(t.givenBack)
    },
  })
  const take = useMutation({
    mutationFn: (override: boolean) => claimReview(review.id, override),
    async onSuccess(claimed) {
      queryClient.setQueryData(reviewQuery(review.id).queryKey, claimed)
      if (holder === 'me') toasts.good(t.extended)
      await queryClient.invalidateQueries({ queryKey: reviewKey })
    },
    // Somebody was quicker: the page should say who.
    onError: () => queryClient.invalidateQueries({ queryKey: reviewQuery(review.id).queryKey }),
  })
  return {
    holder,
    leftMs,
    claim: () => take.mutate(false),
    takeOver: () => take.mutate(true),
    giveBack: () => release.mutate(),
    hasLapsed: holder === 'nobody' && lastUntil !== undefined && Date.parse(lastUntil) <= now,
    isClaiming: take.isPending,
    isGivingBack: release.isPending,
    error: take.error ?? release.error,
  }
}
