import { accounts as api } from '@mosis/api'
import { registerAccount } from '../../accounts/accounts.ts'
import { startBrowserSession } from '../../accounts/cookies.ts'
import { openSession } from '../../accounts/sessions.ts'
import type { Deps } from '../../deps.ts'
import { fieldOf, firstOf, renderFaults, renderField, renderHidden } from '../form.ts'
import type { Faults } from '../form.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import { clientOf, returnTo, withReturn } from '../serve.ts'
import type { Answer, ServePage, Visit } from '../serve.ts'
import { faultsOf, trying, unprocessable } from './faults.ts'
import { home } from './providers.ts'

/** Making an account with a password. */
export function signUpPages(serve: ServePage, deps: Deps): void {
  const { db, tokens, limits, config } = deps
  serve('GET', '/auth/sign-up', 'anybody', (visit) =>
    visit.account ? { to: returnTo(visit, config) ?? home } : show(visit, { faults: {} }),
  )

  serve('POST', '/auth/sign-up', 'anybody', async (visit) => {
    const { form, call, request, reply } = visit
    const [email, name, password] = ['email', 'name', 'password'].map((field) => fieldOf(form, field))
    const checked = api.register.body.safeParse({ email, name, password })
    if (!checked.success) return show(visit, { faults: faultsOf(checked.error.issues), status: unprocessable })
    const outcome = await trying(
      { 'account.email_taken': ['email'], 'account.weak_password': ['password'] },
      async () => {
        await limits.take('register', call.address)
        return registerAccount(db, call, checked.data, tokens)
      },
    )
    if (outcome.refused) return show(visit, outcome.refused)
    const manner = { client: clientOf(request), method: 'password', isNewAccount: true } as const
    await startBrowserSession(deps, reply, await openSession(db, call, outcome.done, manner))
    return { to: withReturn('/auth/check-mail', returnTo(visit, config)) }
  })

  function show(visit: Visit, { faults, status = 200 }: { faults: Faults; status?: number }): Answer {
    const [email, name] = ['email', 'name'].map((field) => fieldOf(visit.form, field))
    const main = renderSignUp({ email: email ?? '', name: name ?? '', target: returnTo(visit, config), faults })
    return { title: 'Create an account', status, main }
  }
}

interface SignUpParts {
  email: string
  name: string
  target: string | undefined
  faults: Faults
}

function renderSignUp({ email, name, target, faults }: SignUpParts): Html {
  const first = firstOf(['name', 'email', 'password'], faults)
  return html`<section class="card">
    <h1>Create an account</h1>
    <p class="soft">To publish apps, and to sign in from the command line.</p>
    ${renderFaults(faults)}
    <form method="post" action="/auth/sign-up">
      ${renderHidden('return_to', target)}
      ${renderField({ name: 'name', label: 'Your name', value: name, autocomplete: 'name', hint: 'The store shows it beside your apps', fault: faults['name'], isFirst: first === 'name', maxLength: 80 })}
      ${renderField({ name: 'email', label: 'E-mail address', type: 'email', value: email, autocomplete: 'username', fault: faults['email'], isFirst: first === 'email', maxLength: 254 })}
      ${renderField({ name: 'password', label: 'Password', type: 'password', autocomplete: 'new-password', hint: '10 characters or more', fault: faults['password'], isFirst: first === 'password' })}
      <button type="submit">Create the account</button>
    </form>
    <div class="beside">
      <p>You have one? <a href="${withReturn('/auth/sign-in', target)}">Sign in</a></p>
    </div>
  </section>`
}
