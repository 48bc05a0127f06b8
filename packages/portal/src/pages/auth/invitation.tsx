import type { Invitation, WhichInvitation } from '@mosis/api'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useNavigate, useRouterState } from '@tanstack/react-router'
import { contract } from 'virtual:contract'
import { PortalError, call } from '../../call.ts'
import { Button } from '../../parts/button.tsx'
import { LinkButton } from '../../parts/link-button.tsx'
import { Time } from '../../parts/time.tsx'
import { useToasts } from '../../parts/toast.tsx'
import { invitationQuery } from '../../queries/invitations.ts'
import { useSession } from '../../session.ts'
import { Fault, Soft } from '../../shell/identity/other-ways.tsx'
import { useTexts } from '../../texts.ts'
import { AuthPage, Stack } from './auth-page.tsx'
import { authTexts } from './auth.texts.ts'
import { BrokenLink } from './broken-link.tsx'
import styles from './auth-page.module.css'
import { invitationTexts } from './invitation.texts.ts'
import { WaitForLink } from './mailed-link.tsx'

const route = getRouteApi('/public/auth/invitation')

/** Being asked into a team: by the link of a mail, or from a page of one's own. */
export function InvitationPage() {
  const t = useTexts(invitationTexts)
  const shared = useTexts(authTexts)
  const { token, id = '' } = route.useSearch()
  const which = token === undefined ? { invitation_id: id } : { token }
  const invitation = useQuery(invitationQuery(which))
  if (isGone(invitation.error)) {
    return (
      <BrokenLink why={t.broken}>
        <LinkButton to="/dashboard" kind="primary" size="large" isWide>
          {shared.toDashboard}
        </LinkButton>
      </BrokenLink>
    )
  }
  return (
    <WaitForLink query={invitation} title={t.waitingTitle} waiting={t.waiting}>
      {(invitation) => <Question invitation={invitation} which={which} />}
    </WaitForLink>
  )
}

function Question({ invitation, which }: { invitation: Invitation; which: WhichInvitation }) {
  const t = useTexts(invitationTexts)
  const { team_name, invited_by, role, expires_at } = invitation
  const session = useSession()
  return (
    <AuthPage title={t.title(team_name)}>
      <Stack>
        <p>
          {t.invited(invited_by)} {t.roles[role]}
        </p>
        <Soft>
          {t.ends} <Time value={expires_at} kind="date" />
        </Soft>
        {session === null && <SignInFirst />}
        {session && <Answer team={team_name} email={session.email} which={which} />}
      </Stack>
    </AuthPage>
  )
}

function SignInFirst() {
  const t = useTexts(invitationTexts)
  const shared = useTexts(authTexts)
  const here = useRouterState({ select: ({ location }) => location.href })
  return (
    <>
      <p>{t.signInFirst}</p>
      <LinkButton to="/auth/sign-in" search={{ return_to: here }} kind="primary" size="large" isWide>
        {shared.signIn}
      </LinkButton>
      <LinkButton to="/auth/sign-up" search={{ return_to: here }} size="large" isWide>
        {shared.signUp}
      </LinkButton>
    </>
  )
}

function Answer({ team, email, which }: { team: string; email: string; which: WhichInvitation }) {
  const t = useTexts(invitationTexts)
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const toasts = useToasts()
  const answering = useMutation({
    async mutationFn(decision: 'accept' | 'decline') {
      const endpoint = decision === 'accept' ? contract.teams.acceptInvitation : contract.teams.declineInvitation
      await call(endpoint, { body: which })
    },
    async onSuccess(_, decision) {
      // What the account may see has changed.
      void queryClient.invalidateQueries({ predicate: ({ queryKey: [first] }) => first !== 'invitations' })
      await navigate({ to: '/dashboard', replace: true })
      queryClient.removeQueries({ queryKey: ['invitations'] })
      if (decision === 'accept') toasts.good(t.joined(team))
      else toasts.info(t.declined)
    },
  })
  return (
    <>
      <p>
        {t.as} <strong>{email}</strong>
      </p>
      <Fault error={answering.error} failed={t.failed} />
      <div className={styles.pair}>
        <Button
          size="large"
          isPending={answering.isPending && answering.variables === 'decline'}
          onPress={() => answering.mutate('decline')}
        >
          {t.decline}
        </Button>
        <Button
          kind="primary"
          size="large"
          isPending={answering.isPending && answering.variables === 'accept'}
          onPress={() => answering.mutate('accept')}
        >
          {t.join}
        </Button>
      </div>
    </>
  )
}

/** Answered, taken back or too old; what is no token at all is one that never was. */
function isGone(failure: unknown): boolean {
  return (
    failure instanceof PortalError && ['invitation.not_found', 'invalid_input', 'auth.required'].includes(failure.code)
  )
}
