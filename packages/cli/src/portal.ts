import type { CallOptions, Client, Endpoint, Result, Sent, Tokens } from '@mosis/api'
import { findSignIn, forgetSignIn, renewSignIn } from './credentials.ts'
import type { SignIn } from './credentials.ts'
import { fetchInTime } from './answer-limit.ts'
import { signInFromCi } from './ci-sign-in.ts'
import { Failure } from './failure.ts'
import type { Io } from './io.ts'
import { version } from './version.ts'

/** The flag of every command that talks to a portal. */
export const portalOption = {
  value: 'URL',
  summary: 'the portal',
  default: 'http://localhost:8080',
  setting: true,
} as const

const defaultUrl = 'http://localhost:8080'

/** The portal as a signed-in person sees it. */
export interface Portal {
  url: string
  /** Calls an endpoint; `sent` is a function where it can only be sent once, such as a stream. */
  call: <E extends Endpoint>(endpoint: E, sent: Sent<E> | (() => Sent<E>), options?: CallOptions) => Promise<Result<E>>
}

export function portalUrl(given: string | undefined): string {
  const text = given ?? defaultUrl
  const url = URL.parse(text)
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    throw new Failure('usage.wrong', `Cannot use "${text}" as a portal: it is not a web address`, {
      field: '--portal',
      fix: 'Write it like http://localhost:8080 or https://portal.example.com',
    })
  }
  return url.href.replace(/\/+$/, '')
}

/** Calls without a sign-in. */
export async function openPublicPortal(io: Io, url: string): Promise<Client> {
  const { createClient } = await import('@mosis/api')
  return createClient({ baseUrl: url, fetch: fetchInTime(io), userAgent: `mosis-cli/${version}` })
}

/** A token that the next second could end is renewed before it is used. */
const earlyMs = 30_000

/**
 * Calls as the signed-in person. Tokens are renewed by themselves, in one process at a time. Where nobody signed in, a CI run
 * that the portal trusts gets a key for the one app that the command is about.
 */
export async function openPortal(
  io: Io,
  given: string | undefined,
  { appId }: { appId?: string } = {},
): Promise<Portal> {
  const { ApiError, createClient } = await import('@mosis/api')
  const url = portalUrl(given)
  const givenToken = io.env['MOSIS_TOKEN'] || undefined
  let signIn = givenToken ? undefined : await findSignIn(io, url)
  const isFromCi = !givenToken && !signIn && appId !== undefined
  const fixedToken = isFromCi ? await signInFromCi(io, url, appId) : givenToken
  if (!fixedToken && !signIn) throw signInNeeded(url)
  const client = createClient({
    baseUrl: url,
    fetch: fetchInTime(io),
    userAgent: `mosis-cli/${version}`,
    token: () => fixedToken ?? signIn?.access_token,
  })
  return {
    url,
    async call(endpoint, sent, options = {}) {
      const send = () =>
        client(endpoint, typeof sent === 'function' ? sent() : sent, { signal: io.interrupted, ...options })
      // A kept API key or access token is what it is: there is nothing to renew it with.
      if (!signIn || signIn.refresh_token === '') return send()
      if (Date.parse(signIn.access_expires_at) - io.now() < earlyMs) signIn = await renew(io, url, signIn)
      try {
        return await send()
      } catch (error) {
        const isRefused = error instanceof ApiError && ['auth.invalid_token', 'auth.required'].includes(error.code)
        if (!isRefused) throw error
        signIn = await renew(io, url, signIn)
        return send()
      }
    },
  }
}

export function toSignIn({ access_token, expires_in, refresh_token, user }: Tokens, now: number): SignIn {
  const access_expires_at = new Date(now + expires_in * 1000).toISOString()
  return { email: user.email, name: user.name, access_token, access_expires_at, refresh_token }
}

const signInNeeded = (url: string) =>
  new Failure('signin.needed', `You are not signed in at ${url}`, { fix: `Run ${loginLine(url)}` })

/** The line that signs in at this portal. */
export const loginLine = (url: string) => (url === defaultUrl ? 'mosis login' : `mosis login --portal ${url}`)

/**
 * A refresh token works once, and using it twice ends the session. So one process renews at a time, and whoever had to
 * wait takes what the other one has kept.
 */
async function renew(io: Io, url: string, stale: SignIn): Promise<SignIn> {
  const { openLocks } = await import('@mosis/device')
  io.files.createFolder(io.paths.state)
  const release = await openLocks(io.paths.state).take('sign-in', 15_000)
  if (!release) {
    throw new Failure('file.locked', 'Cannot renew the sign-in: another mosis process has been at it for 15 s', {
      path: io.paths.credentials,
      fix: 'Wait for it, or end it, and try again',
    })
  }
  try {
    const kept = await findSignIn(io, url)
    if (!kept) throw new Failure('signin.ended', `The sign-in at ${url} was ended`, { fix: `Run ${loginLine(url)}` })
    if (kept.refresh_token !== stale.refresh_token) return kept
    const renewed = { ...kept, ...(await refresh(io, url, kept)) }
    await renewSignIn(io, url, renewed)
    return renewed
  } finally {
    release()
  }
}

async function refresh(io: Io, url: string, { refresh_token }: SignIn): Promise<SignIn> {
  const { accounts, ApiError } = await import('@mosis/api')
  const call = await openPublicPortal(io, url)
  try {
    // Not ended by Ctrl-C: the old token is used up as soon as the portal has seen it.
    return toSignIn(await call(accounts.refresh, { body: { refresh_token } }), io.now())
  } catch (cause) {
    if (!(cause instanceof ApiError) || cause.code !== 'auth.invalid_refresh_token') throw cause
    await forgetSignIn(io, url)
    throw new Failure('signin.ended', `The sign-in at ${url} has ended`, { fix: `Run ${loginLine(url)}`, cause })
  }
}
