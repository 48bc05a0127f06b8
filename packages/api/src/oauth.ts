import { z } from 'zod'
import { Tokens } from './accounts.ts'
import { endpoint, nothing } from './endpoint.ts'
import { time } from './fields.ts'

/** Who else may vouch for a person. */
export const OAuthProvider = z.enum(['github', 'google'])
export type OAuthProvider = z.output<typeof OAuthProvider>

/** An account at a provider that signs in to an account here. */
export const Identity = z.object({
  provider: OAuthProvider,
  email: z.string().nullable().describe('As the provider last said it; null when it has verified none'),
  name: z.string().describe('As the provider last said it'),
  created_at: time.describe('When it was linked'),
})
export type Identity = z.output<typeof Identity>

/** What a callback answers: tokens after a sign-in, the identity after a linking. */
export const OAuthOutcome = z.union([Tokens, z.object({ linked: Identity })])
export type OAuthOutcome = z.output<typeof OAuthOutcome>

const Redirect = z.object({
  redirect_url: z
    .url()
    .describe('Where the browser goes now; it must be the one that got this answer, since a cookie binds the two'),
})
const ProviderRef = z.object({ provider: OAuthProvider })

const whereTo = z
  .object({
    return_to: z
      .string()
      .max(2000)
      .optional()
      .describe(
        'A path of this portal: the callback then signs the browser in with a cookie and sends it there; left out: it answers JSON',
      ),
  })
  .prefault({})

const oauthStart = {
  access: 'public',
  body: whereTo,
  result: Redirect,
  errors: ['oauth.not_configured', 'oauth.provider_failed', 'auth.cross_site', 'rate_limited'],
} as const

/** What a provider adds to the address of the callback (RFC 6749, 4.1.2; `iss`: RFC 9207). */
const oauthCallback = {
  access: 'public',
  query: z.object({
    code: z.string().max(2048).optional(),
    state: z.string().max(2048).optional(),
    iss: z.string().max(2048).optional(),
    error: z.string().max(200).optional(),
  }),
  result: OAuthOutcome,
  errors: [
    'oauth.not_configured',
    'oauth.invalid_state',
    'oauth.denied',
    'oauth.provider_failed',
    'oauth.email_unverified',
    'oauth.email_taken',
    'oauth.identity_taken',
    'oauth.already_linked',
    'auth.second_factor_required',
    'auth.account_locked',
    'auth.required',
    'rate_limited',
  ],
} as const

export const startGithub = endpoint({
  name: 'startGithub',
  method: 'POST',
  path: '/v1/auth/oauth/github',
  summary: 'Start GitHub OAuth',
  ...oauthStart,
})
export const finishGithub = endpoint({
  name: 'finishGithub',
  method: 'GET',
  path: '/v1/auth/oauth/github/callback',
  summary: 'GitHub callback',
  ...oauthCallback,
})
export const startGoogle = endpoint({
  name: 'startGoogle',
  method: 'POST',
  path: '/v1/auth/oauth/google',
  summary: 'Start Google OAuth',
  ...oauthStart,
})
export const finishGoogle = endpoint({
  name: 'finishGoogle',
  method: 'GET',
  path: '/v1/auth/oauth/google/callback',
  summary: 'Google callback',
  ...oauthCallback,
})

export const listIdentities = endpoint({
  name: 'listIdentities',
  method: 'GET',
  path: '/v1/auth/identities',
  summary: 'List the GitHub and Google accounts that sign in to this account',
  access: 'account',
  result: z.object({ identities: z.array(Identity) }),
})

export const linkIdentity = endpoint({
  name: 'linkIdentity',
  method: 'POST',
  path: '/v1/auth/identities/{provider}',
  summary: 'Link a GitHub or Google account; the callback of the provider finishes it',
  access: 'account',
  requires: ['recent_sign_in'],
  params: ProviderRef,
  body: whereTo,
  result: Redirect,
  errors: ['oauth.not_configured', 'oauth.provider_failed', 'auth.cross_site', 'rate_limited'],
})

export const unlinkIdentity = endpoint({
  name: 'unlinkIdentity',
  method: 'DELETE',
  path: '/v1/auth/identities/{provider}',
  summary: 'Unlink a GitHub or Google account',
  access: 'account',
  requires: ['recent_sign_in'],
  params: ProviderRef,
  result: nothing,
  status: 204,
  errors: ['oauth.identity_not_found', 'account.last_way_in'],
})
