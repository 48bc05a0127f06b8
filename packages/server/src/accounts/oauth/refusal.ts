import { ApiError } from '@mosis/api'
import type { Log } from '../../log.ts'
import type { Provider } from './provider.ts'

/** Has a provider do something; what it fails with becomes a refusal in our words. */
export async function ask<Result>(log: Log, { name }: Provider, question: () => Promise<Result>): Promise<Result> {
  try {
    return await question()
  } catch (failure) {
    if (isBug(failure)) throw failure
    const refusal = await toRefusal(name, failure)
    // Only what we know the words of: causes hold codes, tokens and addresses of people.
    if (refusal.code === 'oauth.provider_failed') {
      log.warn({ provider: name, failure: kindOf(failure) }, refusal.message)
    }
    throw refusal
  }
}

async function toRefusal(provider: string, failure: unknown): Promise<ApiError> {
  const { AuthorizationResponseError, ClientError, ResponseBodyError } = await import('openid-client')
  if (failure instanceof AuthorizationResponseError && failure.error === 'access_denied') {
    return new ApiError('oauth.denied', { provider })
  }
  const reason = reasonOf(failure)
  return new ApiError('oauth.provider_failed', { provider, reason }, { cause: failure })

  function reasonOf(failure: unknown): string {
    if (failure instanceof AuthorizationResponseError) return 'it sent the browser back with an error'
    if (failure instanceof ResponseBodyError) return 'it refused the code'
    if (isTimeout(failure)) return 'it did not answer in time'
    if (failure instanceof ClientError) return 'its answer cannot be trusted'
    return failure instanceof TypeError ? 'it does not answer' : 'its answer cannot be used'
  }
}

/** What the network does to `fetch` has a cause, and an address can be wrong in what a provider says of itself. */
function isBug(failure: unknown): boolean {
  if (!(failure instanceof TypeError) || failure.cause !== undefined) return failure instanceof ReferenceError
  return !('code' in failure && failure.code === 'ERR_INVALID_URL')
}

function isTimeout(failure: unknown): boolean {
  const { code, name } = Object(failure) as { code?: unknown; name?: unknown }
  return code === 'OAUTH_TIMEOUT' || name === 'TimeoutError' || name === 'AbortError'
}

function kindOf(failure: unknown): string {
  if (!(failure instanceof Error)) return typeof failure
  const codes = [failure, failure.cause].map((one) => (Object(one) as { code?: unknown }).code)
  return [failure.name, ...codes.filter((code) => typeof code === 'string')].join(' ')
}
