import type { OAuthProvider } from '@mosis/api'
import { oauthProviders } from '../../accounts/oauth/configured.ts'
import { startOAuth } from '../../accounts/oauth/start.ts'
import type { Deps } from '../../deps.ts'
import { renderHidden } from '../form.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import { returnTo } from '../serve.ts'
import type { ServePage } from '../serve.ts'

/** Where a sign-in leads that nobody asked for. */
export const home = '/auth/account'

/** Sends the browser to GitHub or Google; what comes back is taken by the callback of the contract. */
export function providerPages(serve: ServePage, deps: Deps): void {
  for (const { provider, name } of oauthProviders(deps.config)) {
    serve('POST', `/auth/with/${provider}`, 'anybody', async (visit) => {
      const target = returnTo(visit, deps.config) ?? home
      const toSite = await startOAuth(deps, visit.call, visit.reply, { provider, returnTo: target, link: false })
      return { toSite, name }
    })
  }
}

/** A button for each way to sign in elsewhere. */
export function renderProviders(
  providers: readonly { provider: OAuthProvider; name: string }[],
  target: string | undefined,
): Html[] {
  return providers.map(
    ({ provider, name }) =>
      html`<form method="post" action="/auth/with/${provider}">
        ${renderHidden('return_to', target)}
        <button type="submit" class="quiet">Continue with ${name}</button>
      </form>`,
  )
}
