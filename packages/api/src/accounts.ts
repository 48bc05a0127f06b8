import { z } from 'zod'
import { endpoint, nothing } from './endpoint.ts'
import { idOf, time } from './fields.ts'

export const Role = z.enum(['developer', 'reviewer', 'admin'])
export type Role = z.output<typeof Role>

export const Account = z.object({
  id: idOf('acc'),
  email: z.string(),
  name: z.string(),
  role: Role,
  created_at: time,
})
export type Account = z.output<typeof Account>

export const Tokens = z.object({
  access_token: z.string().describe('A JWT for Authorization: Bearer'),
  token_type: z.literal('Bearer'),
  expires_in: z.int().describe('Seconds until the access token ends'),
  refresh_token: z.string().describe('Good for one refresh; each refresh gives a new one'),
  user: Account,
})
export type Tokens = z.output<typeof Tokens>

const email = z
  .email()
  .max(254)
  .transform((value) => value.toLowerCase())
const password = z.string().min(10, 'must have 10 characters or more').max(256)

export const register = endpoint({
  name: 'register',
  method: 'POST',
  path: '/v1/auth/register',
  summary: 'Create an account with e-mail address and password',
  access: 'public',
  body: z.object({
    email,
    password,
    name: z.string().trim().min(1).max(80),
    setup_token: z.string().max(128).optional().describe('From the one-time admin link of an empty portal'),
  }),
  result: Tokens,
  status: 201,
  errors: ['account.email_taken', 'account.wrong_setup_token', 'rate_limited'],
})

export const login = endpoint({
  name: 'login',
  method: 'POST',
  path: '/v1/auth/login',
  summary: 'Sign in with e-mail address and password',
  access: 'public',
  body: z.object({ email, password: z.string().max(256) }),
  result: Tokens,
  errors: ['auth.wrong_credentials', 'rate_limited'],
})

export const refresh = endpoint({
  name: 'refresh',
  method: 'POST',
  path: '/v1/auth/refresh',
  summary: 'Refresh tokens',
  access: 'public',
  body: z.object({ refresh_token: z.string().max(256) }),
  result: Tokens,
  errors: ['auth.invalid_refresh_token'],
})

export const logout = endpoint({
  name: 'logout',
  method: 'POST',
  path: '/v1/auth/logout',
  summary: 'End this session and its tokens',
  access: 'account',
  result: nothing,
  status: 204,
})

export const me = endpoint({
  name: 'me',
  method: 'GET',
  path: '/v1/auth/me',
  summary: 'Get current user',
  access: 'account',
  result: Account,
})

const oauthStart = { access: 'public', result: z.object({ redirect_url: z.url() }) } as const
const oauthCallback = {
  access: 'public',
  query: z.object({ code: z.string().max(2048).optional(), state: z.string().max(2048).optional() }),
  result: Tokens,
} as const

export const startGithub = endpoint({
  name: 'startGithub',
  method: 'POST',
  path: '/v1/auth/oauth/github',
  summary: 'Start GitHub OAuth',
  errors: ['oauth.not_configured'],
  ...oauthStart,
})
export const finishGithub = endpoint({
  name: 'finishGithub',
  method: 'GET',
  path: '/v1/auth/oauth/github/callback',
  summary: 'GitHub callback',
  errors: ['oauth.not_configured'],
  ...oauthCallback,
})
export const startGoogle = endpoint({
  name: 'startGoogle',
  method: 'POST',
  path: '/v1/auth/oauth/google',
  summary: 'Start Google OAuth',
  errors: ['oauth.not_configured'],
  ...oauthStart,
})
export const finishGoogle = endpoint({
  name: 'finishGoogle',
  method: 'GET',
  path: '/v1/auth/oauth/google/callback',
  summary: 'Google callback',
  errors: ['oauth.not_configured'],
  ...oauthCallback,
})
