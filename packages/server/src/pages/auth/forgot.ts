import { accounts as api } from '@mosis/api'
import { findOneTime } from '../../accounts/one-time.ts'
import { askForNewPassword, resetPassword } from '../../accounts/password-reset.ts'
import type { Deps } from '../../deps.ts'
import { fieldOf, renderDone, renderFaults, renderField, renderNotice } from '../form.ts'
import type { Faults } from '../form.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import type { Answer, ServePage, Visit } from '../serve.ts'
import { faultsOf, trying, unprocessable } from './faults.ts'
import { brokenLink } from './link.ts'

/** A new password through the mail. */
export function forgotPages(serve: ServePage, deps: Deps): void {
  const { db, config } = deps
  serve('GET', '/auth/forgot', 'anybody', (visit) => {
    if (fieldOf(visit.query, 'done') === 'sent') return renderSent(config.mail.kind === 'smtp')
    return ask(visit, {})
  })

  serve('POST', '/auth/forgot', 'anybody', async (visit) => {
    const checked = api.forgotPassword.body.safeParse({ email: fieldOf(visit.form, 'email') })
    if (!checked.success) return ask(visit, faultsOf(checked.error.issues), unprocessable)
    const outcome = await trying({}, () => askForNewPassword(deps, visit.call, checked.data))
    return outcome.refused
      ? ask(visit, outcome.refused.faults, outcome.refused.status)
      : { to: '/auth/forgot?done=sent' }
  })

  serve('GET', '/auth/reset', 'anybody', async ({ call, query }) => {
    const token = fieldOf(query, 'token')
    return (await findOneTime(db, call, 'reset_password', token)) ? choose(token, {}) : expired
  })

  serve('POST', '/auth/reset', 'anybody', async ({ call, form }) => {
    const token = fieldOf(form, 'token')
    const checked = api.resetPassword.body.safeParse({ token, password: fieldOf(form, 'password') })
    if (!checked.success) return choose(token, faultsOf(checked.error.issues), unprocessable)
    const places = { 'account.weak_password': ['password'], 'account.invalid_link': ['token'] } as const
    const outcome = await trying(places, () => resetPassword(db, call, checked.data))
    if (outcome.refused?.faults['token'] !== undefined) return expired
    if (outcome.refused) return choose(token, outcome.refused.faults, outcome.refused.status)
    return { to: '/auth/sign-in?done=new-password' }
  })
}

const expired = brokenLink('It works once and for an hour. Ask for another one.', {
  to: '/auth/forgot',
  word: 'Ask for another one',
})

function ask({ form, query }: Visit, faults: Faults, status = 200): Answer {
  const done = fieldOf(query, 'done') === 'undone' ? undone : undefined
  return { title: 'Forgot the password?', status, main: renderForgot(fieldOf(form, 'email'), faults, done) }
}

const undone = 'The old address is back, and every session was ended. Now set a new password.'

function renderForgot(email: string, faults: Faults, done: string | undefined): Html {
  return html`<section class="card">
    <h1>Set a new password</h1>
    ${renderDone(done)}
    <p>Type the e-mail address of your account. A mail with a link comes to it.</p>
    ${renderFaults(faults)}
    <form method="post" action="/auth/forgot">
      ${renderField({ name: 'email', label: 'E-mail address', type: 'email', value: email, autocomplete: 'username', fault: faults['email'], isFirst: true, maxLength: 254 })}
      <button type="submit">Send the link</button>
    </form>
    <div class="beside">
      <p><a href="/auth/sign-in">Back to sign in</a></p>
    </div>
  </section>`
}

/** The same for an address with an account and one without: this page tells nobody who has one. */
function renderSent(hasServer: boolean): Answer {
  const title = 'Check your mail'
  const text = hasServer
    ? 'If there is an account with this address, a mail with a link is on its way to it. The link works once and for an hour.'
    : 'This portal has no mail server. If there is an account with this address, the message with the link lies in its mail folder, where whoever runs the portal finds it.'
  return {
    title,
    main: renderNotice(title, text, html`<p class="next"><a href="/auth/sign-in">Back to sign in</a></p>`),
  }
}

function choose(token: string, faults: Faults, status = 200): Answer {
  return {
    title: 'Choose a new password',
    status,
    main: html`<section class="card">
      <h1>Choose a new password</h1>
      <p>It ends every session of the account; API keys go on working. A second factor stays switched on.</p>
      ${renderFaults(faults)}
      <form method="post" action="/auth/reset">
        <input type="hidden" name="token" value="${token}" />
        ${renderField({ name: 'password', label: 'New password', type: 'password', autocomplete: 'new-password', hint: '10 characters or more', fault: faults['password'], isFirst: true })}
        <button type="submit">Set the password</button>
      </form>
    </section>`,
  }
}
