import { useRouterState } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { setAsker } from '../confirmed-call.ts'
import { Dialog } from '../parts/dialog.tsx'
import { useAccount } from '../session.ts'
import { useTexts } from '../texts.ts'
import { identityTexts } from './identity/identity.texts.ts'
import { ProveIdentity } from './identity/prove-identity.tsx'

/** The dialog behind `callConfirmed`: asks who is there before something that somebody at a forgotten screen must not do. */
export function ConfirmIdentity() {
  const t = useTexts(identityTexts)
  const { email } = useAccount()
  const here = useRouterState({ select: ({ location }) => location.href })
  const [isOpen, setIsOpen] = useState(false)
  const answer = useRef<(isProved: boolean) => void>(null)
  useEffect(() => {
    setAsker(
      () =>
        new Promise((resolve) => {
          // Two calls at once are asked about together.
          const earlier = answer.current
          answer.current = (isProved) => {
            earlier?.(isProved)
            resolve(isProved)
          }
          setIsOpen(true)
        }),
    )
    return () => {
      setAsker(undefined)
      answer.current?.(false)
    }
  }, [])
  const close = (isProved: boolean) => {
    const tell = answer.current
    answer.current = null
    setIsOpen(false)
    tell?.(isProved)
  }
  return (
    <Dialog isOpen={isOpen} onClose={() => close(false)} title={t.title} lead={t.lead(email)}>
      {isOpen && <ProveIdentity onProved={() => close(true)} returnTo={here} />}
    </Dialog>
  )
}
