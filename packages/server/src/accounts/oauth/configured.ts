import type { OAuthProvider } from '@mosis/api'
import type { Config } from '../../config.ts'

/** How the providers call themselves. */
export const providerNames = { github: 'GitHub', google: 'Google' } as const satisfies Record<OAuthProvider, string>

/** Where a provider sends the browser back to; the operator registers exactly this there. */
export function callbackUrl({ baseUrl }: Pick<Config, 'baseUrl'>, provider: OAuthProvider): string {
  return `${baseUrl}/v1/auth/oauth/${provider}/callback`
}
