import type { Account, DeviceLogin, Scope } from '@mosis/api'
import { scopes as allScopes } from '@mosis/api'
import { approveDeviceLogin, denyDeviceLogin, getDeviceLogin } from '../../accounts/device-login.ts'
import { limitGuesses } from '../../accounts/device-login-routes.ts'
import type { Deps } from '../../deps.ts'
import { fieldOf, lookUp, renderFaults, renderField } from '../form.ts'
import type { Faults } from '../form.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import { renderTime } from '../serve.ts'
import type { Answer, ServePage, Visit } from '../serve.ts'
import { accountOf } from './account/overview.ts'
import { trying } from './faults.ts'

/** Where a person approves the sign-in of a machine (RFC 8628, 3.3). */
export function devicePages(serve: ServePage, deps: Deps): void {
  // Both ask for a recent sign-in, as the contract does for approving: nobody reads it all and only then has to sign in.
  serve('GET', path, 'recently-signed-in', async (visit) => {
    const code = fieldOf(visit.query, 'user_code')
    const decided = lookUp(decidedTexts, fieldOf(visit.query, 'done'))
    if (decided) return decided
    return code === '' ? ask(visit, {}) : look(visit, code)
  })

  serve('POST', path, 'recently-signed-in', async (visit) => {
    const { call, form, query } = visit
    const code = fieldOf(form, 'user_code') || fieldOf(query, 'user_code')
    const decision = fieldOf(form, 'decision')
    const decide = lookUp(decisions, decision)
    // The code alone: the page that says what is asked comes first.
    if (!decide) return { to: `${path}?${new URLSearchParams({ user_code: code }).toString()}` }
    const outcome = await trying(places, () => limitGuesses(deps, call, () => decide(deps.db, call, code)))
    return outcome.refused
      ? ask(visit, outcome.refused.faults, outcome.refused.status)
      : { to: `${path}?done=${decision}` }
  })

  async function look(visit: Visit, code: string): Promise<Answer> {
    const outcome = await trying(places, () =>
      limitGuesses(deps, visit.call, () => getDeviceLogin(deps.db, visit.call, code)),
    )
    if (outcome.refused) return ask(visit, outcome.refused.faults, outcome.refused.status)
    const login = outcome.done
    if (login.state !== 'pending') return { to: `${path}?done=${login.state === 'approved' ? 'approve' : 'deny'}` }
    return { title: 'Sign in a device', main: renderQuestion(login, accountOf(visit), visit.call.address) }
  }
}

const path = '/auth/device'

const places = { 'device_login.not_found': ['user_code'] } as const

const decisions: Partial<Record<string, typeof approveDeviceLogin>> = {
  approve: approveDeviceLogin,
  deny: denyDeviceLogin,
}

function ask({ query, form }: Visit, faults: Faults, status = 200): Answer {
  const code = fieldOf(form, 'user_code') || fieldOf(query, 'user_code')
  return { title: 'Sign in a device', status, main: renderAsk(code, faults) }
}

function renderAsk(code: string, faults: Faults): Html {
  return html`<section class="card">
    <h1>Sign in a device</h1>
    <p>Type the code that the other device or the terminal shows.</p>
    ${renderFaults(faults)}
    <form method="post" action="${path}">
      ${renderField({ name: 'user_code', label: 'Code', value: code, autocomplete: 'off', hint: 'Eight letters, such as WDJB-MJHT', fault: faults['user_code'], code: 'letters', isFirst: true, maxLength: 32 })}
      <button type="submit">Continue</button>
    </form>
  </section>`
}

function renderQuestion(
  { user_code, client, address, scopes, created_at }: DeviceLogin,
  { email }: Account,
  here: string,
): Html {
  return html`<section class="card">
    <h1>Let this device in?</h1>
    <p class="big-code"><span class="visually-hidden">Code: </span>${user_code}</p>
    <p class="note warn">
      <strong>Only if you started this yourself</strong> and your device shows the same code. Nobody from Mosis ever
      sends you a code or asks you to open this page.
    </p>
    <dl class="facts">
      <dt>Program</dt>
      <dd>${client}</dd>
      <dt>Asks from</dt>
      <dd>${address} ${address === here ? undefined : html`<span class="soft">(you are at ${here})</span>`}</dd>
      <dt>Asked at</dt>
      <dd>${renderTime(created_at)}</dd>
      <dt>Signs in as</dt>
      <dd>${email}</dd>
    </dl>
    <h2>It will be able to</h2>
    <ul class="plain">
      ${(scopes ?? allScopes).map((scope) => html`<li>${scopeTexts[scope]}</li>`)}
      ${scopes === null ? html`<li>do everything else that you can do here</li>` : undefined}
    </ul>
    <form method="post" action="${path}?${new URLSearchParams({ user_code }).toString()}" class="actions">
      <button type="submit" name="decision" value="approve">Let it in</button>
      <button type="submit" name="decision" value="deny" class="quiet">Refuse</button>
    </form>
  </section>`
}

/** What each scope allows, in the words of a person. */
export const scopeTexts: Record<Scope, string> = {
  'apps:read': 'see your apps and their versions',
  'apps:write': 'create apps and change what the store says about them',
  'versions:upload': 'upload new versions',
  'versions:publish': 'submit versions for review and publish them',
  'telemetry:read': 'see how your apps are used and how they crash',
  'keys:manage': 'register and revoke your signing keys',
}

const decidedTexts: Partial<Record<string, Answer>> = {
  approve: {
    title: 'The device is signed in',
    main: html`<section class="card">
      <h1>The device is signed in</h1>
      <p>Go back to it: it goes on by itself within a few seconds. You may close this page.</p>
      <p>Was it a mistake? End its session under <a href="/auth/account/sessions">your sessions</a>.</p>
    </section>`,
  },
  deny: {
    title: 'The device was refused',
    main: html`<section class="card">
      <h1>The device was refused</h1>
      <p>
        It is not signed in. If you did not start this, somebody tried to get into your account: never type a code that
        somebody else sends you.
      </p>
      <p><a href="/auth/account">Go to your account</a></p>
    </section>`,
  },
}
