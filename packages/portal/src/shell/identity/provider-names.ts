import type { OAuthProvider, PortalFacts } from '@mosis/api'

/** How the providers call themselves. */
export const providerNames: Readonly<Record<OAuthProvider, string>> = { github: 'GitHub', google: 'Google' }

/** Those that this portal is set up for. */
export function providersOf(portal: PortalFacts | undefined): OAuthProvider[] {
  return (['github', 'google'] as const).filter((provider) => portal?.sign_in[provider] === true)
}
