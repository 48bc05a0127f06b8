import { ApiError } from '@mosis/api'
import type { OAuthProvider } from '@mosis/api'
import type { Clock } from '../../clock.ts'
import type { Config } from '../../config.ts'
import { callbackUrl, providerNames } from './configured.ts'
import { createGithub } from './github.ts'
import { createGoogle } from './google.ts'
import type { Provider } from './provider.ts'

/** The providers that the operator has set up. */
export interface OAuthProviders {
  /** Throws `oauth.not_configured`. */
  get: (provider: OAuthProvider) => Provider
}

export interface OAuthProvidersOptions {
  clock: Clock
  /** How long one question to a provider may take. */
  timeoutMs?: number
}

/** Nothing is asked of a provider before somebody wants to sign in with it. */
export function createOAuthProviders(
  config: Pick<Config, 'baseUrl' | 'github' | 'google' | 'oauthPlaces'>,
  { clock, timeoutMs = 5000 }: OAuthProvidersOptions,
): OAuthProviders {
  const { github, google, oauthPlaces } = config
  const optionsFor = (provider: OAuthProvider) => ({ redirectUrl: callbackUrl(config, provider), timeoutMs })
  const providers: Record<OAuthProvider, Provider | undefined> = {
    github:
      github === null
        ? undefined
        : createGithub(
            { ...github, ...optionsFor('github') },
            { url: oauthPlaces.github, apiUrl: oauthPlaces.githubApi },
          ),
    google:
      google === null
        ? undefined
        : createGoogle({ ...google, ...optionsFor('google') }, { issuer: oauthPlaces.google, clock }),
  }
  return {
    get(name) {
      const provider = providers[name]
      if (provider) return provider
      const prefix = name.toUpperCase()
      throw new ApiError('oauth.not_configured', {
        provider: providerNames[name],
        settings: `${prefix}_CLIENT_ID and ${prefix}_CLIENT_SECRET`,
      })
    },
  }
}
