import { accounts, createClient } from '@mosis/api'
import type { Client, Tokens } from '@mosis/api'
import type { Clock } from '@mosis/server'

/** Somebody who goes on working while days go by. */
export interface SignedIn {
  call: Client
  /** Signs in anew, for what needs a recent sign-in. */
  signIn: () => Promise<void>
}

/** By the portal's clock; an access token lives for a quarter of an hour. */
const renewMs = 10 * 60_000

export function staySignedIn(baseUrl: string, person: { email: string; password: string }, clock: Clock): SignedIn {
  const visitor = createClient({ baseUrl })
  let tokens: Promise<Tokens> | undefined
  let until = 0
  const keep = (next: Promise<Tokens>) => {
    until = clock().getTime() + renewMs
    return (tokens = next)
  }
  const signIn = () => keep(visitor(accounts.login, { body: { email: person.email, password: person.password } }))
  const renew = async (old: Promise<Tokens>) => {
    const { refresh_token } = await old
    return visitor(accounts.refresh, { body: { refresh_token } })
  }
  return {
    call: createClient({
      baseUrl,
      async token() {
        if (!tokens) await signIn()
        else if (clock().getTime() >= until) await keep(renew(tokens))
        return (await tokens)?.access_token
      },
    }),
    async signIn() {
      await signIn()
    },
  }
}
