import type { OAuthProvider } from '@mosis/api'

/** What a sign-in keeps to itself until the browser is back (PKCE: RFC 7636; nonce: OpenID Connect Core, 3.1.2.1). */
export interface FlowSecrets {
  verifier: string
  nonce: string
}

/** What a provider says about who is there. */
export interface Person {
  /** Never given to another person, unlike the address. */
  subject: string
  /** Lower-cased; undefined when the provider gives none that it has verified. */
  email: string | undefined
  name: string
}

/** More of a name or an address is never shown. */
const longestText = 254

/** What a provider says of a person, as text that can be stored and shown: people choose their names there. */
export function toPerson({ subject, email, name }: Person): Person {
  return { subject, email: email === undefined ? undefined : clean(email).toLowerCase(), name: clean(name) }
}

const clean = (text: string) =>
  text
    .replace(/\p{Cc}/gu, '')
    .trim()
    .slice(0, longestText)
    .toWellFormed()

/** A provider of sign-in. Its methods throw what `toRefusal` understands. */
export interface Provider {
  provider: OAuthProvider
  name: string
  /** Where the browser is sent. */
  authorize: (secrets: FlowSecrets, state: string) => Promise<URL>
  /** Exchanges the code that came back and asks who is there; `callback` is the whole address that the browser asked for. */
  identify: (callback: URL, secrets: FlowSecrets, state: string) => Promise<Person>
}

export interface ProviderOptions {
  clientId: string
  clientSecret: string
  redirectUrl: string
  timeoutMs: number
}
