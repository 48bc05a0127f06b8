import { z } from 'zod'
import { AppRef } from './apps.ts'
import { endpoint, nothing, scopes } from './endpoint.ts'
import { appId, idOf, time } from './fields.ts'

const gitRef = z
  .string()
  .max(255)
  .regex(
    /^refs\/(heads|tags)\/[^\s\\:?[\]^~]+$/,
    'must be refs/heads/NAME or refs/tags/NAME; * stands for any characters',
  )
const environment = z.string().trim().min(1).max(255)

/** What a run of GitHub Actions must be to publish. */
const GithubClaims = z.object({
  provider: z.literal('github'),
  repository: z
    .string()
    .max(140)
    .regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,38}\/[A-Za-z0-9._-]{1,100}$/, 'must be OWNER/REPOSITORY'),
  workflow: z
    .string()
    .max(255)
    .regex(/^[^/\s]+\.ya?ml$/, 'must be the name of a file in .github/workflows, such as release.yml'),
  environment: environment.optional(),
  ref: gitRef.optional(),
})

/** What a job of GitLab CI must be to publish. */
const GitlabClaims = z.object({
  provider: z.literal('gitlab'),
  project_path: z
    .string()
    .max(255)
    .regex(/^[A-Za-z0-9_.-]+(\/[A-Za-z0-9_.-]+)+$/, 'must be GROUP/PROJECT'),
  config_path: z.string().max(255).default('.gitlab-ci.yml').describe('The CI file in the project'),
  environment: environment.optional(),
  ref: gitRef.optional(),
})

export const PublisherClaims = z.discriminatedUnion('provider', [GithubClaims, GitlabClaims])
export type PublisherClaims = z.output<typeof PublisherClaims>

export const TrustedPublisher = z.object({
  id: idOf('tp'),
  app_id: appId,
  claims: PublisherClaims,
  created_at: time,
  last_used_at: time.nullable(),
})
export type TrustedPublisher = z.output<typeof TrustedPublisher>

export const listTrustedPublishers = endpoint({
  name: 'listTrustedPublishers',
  method: 'GET',
  path: '/v1/apps/{app_id}/trusted-publishers',
  summary: 'List the CI workflows that may publish an app without a kept secret',
  access: 'account',
  params: AppRef,
  result: z.object({ trusted_publishers: z.array(TrustedPublisher) }),
  errors: ['app.not_found'],
})

export const addTrustedPublisher = endpoint({
  name: 'addTrustedPublisher',
  method: 'POST',
  path: '/v1/apps/{app_id}/trusted-publishers',
  summary: 'Let a CI workflow publish an app',
  access: 'account',
  requires: ['verified_email', 'recent_sign_in'],
  params: AppRef,
  body: PublisherClaims,
  result: TrustedPublisher,
  status: 201,
  errors: ['app.not_found', 'trusted_publisher.too_many'],
})

export const removeTrustedPublisher = endpoint({
  name: 'removeTrustedPublisher',
  method: 'DELETE',
  path: '/v1/apps/{app_id}/trusted-publishers/{publisher_id}',
  summary: 'Stop a CI workflow from publishing an app; the keys it got end at once',
  access: 'account',
  params: AppRef.extend({ publisher_id: idOf('tp') }),
  result: nothing,
  status: 204,
  errors: ['app.not_found', 'trusted_publisher.not_found'],
})

export const exchangeCiToken = endpoint({
  name: 'exchangeCiToken',
  method: 'POST',
  path: '/v1/auth/trusted-publishing/token',
  summary: "Exchange a CI run's OIDC token for a short API key that is good for one app",
  access: 'public',
  body: z.object({
    app_id: appId,
    token: z
      .string()
      .max(16_384)
      .describe('The ID token of the CI run, with the address of this portal as its audience'),
  }),
  result: z.object({
    api_key: z.string(),
    app_id: appId,
    scopes: z.array(z.enum(scopes)),
    expires_at: time,
  }),
  status: 201,
  errors: ['ci_token.invalid', 'ci_token.not_trusted', 'ci_token.used', 'ci_token.issuer_unreachable', 'rate_limited'],
})
