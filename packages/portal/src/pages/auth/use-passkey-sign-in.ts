import type { PasskeyResponse } from '@mosis/api'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { contract } from 'virtual:contract'
import { PortalError, call } from '../../call.ts'
import { signInWithPasskey } from '../../queries/sign-in.ts'
import { askForPasskey, canAutofillPasskeys } from '../../webauthn.ts'

/** What a browser signs lives five minutes on the portal. */
const renewMs = 4 * 60_000

/**
 * Signs in with a passkey when asked to; with `offersAutofill` also when the person picks one from the list of the field that has
 * `autocomplete="… webauthn"`.
 */
export function usePasskeySignIn({ offersAutofill, onDone }: { offersAutofill: boolean; onDone: () => void }) {
  const queryClient = useQueryClient()
  const offer = useRef<AbortController>(null)
  const [round, setRound] = useState(0)
  const signingIn = useMutation({
    async mutationFn(picked: PasskeyResponse | undefined) {
      // A browser answers one question about passkeys at a time.
      offer.current?.abort()
      const response = picked ?? (await askForPasskey(await call(contract.passkeys.startPasskeySignIn, {})))
      return signInWithPasskey(queryClient, response)
    },
    onSuccess: onDone,
  })
  const { mutate } = signingIn
  useEffect(() => {
    if (!offersAutofill) return undefined
    const controller = new AbortController()
    offer.current = controller
    void waitForPick(controller.signal).then((picked) => picked && mutate(picked))
    const timer = setTimeout(() => setRound(round + 1), renewMs)
    return () => {
      clearTimeout(timer)
      controller.abort()
    }
  }, [offersAutofill, mutate, round])
  return { ...signingIn, start: () => mutate(undefined) }
}

/** Undefined where nothing was picked: the offer is silent, so there is nothing to say about it either. */
async function waitForPick(signal: AbortSignal): Promise<PasskeyResponse | undefined> {
  try {
    if (!(await canAutofillPasskeys())) return undefined
    const options = await call(contract.passkeys.startPasskeySignIn, {}, { signal })
    return await askForPasskey(options, { signal, isAutofill: true })
  } catch (failure) {
    if (failure instanceof DOMException || failure instanceof PortalError) return undefined
    throw failure
  }
}
