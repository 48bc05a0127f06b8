import { useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { contract } from 'virtual:contract'
import { PortalError, call } from '../../call.ts'
import { LinkButton } from '../../parts/link-button.tsx'
import { useTexts } from '../../texts.ts'
import { AuthPage } from './auth-page.tsx'
import { authTexts } from './auth.texts.ts'
import { BrokenLink } from './broken-link.tsx'
import { mailTexts } from './mail.texts.ts'
import { MailedLink } from './mailed-link.tsx'
import { useDoneInAccount } from './use-done-in-account.ts'

const confirmRoute = getRouteApi('/public/auth/email')
const undoRoute = getRouteApi('/public/auth/undo')

/** Makes the new e-mail address count. */
export function ConfirmEmailChange() {
  const t = useTexts(mailTexts)
  const { token } = confirmRoute.useSearch()
  const done = useDoneInAccount('email', t.changed)
  const [isTaken, noticeTaken] = useTaken()
  if (isTaken) return <Taken />
  return (
    <MailedLink
      purpose="change_email"
      token={token}
      title={t.changeTitle}
      lead={t.changeLead}
      button={t.change}
      act={(token) => noticeTaken(call(contract.accounts.confirmEmail, { body: { token } }))}
      onDone={() => void done()}
      broken={
        <BrokenLink why={t.changeBroken}>
          <LinkButton to="/account" kind="primary" size="large" isWide>
            {t.changeAgain}
          </LinkButton>
        </BrokenLink>
      }
    />
  )
}

/** Takes a change of the address back that its owner did not ask for. */
export function UndoEmailChange() {
  const t = useTexts(mailTexts)
  const shared = useTexts(authTexts)
  const { token } = undoRoute.useSearch()
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const [isTaken, noticeTaken] = useTaken()
  if (isTaken) return <Taken />
  return (
    <MailedLink
      purpose="undo_email_change"
      token={token}
      title={t.undoTitle}
      lead={t.undoLead}
      button={t.undo}
      act={(token) => noticeTaken(call(contract.accounts.undoEmailChange, { body: { token } }))}
      onDone={() => {
        // Every session has ended, this browser's too.
        queryClient.removeQueries()
        void navigate({ to: '/auth/forgot', search: { done: 'undone' }, replace: true })
      }}
      broken={
        <BrokenLink why={t.undoBroken}>
          <LinkButton to="/auth/sign-in" kind="primary" size="large" isWide>
            {shared.signIn}
          </LinkButton>
        </BrokenLink>
      }
    />
  )
}

function useTaken() {
  const [isTaken, setIsTaken] = useState(false)
  const notice = async (work: Promise<unknown>) => {
    try {
      await work
    } catch (failure) {
      setIsTaken(failure instanceof PortalError && failure.code === 'account.email_taken')
      throw failure
    }
  }
  return [isTaken, notice] as const
}

function Taken() {
  const t = useTexts(mailTexts)
  const shared = useTexts(authTexts)
  return (
    <AuthPage title={t.taken} lead={t.takenLead}>
      <LinkButton to="/account" kind="primary" size="large" isWide>
        {shared.toAccount}
      </LinkButton>
    </AuthPage>
  )
}
