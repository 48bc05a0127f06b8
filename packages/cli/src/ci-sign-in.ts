import { Failure } from './failure.ts'
import type { Io } from './io.ts'

/**
 * The short API key that this CI run gets for an app, where the run has an OIDC token to show and the portal trusts it;
 * undefined where there is no such CI.
 */
export async function signInFromCi(io: Io, url: string, appId: string): Promise<string | undefined> {
  const token = await findCiToken(io, url)
  if (token === undefined) return undefined
  const { createClient, trustedPublishing } = await import('@mosis/api')
  const call = createClient({ baseUrl: url, fetch: io.fetch })
  const { api_key } = await call(trustedPublishing.exchangeCiToken, { body: { app_id: appId, token } })
  return api_key
}

/** GitHub Actions hands one out for an audience; GitLab puts one into the variable that the job names. */
async function findCiToken(io: Io, audience: string): Promise<string | undefined> {
  const fromGitlab = io.env['MOSIS_ID_TOKEN']
  if (fromGitlab) return fromGitlab
  const address = URL.parse(io.env['ACTIONS_ID_TOKEN_REQUEST_URL'] ?? '')
  const secret = io.env['ACTIONS_ID_TOKEN_REQUEST_TOKEN']
  if (!address || !secret) return undefined
  address.searchParams.set('audience', audience)
  return askGithub(io, address, secret)
}

const answerMs = 10_000

async function askGithub(io: Io, address: URL, secret: string): Promise<string> {
  try {
    const answer = await io.fetch(address, {
      headers: { authorization: `Bearer ${secret}`, accept: 'application/json' },
      signal: AbortSignal.any([io.interrupted, AbortSignal.timeout(answerMs)]),
    })
    if (!answer.ok) throw failed(`GitHub answers ${answer.status}`)
    const { value } = (await answer.json()) as { value?: unknown }
    if (typeof value !== 'string') throw failed('the answer of GitHub has none in it')
    return value
  } catch (cause) {
    if (cause instanceof Failure || io.interrupted.aborted) throw cause
    throw failed(cause instanceof Error ? cause.message : String(cause), cause)
  }
}

const failed = (reason: string, cause?: unknown) =>
  new Failure('signin.ci_failed', `Cannot get the ID token of this CI run: ${reason}`, {
    fix: 'Run the job again; it needs "permissions: id-token: write"',
    cause,
  })
