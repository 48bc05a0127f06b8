import type { OAuthProvider } from '@mosis/api'
import type { Config } from '../../config.ts'

/** A provider that the operator has set up. */
export interface ConfiguredProvider {
  provider: OAuthProvider
  name: string
  /** Where the browser is sent, for the `form-action` of pages that lead there. */
  origin: string
}

export const providerNames = { github: 'GitHub', google: 'Google' } as const satisfies Record<OAuthProvider, string>

/** Which providers people may sign in with here. */
export function oauthProviders(config: Pick<Config, 'github' | 'google' | 'oauthPlaces'>): ConfiguredProvider[] {
  return (['github', 'google'] as const)
    .filter((provider) => config[provider] !== null)
    .map((provider) => ({
      provider,
      name: providerNames[provider],
      origin: new URL(config.oauthPlaces[provider]).origin,
    }))
}

/** Where a provider sends the browser back to; the operator registers exactly this there. */
export function callbackUrl({ baseUrl }: Pick<Config, 'baseUrl'>, provider: OAuthProvider): string {
  return `${baseUrl}/v1/auth/oauth/${provider}/callback`
}
