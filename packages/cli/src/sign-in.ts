import type { Account, Client, Tokens } from '@mosis/api'
import { askFor } from './ask.ts'
import { describePlace, keepSignIn } from './credentials.ts'
import type { Place, SignIn } from './credentials.ts'
import { signInByDevice } from './device-sign-in.ts'
import type { DeviceSignInWay } from './device-sign-in.ts'
import { Failure } from './failure.ts'
import type { Io } from './io.ts'
import { printable } from './output.ts'
import { openPublicPortal, toSignIn } from './portal.ts'

export interface PasswordWay {
  /** Makes the account. */
  register: boolean
  email?: string | undefined
  name?: string | undefined
  password?: string | undefined
}

/** A sign-in that was made and is kept. */
export interface Kept {
  /** Undefined: an API key, which does not say whose it is. */
  account: Account | undefined
  place: Place
}

/** Signs in at a portal with e-mail address and password, asking for what is not given, and keeps it. */
export async function signInByPassword(io: Io, url: string, way: PasswordWay): Promise<Kept> {
  const { register, email, name, password } = way
  const otherwise = 'sign in by a page of the portal with --device, or hand a token in with --with-token'
  const answers = await askFor(
    io,
    {
      email: {
        name: 'email',
        given: email,
        ask: (prompter) => prompter.text({ message: `E-mail address at ${url}`, check: notEmpty }),
      },
      ...(register && {
        name: {
          name: 'name',
          given: name,
          ask: (prompter) => prompter.text({ message: 'Your name', check: notEmpty }),
        },
      }),
      password: {
        name: 'MOSIS_PASSWORD or --password-stdin',
        given: password,
        ask: (prompter) => prompter.password({ message: 'Password', check: register ? longEnough : notEmpty }),
      },
    },
    register ? undefined : otherwise,
  )
  const { accounts } = await import('@mosis/api')
  const call = await openPublicPortal(io, url)
  const body = { email: answers.email, password: answers.password }
  const signal = { signal: io.interrupted }
  const tokens = register
    ? await call(accounts.register, { body: { ...body, name: answers.name ?? '' } }, signal)
    : await withSecondFactor(io, call, () => call(accounts.login, { body }, signal))
  return keepTokens(io, url, tokens)
}

/** Signs in by a page of the portal and keeps it. */
export async function signInOnPage(io: Io, url: string, way: DeviceSignInWay): Promise<Kept> {
  const tokens = await signInByDevice(io, url, way)
  return keepTokens(io, url, tokens, way.scopes && { scopes: way.scopes })
}

/** Keeps an API key or access token that somebody made elsewhere, after the portal has recognised it. */
export async function signInByToken(io: Io, url: string, token: string): Promise<Kept> {
  // What no portal gives out is not sent to one: somebody piped in another file.
  if (!/^[\w.~+/=-]{1,4096}$/.test(token)) throw wrongToken(url)
  const { accounts, ApiError } = await import('@mosis/api')
  const call = await openPublicPortal(io, url)
  const headers = { authorization: `Bearer ${token}` }
  const secrets = { access_token: token, refresh_token: '' }
  try {
    const account = await call(accounts.me, {}, { signal: io.interrupted, headers })
    const { email, name } = account
    const about = { kind: 'access_token', email, name, access_expires_at: expiryOf(token) } as const
    return { account, place: await keepSignIn(io, url, { ...about, ...secrets }) }
  } catch (cause) {
    if (!(cause instanceof ApiError)) throw cause
    // Only a key that is right is told that it may not ask this.
    if (cause.code === 'auth.session_required') {
      const about = { kind: 'api_key', email: '', name: '', access_expires_at: '' } as const
      return { account: undefined, place: await keepSignIn(io, url, { ...about, ...secrets }) }
    }
    if (cause.status !== 401) throw cause
    throw wrongToken(url, cause)
  }
}

function wrongToken(url: string, cause?: unknown): Failure {
  return new Failure('signin.wrong_token', `The portal at ${url} does not accept this token`, {
    field: '--with-token',
    fix: 'Hand in an API key (mk_live_…) that was not revoked, or a fresh access token',
    cause,
  })
}

/** What a person reads after signing in. */
export function describeSignIn(io: Io, url: string, { account, place }: Kept): string {
  const as = account ? `as ${io.color.bold(printable(account.name))} <${printable(account.email)}>` : 'with an API key'
  return [
    `${io.color.green('Signed in')} at ${url} ${as}`,
    io.color.dim(describePlace(place)),
    ...(io.env['MOSIS_TOKEN']
      ? [io.color.yellow('MOSIS_TOKEN is set and goes before it: unset it to use this one')]
      : []),
  ].join('\n')
}

async function keepTokens(io: Io, url: string, tokens: Tokens, more: Partial<SignIn> = {}): Promise<Kept> {
  const place = await keepSignIn(io, url, { ...toSignIn(tokens, io.now()), ...more })
  return { account: tokens.user, place }
}

/** The code of an authenticator app where the account wants one; elsewhere the refusal says so. */
async function withSecondFactor(io: Io, call: Client, login: () => Promise<Tokens>): Promise<Tokens> {
  const { ApiError, secondFactor } = await import('@mosis/api')
  try {
    return await login()
  } catch (refusal) {
    const isAsked = refusal instanceof ApiError && refusal.code === 'auth.second_factor_required'
    if (!isAsked) throw refusal
    if (!io.interactive) {
      throw new Failure(
        'signin.second_factor',
        'The account wants a second factor, and nobody can be asked for it here',
        {
          fix: 'Sign in with --device, or set MOSIS_TOKEN to an API key',
          cause: refusal,
        },
      )
    }
    const prompter = await io.prompter({ accessible: io.accessible })
    const code = await prompter.text({ message: 'Code of your authenticator app, or a recovery code', check: notEmpty })
    const body = { ticket: String(refusal.details['ticket']), code }
    return call(secondFactor.finishSignIn, { body }, { signal: io.interrupted })
  }
}

/** When an access token ends, as it says itself; the portal decides by its own clock. */
function expiryOf(token: string): string {
  const [, payload = ''] = token.split('.')
  try {
    const { exp } = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as { exp?: unknown }
    return typeof exp === 'number' ? new Date(exp * 1000).toISOString() : ''
  } catch {
    // A token of another form: only the portal knows when it ends.
    return ''
  }
}

const notEmpty = (answer: string) => (answer.trim() === '' ? 'Say something' : undefined)
const longEnough = (answer: string) => (Array.from(answer).length < 10 ? 'At least 10 characters' : undefined)
