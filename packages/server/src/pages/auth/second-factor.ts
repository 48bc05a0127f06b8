import { ApiError, secondFactor as api } from '@mosis/api'
import { startBrowserSession } from '../../accounts/cookies.ts'
import { finishSignIn } from '../../accounts/finish-sign-in.ts'
import type { SignedIn } from '../../accounts/sessions.ts'
import type { Deps } from '../../deps.ts'
import { dropTicket, readTicket } from '../../http/ticket-cookie.ts'
import { fieldOf, renderFaults, renderField, renderHidden } from '../form.ts'
import type { Faults } from '../form.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import { clientOf, returnTo, withReturn } from '../serve.ts'
import type { Answer, ServePage, Visit } from '../serve.ts'
import { trying, unprocessable } from './faults.ts'
import { renderPasskeySignIn } from './passkey-parts.ts'
import { passkeyScripts } from './passkey-script.ts'
import { home } from './providers.ts'

/** The step after the password, for accounts that ask for a code too. */
export function secondFactorPages(serve: ServePage, deps: Deps): void {
  const { config } = deps
  serve('GET', path, 'anybody', (visit) => {
    if (visit.account) return { to: returnTo(visit, config) ?? home }
    return readTicket(visit.request) === undefined ? again(visit) : show(visit, { faults: {} })
  })

  serve('POST', path, 'anybody', async (visit) => {
    const { form, call, request, reply } = visit
    const ticket = readTicket(request)
    if (ticket === undefined) return again(visit)
    const checked = api.finishSignIn.body.safeParse({ ticket, code: fieldOf(form, 'code') })
    if (!checked.success) return show(visit, { faults: { code: 'Type the code' }, status: unprocessable })
    const outcome = await trying({ 'auth.wrong_code': ['code'], 'auth.invalid_ticket': ['ticket'] }, () =>
      finishSignIn(deps, call, { ...checked.data, client: clientOf(request) }),
    )
    if (outcome.refused?.faults['ticket'] !== undefined) {
      dropTicket(reply, config)
      return again(visit)
    }
    if (outcome.refused) return show(visit, outcome.refused)
    dropTicket(reply, config)
    await startBrowserSession(deps, reply, outcome.done)
    return { to: returnTo(visit, config) ?? home }
  })

  /** The ticket has run out: the password is asked for again. */
  function again(visit: Visit): Answer {
    const target = returnTo(visit, config)
    const query = new URLSearchParams({
      problem: 'auth.invalid_ticket',
      ...(target !== undefined && { return_to: target }),
    })
    return { to: `/auth/sign-in?${query.toString()}` }
  }

  function show(visit: Visit, { faults, status = 200 }: { faults: Faults; status?: number }): Answer {
    const main = renderSecondFactor(faults, returnTo(visit, config))
    return { title: 'Second step', status, main, scripts: passkeyScripts }
  }
}

/** Gives the session, or the ticket for the page that asks for the second factor. */
export async function signInOrTicket(work: () => Promise<SignedIn>): Promise<SignedIn | { ticket: string }> {
  try {
    return await work()
  } catch (failure) {
    if (!(failure instanceof ApiError) || failure.code !== 'auth.second_factor_required') throw failure
    return { ticket: String(failure.details['ticket']) }
  }
}

const path = '/auth/second-factor'

function renderSecondFactor(faults: Faults, target: string | undefined): Html {
  return html`<section class="card">
    <h1>Second step</h1>
    <p>This account asks for more: type the code that your authenticator app shows, or one of your recovery codes.</p>
    ${renderFaults(faults)}
    <form method="post" action="${path}">
      ${renderHidden('return_to', target)}
      ${renderField({ name: 'code', label: 'Code', autocomplete: 'one-time-code', fault: faults['code'], code: 'letters', isFirst: true, maxLength: 64 })}
      <button type="submit">Sign in</button>
    </form>
    <p class="or">or</p>
    <div class="ways">${renderPasskeySignIn(target)}</div>
    <div class="beside">
      <p><a href="${withReturn('/auth/sign-in', target)}">Begin again</a></p>
    </div>
  </section>`
}
