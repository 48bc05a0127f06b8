import type { Account, OAuthProvider, PasskeyResponse, SecondFactorMethod, Tokens } from '@mosis/api'
import type { QueryClient } from '@tanstack/react-query'
import { contract } from 'virtual:contract'
import { PortalError, call } from '../call.ts'
import { sessionQuery } from '../session.ts'

/** A sign-in that waits for its second factor. */
export interface WaitingSignIn {
  ticket: string
  methods: readonly SecondFactorMethod[]
}

/** Signs in with a password; gives what waits where the account asks for a second factor too. */
export async function signIn(
  queryClient: QueryClient,
  body: { email: string; password: string },
): Promise<Account | WaitingSignIn> {
  try {
    return await keepSession(queryClient, await call(contract.accounts.login, { body }))
  } catch (failure) {
    if (!(failure instanceof PortalError) || failure.code !== 'auth.second_factor_required') throw failure
    const { ticket, methods } = failure.details
    return { ticket: String(ticket), methods: methods as SecondFactorMethod[] }
  }
}

/** Finishes a sign-in that waits; without a ticket the one that GitHub or Google began. */
export async function finishSignIn(
  queryClient: QueryClient,
  { ticket, code }: { ticket: string | undefined; code: string },
): Promise<Account> {
  const body = ticket === undefined ? { code } : { ticket, code }
  return keepSession(queryClient, await call(contract.secondFactor.finishSignIn, { body }))
}

export async function signInWithPasskey(queryClient: QueryClient, response: PasskeyResponse): Promise<Account> {
  return keepSession(queryClient, await call(contract.passkeys.signInWithPasskey, { body: { response } }))
}

/** Makes an account and signs in to it; with the token of the one-time link it is the admin's. */
export async function signUp(
  queryClient: QueryClient,
  body: { name: string; email: string; password: string; setup_token?: string },
): Promise<Account> {
  return keepSession(queryClient, await call(contract.accounts.register, { body }))
}

/** Goes to GitHub or Google, whose answer comes back to the portal; that leads on to the given path. */
export async function goToProvider(provider: OAuthProvider, returnTo: string): Promise<void> {
  const start = provider === 'github' ? contract.oauth.startGithub : contract.oauth.startGoogle
  const { redirect_url } = await call(start, { body: { return_to: returnTo } })
  location.assign(redirect_url)
}

/** From here on the browser's cookie, which no script can read, is what signs in; the tokens are forgotten with this call. */
async function keepSession(queryClient: QueryClient, { access_token }: Tokens): Promise<Account> {
  const headers = { authorization: `Bearer ${access_token}` }
  const account = await call(contract.sessions.startBrowserSession, {}, { headers })
  // Nothing that somebody else saw here before stays.
  queryClient.removeQueries({ predicate: ({ queryKey: [first] }) => first !== 'me' && first !== 'portal' })
  queryClient.setQueryData(sessionQuery.queryKey, account)
  return account
}
