import { useMutation } from '@tanstack/react-query'
import { contract } from 'virtual:contract'
import { call } from '../call.ts'
import { Button } from '../parts/button.tsx'
import { useToasts } from '../parts/toast.tsx'
import { useTexts } from '../texts.ts'
import { useErrorWords } from '../words/use-words.ts'
import { needsTexts } from './needs.texts.ts'

/** Has the portal send the mail that confirms an address once more. */
export function SendVerification({ email }: { email: string }) {
  const t = useTexts(needsTexts)
  const toasts = useToasts()
  const say = useErrorWords()
  const { mutate, isPending } = useMutation({
    mutationFn: () => call(contract.accounts.sendVerification, {}),
    onSuccess: () => toasts.good(t.verifyEmailDone(email)),
    onError: (failure) => toasts.bad(say(failure).message),
  })
  return (
    <Button size="small" isPending={isPending} onPress={() => mutate()}>
      {t.verifyEmailDo}
    </Button>
  )
}
