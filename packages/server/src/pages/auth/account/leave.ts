import { deleteAccount } from '../../../accounts/account-delete.ts'
import { exportAccount } from '../../../accounts/account-export.ts'
import { endBrowserSession } from '../../../accounts/cookies.ts'
import type { Deps } from '../../../deps.ts'
import { fieldOf, renderFaults, renderField } from '../../form.ts'
import type { Faults } from '../../form.ts'
import { html } from '../../html.ts'
import type { Answer, ServePage, Visit } from '../../serve.ts'
import { trying, unprocessable } from '../faults.ts'
import { accountOf } from './overview.ts'
import { renderSubPage } from './rows.ts'

/** Taking one's data along, and going. */
export function leavePages(serve: ServePage, deps: Deps): void {
  const { db } = deps
  serve('GET', exportPath, 'recently-signed-in', () => ({ title: exportTitle, main: renderExport }))
  serve('POST', exportPath, 'recently-signed-in', async ({ call }) => ({
    file: `${JSON.stringify(await exportAccount(db, call), null, 2)}\n`,
    name: 'mosis-account.json',
    type: 'application/json; charset=utf-8',
  }))

  serve('GET', deletePath, 'recently-signed-in', (visit) => ask(visit, {}))
  serve('POST', deletePath, 'recently-signed-in', async (visit) => {
    const email = fieldOf(visit.form, 'email').trim().toLowerCase()
    if (email !== accountOf(visit).email) {
      return ask(visit, { email: 'This is not the e-mail address of this account' }, unprocessable)
    }
    const outcome = await trying({ 'account.last_admin': ['form'], 'account.owns_teams': ['form'] }, () =>
      deleteAccount(db, visit.call, { email }),
    )
    if (outcome.refused) return ask(visit, outcome.refused.faults, outcome.refused.status)
    endBrowserSession(deps, visit.reply)
    return { to: '/auth/sign-in?done=deleted' }
  })
}

const exportPath = '/auth/account/export'
const deletePath = '/auth/account/delete'
const exportTitle = 'Your data'

const renderExport = renderSubPage(
  exportTitle,
  html`<section class="panel">
    <p>
      One JSON file with everything that the portal holds about you: profile, sessions, ways to sign in, keys (never
      their secrets), teams, apps and your activity.
    </p>
    <form method="post" action="${exportPath}"><button type="submit">Download the file</button></form>
  </section>`,
)

function ask(visit: Visit, faults: Faults, status = 200): Answer {
  const title = 'Delete your account'
  return {
    title,
    status,
    main: renderSubPage(
      title,
      html`<section class="panel">
        <p>This cannot be undone.</p>
        <ul class="plain">
          <li>Your profile, sessions, ways to sign in, and keys are deleted at once.</li>
          <li>You leave your teams. Teams that have other members keep their apps.</li>
          <li>What was published stays in the store. The log of changes stays too, without your name.</li>
        </ul>
        <p>You may want <a href="${exportPath}">a copy of your data</a> first.</p>
        ${renderFaults(faults)}
        <form method="post" action="${deletePath}">
          ${renderField({ name: 'email', label: 'Type your e-mail address to go on', value: fieldOf(visit.form, 'email'), autocomplete: 'off', hint: accountOf(visit).email, fault: faults['email'], maxLength: 254 })}
          <p class="actions">
            <button type="submit" class="danger">Delete my account</button>
            <a href="/auth/account">Keep it</a>
          </p>
        </form>
      </section>`,
    ),
  }
}
