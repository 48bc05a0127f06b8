import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Button } from '../../parts/button.tsx'
import type { ButtonLook } from '../../parts/button.tsx'
import { useToasts } from '../../parts/toast.tsx'
import { claimNext, reviewKey } from '../../queries/reviews.ts'
import { useTexts } from '../../texts.ts'
import { useErrorWords } from '../../words/use-words.ts'
import { queueTexts } from './queue.texts.ts'

/** Claims what is due first and opens it. */
export function TakeNext(look: Pick<ButtonLook, 'kind' | 'isWide'>) {
  const t = useTexts(queueTexts)
  const { isPending, take } = useTakeNext()
  return (
    <Button {...look} isPending={isPending} onPress={take}>
      {t.next}
    </Button>
  )
}

/** The same as a function, for a button inside something else. */
export function useTakeNext(): { take: () => void; isPending: boolean } {
  const t = useTexts(queueTexts)
  const toasts = useToasts()
  const say = useErrorWords()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const { mutate, isPending } = useMutation({
    mutationFn: claimNext,
    async onSuccess(review) {
      await queryClient.invalidateQueries({ queryKey: reviewKey })
      if (!review) return toasts.info(t.nextNone)
      toasts.good(t.nextTaken(review.app_name, review.version))
      await navigate({ to: '/review/$reviewId', params: { reviewId: review.id } })
    },
    onError(failure) {
      const { message, fix } = say(failure)
      toasts.bad(t.claimFailed(message, fix))
    },
  })
  return { take: () => mutate(), isPending }
}
