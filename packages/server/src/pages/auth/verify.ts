import { findOneTime } from '../../accounts/one-time.ts'
import { sendVerification, verifyEmail } from '../../accounts/verify-email.ts'
import type { Deps } from '../../deps.ts'
import { fieldOf, renderDone, renderFaults } from '../form.ts'
import type { Faults } from '../form.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import { returnTo, withReturn } from '../serve.ts'
import type { Answer, ServePage, Visit } from '../serve.ts'
import { trying } from './faults.ts'
import { brokenLink, renderLinkForm } from './link.ts'
import { home } from './providers.ts'

/** Proving that mail to the address of the account arrives. */
export function verifyPages(serve: ServePage, deps: Deps): void {
  const { db, config } = deps
  serve('GET', checkMail, 'signed-in', (visit) => waitForMail(visit, {}))

  serve('POST', checkMail, 'signed-in', async (visit) => {
    const outcome = await trying({ 'account.email_verified': ['form'] }, () => sendVerification(deps, visit.call))
    if (outcome.refused) return waitForMail(visit, outcome.refused.faults, outcome.refused.status)
    const target = returnTo(visit, config)
    return {
      to: `${checkMail}?${new URLSearchParams({ done: 'sent', ...(target !== undefined && { return_to: target }) }).toString()}`,
    }
  })

  // Programs that look for harm in mails open every link: opening it changes nothing, the button does.
  serve('GET', '/auth/verify', 'anybody', async ({ call, query }) => {
    const token = fieldOf(query, 'token')
    const waiting = await findOneTime(db, call, 'verify_email', token)
    if (!waiting) return expired
    return {
      title: 'Confirm your e-mail address',
      main: renderLinkForm({
        title: 'Confirm your e-mail address',
        text: html`<p>One press, and <strong>${waiting.data.email}</strong> is known to be yours.</p>`,
        path: '/auth/verify',
        token,
        button: 'Confirm the address',
      }),
    }
  })

  serve('POST', '/auth/verify', 'anybody', async ({ call, form, account }) => {
    const outcome = await trying({ 'account.invalid_link': ['form'] }, () =>
      verifyEmail(db, call, { token: fieldOf(form, 'token') }),
    )
    if (outcome.refused) return expired
    return { to: account ? `${home}?done=verified` : '/auth/sign-in?done=verified' }
  })

  function waitForMail(visit: Visit, faults: Faults, status = 200): Answer {
    const { account, query } = visit
    const target = returnTo(visit, config) ?? home
    if (account?.email_verified) return { to: target }
    const parts = { email: account?.email ?? '', target, faults, isSentAgain: fieldOf(query, 'done') === 'sent' }
    return {
      title: 'Check your mail',
      status,
      main: renderCheckMail({ ...parts, hasServer: config.mail.kind === 'smtp' }),
    }
  }
}

const checkMail = '/auth/check-mail'

const expired = brokenLink('It works once and for 24 hours. Sign in to have another one sent.', {
  to: '/auth/check-mail',
  word: 'Send another one',
})

interface CheckMailParts {
  email: string
  target: string
  faults: Faults
  isSentAgain: boolean
  hasServer: boolean
}

function renderCheckMail({ email, target, faults, isSentAgain, hasServer }: CheckMailParts): Html {
  return html`<section class="card">
    <h1>Check your mail</h1>
    ${renderDone(isSentAgain ? 'The mail was sent once more.' : undefined)} ${renderFaults(faults)}
    ${
      hasServer
        ? html`<p>
            A mail is on its way to <strong>${email}</strong>. Open the link in it within 24 hours: then the address is
            known to be yours, and you can publish.
          </p>`
        : html`<p>
              This portal has no mail server. The message to <strong>${email}</strong> lies in its mail folder, where
              whoever runs the portal finds it.
            </p>
            <p>You need not wait for it: here everything works without.</p>`
    }
    <p class="actions"><a class="button wide" href="${target}">Continue</a></p>
    <form method="post" action="${withReturn(checkMail, target)}">
      <button type="submit" class="quiet">Send it again</button>
    </form>
  </section>`
}
