import { oauthProviders } from '../../accounts/oauth/configured.ts'
import { listIdentities } from '../../accounts/oauth/identities.ts'
import { confirmSignIn } from '../../accounts/confirm.ts'
import { getSecondFactor } from '../../accounts/second-factor.ts'
import type { Deps } from '../../deps.ts'
import { fieldOf, renderFaults, renderField, renderHidden } from '../form.ts'
import type { Faults } from '../form.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import { returnTo } from '../serve.ts'
import type { Answer, ServePage, Visit } from '../serve.ts'
import { accountOf } from './account/overview.ts'
import { trying } from './faults.ts'
import { renderPasskeyConfirm } from './passkey-parts.ts'
import { passkeyScripts } from './passkey-script.ts'
import { home, renderProviders } from './providers.ts'

/** Asks again who is there, before something that somebody at a forgotten screen must not do. */
export function confirmPages(serve: ServePage, deps: Deps): void {
  const { db, config } = deps
  serve('GET', path, 'signed-in', (visit) => show(visit, {}))

  serve('POST', path, 'signed-in', async (visit) => {
    const [password, code] = ['password', 'code'].map((name) => fieldOf(visit.form, name))
    const proof =
      code === undefined || code === ''
        ? ({ method: 'password', password: password ?? '' } as const)
        : ({ method: 'totp', code } as const)
    const places = {
      'auth.wrong_credentials': ['password', 'Type the password of this account'],
      'auth.wrong_code': ['code'],
    } as const
    const outcome = await trying(places, () => confirmSignIn(deps, visit.call, proof))
    return outcome.refused
      ? show(visit, outcome.refused.faults, outcome.refused.status)
      : { to: returnTo(visit, config) ?? home }
  })

  async function show(visit: Visit, faults: Faults, status = 200): Promise<Answer> {
    const { has_password, email } = accountOf(visit)
    const { totp_confirmed_at, passkeys } = await getSecondFactor(db, visit.call)
    const linked = new Set((await listIdentities(db, visit.call)).map(({ provider }) => provider))
    const providers = oauthProviders(config).filter(({ provider }) => linked.has(provider))
    const target = returnTo(visit, config)
    const others = [
      ...(passkeys > 0 ? [renderPasskeyConfirm(target)] : []),
      // Signing in there once more gives a fresh session; whoever has a password is asked for that.
      ...(has_password ? [] : renderProviders(providers, target)),
    ]
    const parts = { email, target, faults, hasPassword: has_password, hasCode: totp_confirmed_at !== null, others }
    return {
      title: 'Is it you?',
      status,
      main: renderConfirm(parts),
      scripts: passkeyScripts,
    }
  }
}

const path = '/auth/confirm'

interface ConfirmParts {
  email: string
  target: string | undefined
  faults: Faults
  hasPassword: boolean
  hasCode: boolean
  others: readonly Html[]
}

function renderConfirm({ email, target, faults, hasPassword, hasCode, others }: ConfirmParts): Html {
  return html`<section class="card">
    <h1>Is it you?</h1>
    <p>
      What comes next is for <strong>${email}</strong> alone. Show once more that it is you; it counts for 15 minutes.
    </p>
    ${renderFaults(faults)}
    ${hasPassword ? renderProof(target, renderField({ name: 'password', label: 'Password', type: 'password', autocomplete: 'current-password', fault: faults['password'], isFirst: true })) : undefined}
    ${hasPassword && hasCode ? or : undefined}
    ${hasCode ? renderProof(target, renderField({ name: 'code', label: 'Code of the authenticator app', autocomplete: 'one-time-code', fault: faults['code'], code: 'letters', maxLength: 64 })) : undefined}
    ${(hasPassword || hasCode) && others.length > 0 ? or : undefined}
    ${others.length > 0 ? html`<div class="ways">${others}</div>` : undefined}
    ${hasPassword || hasCode || others.length > 0 ? undefined : html`<p>Sign out, sign in again, and come back.</p>`}
    <div class="beside">
      <p><a href="${home}">Not now</a></p>
    </div>
  </section>`
}

const or = html`<p class="or">or</p>`

function renderProof(target: string | undefined, field: Html): Html {
  return html`<form method="post" action="${path}">
    ${renderHidden('return_to', target)} ${field}
    <button type="submit">Continue</button>
  </form>`
}
