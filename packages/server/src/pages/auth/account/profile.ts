import { accounts as api } from '@mosis/api'
import { changeEmail } from '../../../accounts/email-change.ts'
import { changePassword } from '../../../accounts/password-change.ts'
import { renameAccount } from '../../../accounts/rename.ts'
import type { Deps } from '../../../deps.ts'
import { fieldOf, firstOf, renderFaults, renderField } from '../../form.ts'
import type { Faults } from '../../form.ts'
import { html } from '../../html.ts'
import type { Html } from '../../html.ts'
import type { Answer, ServePage, Visit } from '../../serve.ts'
import { faultsOf, trying, unprocessable } from '../faults.ts'
import type { Refused } from '../faults.ts'
import { accountOf } from './overview.ts'
import { renderSubPage } from './rows.ts'

/** Name, e-mail address and password: one form each. */
export function profilePages(serve: ServePage, deps: Deps): void {
  const { db } = deps
  serve('GET', namePath, 'signed-in', (visit) => showName(visit))
  serve('POST', namePath, 'signed-in', async (visit) => {
    const checked = api.updateMe.body.safeParse({ name: fieldOf(visit.form, 'name') })
    if (!checked.success) return showName(visit, notTaken(checked.error.issues))
    await renameAccount(db, visit.call, checked.data)
    return { to: '/auth/account?done=name' }
  })

  serve('GET', emailPath, 'recently-signed-in', (visit) => showEmail(visit))
  serve('POST', emailPath, 'recently-signed-in', async (visit) => {
    const checked = api.changeEmail.body.safeParse({ email: fieldOf(visit.form, 'email') })
    if (!checked.success) return showEmail(visit, notTaken(checked.error.issues))
    const outcome = await trying({ 'account.same_email': ['email'] }, () => changeEmail(deps, visit.call, checked.data))
    return outcome.refused ? showEmail(visit, outcome.refused) : { to: '/auth/account?done=email-asked' }
  })

  serve('GET', passwordPath, 'signed-in', (visit) => showPassword(visit))
  serve('POST', passwordPath, 'signed-in', async (visit) => {
    const [current_password, new_password] = ['current_password', 'new_password'].map((name) =>
      fieldOf(visit.form, name),
    )
    const checked = api.changePassword.body.safeParse({ current_password, new_password })
    if (!checked.success) return showPassword(visit, notTaken(checked.error.issues))
    const places = {
      'account.wrong_password': ['current_password', 'Check it, or sign out and ask for a new one by mail'],
      'account.weak_password': ['new_password'],
    } as const
    const outcome = await trying(places, () => changePassword(deps, visit.call, checked.data))
    return outcome.refused ? showPassword(visit, outcome.refused) : { to: '/auth/account?done=password' }
  })
}

const namePath = '/auth/account/name'
const emailPath = '/auth/account/email'
const passwordPath = '/auth/account/password'

const fine: Refused = { faults: {}, status: 200 }

function notTaken(issues: Parameters<typeof faultsOf>[0]): Refused {
  return { faults: faultsOf(issues), status: unprocessable }
}

function showName(visit: Visit, { faults, status } = fine): Answer {
  const value = visit.form.get('name') ?? accountOf(visit).name
  const field = renderField({
    name: 'name',
    label: 'Your name',
    value,
    autocomplete: 'name',
    hint: 'The store shows it beside your apps',
    fault: faults['name'],
    maxLength: 80,
    isFirst: true,
  })
  return page(
    'Change your name',
    status,
    renderForm({ path: namePath, faults, fields: field, button: 'Change the name' }),
  )
}

function showEmail(visit: Visit, { faults, status } = fine): Answer {
  const field = renderField({
    name: 'email',
    label: 'New e-mail address',
    type: 'email',
    value: fieldOf(visit.form, 'email'),
    autocomplete: 'email',
    fault: faults['email'],
    maxLength: 254,
    isFirst: true,
  })
  const now = html`<p>
    Now it is <strong>${accountOf(visit).email}</strong>. The new address gets a mail and counts once its link was
    opened; the old one is told.
  </p>`
  const form = renderForm({ path: emailPath, before: now, faults, fields: field, button: 'Send the mail' })
  return page('Change your e-mail address', status, form)
}

function showPassword(visit: Visit, { faults, status } = fine): Answer {
  const { email, has_password } = accountOf(visit)
  const first = firstOf(has_password ? ['current_password', 'new_password'] : ['new_password'], faults)
  const fields = html`<input type="hidden" name="username" autocomplete="username" value="${email}" /> ${
      has_password
        ? renderField({
            name: 'current_password',
            label: 'Current password',
            type: 'password',
            autocomplete: 'current-password',
            fault: faults['current_password'],
            isFirst: first === 'current_password',
          })
        : undefined
    }
    ${renderField({ name: 'new_password', label: 'New password', type: 'password', autocomplete: 'new-password', hint: '10 characters or more', fault: faults['new_password'], isFirst: first === 'new_password' })}`
  const note = html`<p>Every other session ends; API keys go on working.</p>`
  const title = has_password ? 'Change your password' : 'Set a password'
  return page(title, status, renderForm({ path: passwordPath, before: note, faults, fields, button: title }))
}

function page(title: string, status: number, form: Html): Answer {
  return { title, status, main: renderSubPage(title, form) }
}

function renderForm({
  path,
  before,
  faults,
  fields,
  button,
}: {
  path: string
  before?: Html
  faults: Faults
  fields: Html
  button: string
}): Html {
  return html`<section class="panel">
    ${before} ${renderFaults(faults)}
    <form method="post" action="${path}">
      ${fields}
      <p class="actions"><button type="submit">${button}</button> <a href="/auth/account">Leave it as it is</a></p>
    </form>
  </section>`
}
