import { accounts as api } from '@mosis/api'
import { signIn } from '../../accounts/accounts.ts'
import { endBrowserSession, startBrowserSession } from '../../accounts/cookies.ts'
import { guardPassword } from '../../accounts/lock-out.ts'
import { oauthProviders } from '../../accounts/oauth/configured.ts'
import { endSession } from '../../accounts/sessions.ts'
import type { Deps } from '../../deps.ts'
import { keepTicket } from '../../http/ticket-cookie.ts'
import { fieldOf, lookUp, renderDone, renderFaults, renderField, renderHidden } from '../form.ts'
import type { Faults } from '../form.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import { clientOf, returnTo, withReturn } from '../serve.ts'
import type { Answer, ServePage, Visit } from '../serve.ts'
import { faultsOf, trying, unprocessable } from './faults.ts'
import { renderPasskeySignIn } from './passkey-parts.ts'
import { passkeyScripts } from './passkey-script.ts'
import { problemOf } from './problems.ts'
import { home, renderProviders } from './providers.ts'
import { signInOrTicket } from './second-factor.ts'

/** Signing in with a password, and signing out. */
export function signInPages(serve: ServePage, deps: Deps): void {
  const { config } = deps
  serve('GET', '/auth/sign-in', 'anybody', (visit) => {
    const target = returnTo(visit, config)
    if (visit.account) return { to: target ?? home }
    return show(visit, { faults: { form: problemOf(visit.query) } })
  })

  serve('POST', '/auth/sign-in', 'anybody', async (visit) => {
    const { form, call, request, reply } = visit
    const checked = api.login.body.safeParse({ email: fieldOf(form, 'email'), password: fieldOf(form, 'password') })
    if (!checked.success) return show(visit, { faults: faultsOf(checked.error.issues), status: unprocessable })
    const outcome = await trying({ 'auth.wrong_credentials': ['form', 'Check both, or ask for a new password'] }, () =>
      signInOrTicket(() =>
        guardPassword(deps, call, checked.data.email, () =>
          signIn(deps.db, call, { ...checked.data, client: clientOf(request) }),
        ),
      ),
    )
    if (outcome.refused) return show(visit, outcome.refused)
    if ('ticket' in outcome.done) {
      keepTicket(reply, config, outcome.done.ticket)
      return { to: withReturn('/auth/second-factor', returnTo(visit, config)) }
    }
    await startBrowserSession(deps, reply, outcome.done)
    return { to: returnTo(visit, config) ?? home }
  })

  serve('POST', '/auth/sign-out', 'anybody', async ({ call, reply }) => {
    if (call.sessionId !== null) await endSession(deps.db, call)
    endBrowserSession(deps, reply)
    return { to: '/auth/sign-in?done=signed-out' }
  })

  function show(visit: Visit, { faults, status = 200 }: { faults: Faults; status?: number }): Answer {
    const target = returnTo(visit, config)
    const providers = oauthProviders(config)
    const done = lookUp(doneTexts, fieldOf(visit.query, 'done'))
    return {
      title: 'Sign in',
      status,
      main: renderSignIn({ email: fieldOf(visit.form, 'email'), target, faults, done, providers }),
      scripts: passkeyScripts,
    }
  }
}

const doneTexts: Partial<Record<string, string>> = {
  'signed-out': 'You are signed out.',
  'new-password': 'The new password counts from now on. Sign in with it.',
  verified: 'The e-mail address is confirmed.',
  email: 'The new e-mail address counts from now on. Sign in with it.',
  deleted: 'Your account is deleted. Thank you for having been here.',
}

interface SignInParts {
  email: string
  target: string | undefined
  faults: Faults
  done: string | undefined
  providers: ReturnType<typeof oauthProviders>
}

function renderSignIn({ email, target, faults, done, providers }: SignInParts): Html {
  return html`<section class="card">
    <h1>Sign in</h1>
    ${renderDone(done)} ${renderFaults(faults)}
    <form method="post" action="/auth/sign-in">
      ${renderHidden('return_to', target)}
      ${renderField({ name: 'email', label: 'E-mail address', type: 'email', value: email, autocomplete: 'username', fault: faults['email'], isFirst: email === '', maxLength: 254 })}
      ${renderField({ name: 'password', label: 'Password', type: 'password', autocomplete: 'current-password', fault: faults['password'], isFirst: email !== '' })}
      <button type="submit">Sign in</button>
    </form>
    <p class="or">or</p>
    <div class="ways">${renderPasskeySignIn(target)} ${renderProviders(providers, target)}</div>
    <div class="beside">
      <p><a href="${withReturn('/auth/sign-up', target)}">Create an account</a></p>
      <p><a href="/auth/forgot">Forgot the password?</a></p>
    </div>
  </section>`
}
