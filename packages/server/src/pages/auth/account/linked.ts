import type { OAuthProvider } from '@mosis/api'
import { oauthProviders, providerNames } from '../../../accounts/oauth/configured.ts'
import { listIdentities, unlinkIdentity } from '../../../accounts/oauth/identities.ts'
import { startOAuth } from '../../../accounts/oauth/start.ts'
import type { Deps } from '../../../deps.ts'
import { fieldOf, lookUp, renderDone, renderFaults } from '../../form.ts'
import type { Faults } from '../../form.ts'
import { html } from '../../html.ts'
import type { Html } from '../../html.ts'
import { renderDate } from '../../serve.ts'
import type { Answer, ServePage, Visit } from '../../serve.ts'
import { trying } from '../faults.ts'
import { problemOf } from '../problems.ts'
import { renderSubPage } from './rows.ts'

/** The accounts elsewhere that sign in to this one. */
export function linkedPages(serve: ServePage, deps: Deps): void {
  const { db, config } = deps
  serve('GET', path, 'recently-signed-in', (visit) => show(visit, { form: problemOf(visit.query) }))

  serve('POST', path, 'recently-signed-in', async (visit) => {
    const { call, form, reply } = visit
    const [link, unlink] = ['link', 'unlink'].map((name) => asProvider(fieldOf(form, name)))
    if (link !== undefined) {
      const toSite = await startOAuth(deps, call, reply, {
        provider: link,
        returnTo: `${path}?done=linked`,
        link: true,
      })
      return { toSite, name: providerNames[link] }
    }
    if (unlink === undefined) return { to: path }
    const outcome = await trying({ 'account.last_way_in': ['form'] }, () => unlinkIdentity(db, call, unlink))
    return outcome.refused
      ? show(visit, outcome.refused.faults, outcome.refused.status)
      : { to: `${path}?done=unlinked` }
  })

  async function show({ call, query }: Visit, faults: Faults, status = 200): Promise<Answer> {
    const identities = await listIdentities(db, call)
    const providers = oauthProviders(config)
    const rows = (['github', 'google'] as const).map((provider) => {
      const identity = identities.find((one) => one.provider === provider)
      const isConfigured = providers.some((one) => one.provider === provider)
      return identity ? renderLinked(identity) : isConfigured ? renderUnlinked(provider) : undefined
    })
    const main = renderSubPage(
      title,
      html`${renderDone(lookUp(doneTexts, fieldOf(query, 'done')))} ${renderFaults(faults)}
        <p>A linked account signs you in with one press and no password.</p>
        <ul class="rows">
          ${rows.filter((row) => row !== undefined)}
        </ul>`,
    )
    return { title, status, main }
  }
}

const path = '/auth/account/linked'
const title = 'GitHub and Google'

const doneTexts: Partial<Record<string, string>> = {
  linked: 'The account is linked.',
  unlinked: 'The account is not linked any more.',
}

function asProvider(text: string): OAuthProvider | undefined {
  return text === 'github' || text === 'google' ? text : undefined
}

function renderLinked({ provider, name, email, created_at }: Awaited<ReturnType<typeof listIdentities>>[number]): Html {
  return html`<li class="row short">
    <div>
      <p class="name">${providerNames[provider]}</p>
      <p class="soft">${name === '' ? (email ?? '') : name}, linked on ${renderDate(created_at)}</p>
    </div>
    <form method="post" action="${path}">
      <button type="submit" class="quiet" name="unlink" value="${provider}">
        Unlink<span class="visually-hidden"> ${providerNames[provider]}</span>
      </button>
    </form>
  </li>`
}

function renderUnlinked(provider: OAuthProvider): Html {
  return html`<li class="row short">
    <div>
      <p class="name">${providerNames[provider]}</p>
      <p class="soft">Not linked</p>
    </div>
    <form method="post" action="${path}">
      <button type="submit" class="quiet" name="link" value="${provider}">
        Link<span class="visually-hidden"> ${providerNames[provider]}</span>
      </button>
    </form>
  </li>`
}
