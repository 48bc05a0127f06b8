import { confirmEmailChange, undoEmailChange } from '../../accounts/email-change.ts'
import { findOneTime } from '../../accounts/one-time.ts'
import type { Deps } from '../../deps.ts'
import { fieldOf } from '../form.ts'
import { html } from '../html.ts'
import type { ServePage } from '../serve.ts'
import { trying } from './faults.ts'
import { brokenLink, renderLinkForm } from './link.ts'
import { home } from './providers.ts'

/** The two links of a change of e-mail address: the one that makes it count, and the one that takes it back. */
export function emailPages(serve: ServePage, { db }: Deps): void {
  serve('GET', '/auth/email', 'anybody', async ({ call, query }) => {
    const token = fieldOf(query, 'token')
    const waiting = await findOneTime(db, call, 'change_email', token)
    if (!waiting) return expired
    const title = 'Confirm your new e-mail address'
    const text = html`<p>From then on you sign in with <strong>${waiting.data.email}</strong>, and mails go there.</p>`
    return { title, main: renderLinkForm({ title, text, path: '/auth/email', token, button: 'Use this address' }) }
  })

  serve('POST', '/auth/email', 'anybody', async ({ call, form, account }) => {
    const places = { 'account.invalid_link': ['token'], 'account.email_taken': ['form'] } as const
    const outcome = await trying(places, () => confirmEmailChange(db, call, { token: fieldOf(form, 'token') }))
    if (outcome.refused?.faults['token'] !== undefined) return expired
    if (outcome.refused) return taken
    return { to: account ? `${home}?done=email` : '/auth/sign-in?done=email' }
  })

  serve('GET', '/auth/undo', 'anybody', async ({ call, query }) => {
    const token = fieldOf(query, 'token')
    const waiting = await findOneTime(db, call, 'undo_email_change', token)
    if (!waiting) return tooLate
    const title = 'Take your account back'
    const text = html`<p>
      This makes <strong>${waiting.data.email}</strong> the address of the account again and ends every session. Then
      you set a new password.
    </p>`
    return { title, main: renderLinkForm({ title, text, path: '/auth/undo', token, button: 'Take it back' }) }
  })

  serve('POST', '/auth/undo', 'anybody', async ({ call, form }) => {
    const places = { 'account.invalid_link': ['token'], 'account.email_taken': ['form'] } as const
    const outcome = await trying(places, () => undoEmailChange(db, call, { token: fieldOf(form, 'token') }))
    if (outcome.refused?.faults['token'] !== undefined) return tooLate
    if (outcome.refused) return taken
    return { to: '/auth/forgot?done=undone' }
  })
}

const expired = brokenLink('It works once and for 24 hours. Ask for the change again in your account.', {
  to: '/auth/account/email',
  word: 'Change the address',
})

const taken = brokenLink('Another account has this e-mail address by now.', { to: home, word: 'Go to your account' })

const tooLate = brokenLink('It works once and for 7 days. Whoever runs the portal can still help you.', {
  to: '/auth/sign-in',
  word: 'Sign in',
})
