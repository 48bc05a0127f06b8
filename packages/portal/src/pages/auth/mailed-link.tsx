import type { LinkPurpose } from '@mosis/api'
import { useMutation, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { PortalError } from '../../call.ts'
import { Button } from '../../parts/button.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { linkQuery } from '../../queries/links.ts'
import { useTexts } from '../../texts.ts'
import { AuthPage } from './auth-page.tsx'
import { Fault } from '../../shell/identity/other-ways.tsx'
import { authTexts } from './auth.texts.ts'

interface MailedLinkProps {
  purpose: LinkPurpose
  token: string | undefined
  title: string
  /** What the button does to this address. */
  lead: (email: string) => ReactNode
  button: string
  act: (token: string) => Promise<unknown>
  onDone: () => void
  /** For a link that does not work any more. */
  broken: ReactNode
}

/** What a link in a mail leads to: the page asks once more, since programs that look for harm in mails open every link. */
export function MailedLink({ purpose, token = '', title, lead, button, act, onDone, broken }: MailedLinkProps) {
  const link = useQuery(linkQuery(purpose, token))
  const acting = useMutation({ mutationFn: () => act(token), onSuccess: onDone })
  if (isBroken(link.error) || isBroken(acting.error)) return broken
  return (
    <WaitForLink query={link} title={title}>
      {({ email }) => (
        <AuthPage title={title} lead={lead(email ?? '')}>
          <Fault error={acting.error} />
          <Button kind="primary" size="large" isWide isPending={acting.isPending} onPress={() => acting.mutate()}>
            {button}
          </Button>
        </AuthPage>
      )}
    </WaitForLink>
  )
}

/** The face while the link is being read, and where it could not be. */
export function WaitForLink<Data>({
  query,
  title,
  waiting,
  children,
}: {
  query: { data: Data | undefined; error: unknown; isFetching: boolean; refetch: () => unknown }
  title: string
  waiting?: string
  children: (data: Data) => ReactNode
}) {
  const t = useTexts(authTexts)
  if (query.data !== undefined) return children(query.data)
  return (
    <AuthPage title={title}>
      <Loaded query={query} waiting={waiting ?? t.checkingLink}>
        {() => null}
      </Loaded>
    </AuthPage>
  )
}

/** Whether a link was used, is too old or was never one; also one that is no token at all. */
export function isBroken(failure: unknown): boolean {
  return (
    failure instanceof PortalError &&
    ['account.invalid_link', 'tester.link_ended', 'invalid_input'].includes(failure.code)
  )
}
