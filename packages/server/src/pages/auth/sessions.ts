import type { Session } from '@mosis/api'
import { listSessions, logoutEverywhere, revokeSession } from '../../accounts/session-list.ts'
import type { Deps } from '../../deps.ts'
import { fieldOf, lookUp, renderDone } from '../form.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import { renderTime } from '../serve.ts'
import type { ServePage } from '../serve.ts'
import { renderMore, renderSubPage } from './account/rows.ts'
import { describeClient } from './client-name.ts'
import { scopeTexts } from './device.ts'
import { trying } from './faults.ts'

/** Where the account is signed in. */
export function sessionPages(serve: ServePage, { db }: Deps): void {
  serve('GET', path, 'signed-in', async ({ call, query }) => {
    const cursor = fieldOf(query, 'cursor')
    const { sessions, next_cursor } = await listSessions(db, call, { limit: 50, ...(cursor !== '' && { cursor }) })
    const done = lookUp(doneTexts, fieldOf(query, 'done'))
    return { title, main: renderSubPage(title, renderSessions({ sessions, next_cursor, done })) }
  })

  serve('POST', path, 'signed-in', async ({ call, form }) => {
    if (form.has('everywhere')) {
      await logoutEverywhere(db, call, { keep_this: true })
      return { to: `${path}?done=everywhere` }
    }
    const id = fieldOf(form, 'end')
    // One that is over already is what was wanted.
    await trying({ 'session.not_found': ['form'] }, () => revokeSession(db, call, id))
    return { to: `${path}?done=one` }
  })
}

const path = '/auth/sessions'
const title = 'Your sessions'

const doneTexts: Partial<Record<string, string>> = {
  one: 'The session was ended.',
  everywhere: 'Every other session was ended.',
}

interface SessionsParts {
  sessions: readonly Session[]
  next_cursor: string | null
  done: string | undefined
}

function renderSessions({ sessions, next_cursor, done }: SessionsParts): Html {
  return html`<p>
      Browsers and machines that are signed in to your account. End what you do not know, then change your password.
    </p>
    ${renderDone(done)}
    <ul class="rows">
      ${sessions.map(renderSession)}
    </ul>
    ${renderMore(path, next_cursor)} ${sessions.some(({ is_current }) => !is_current) ? everywhere : undefined}`
}

const everywhere = html`<form method="post" action="${path}" class="after">
  <button type="submit" class="quiet danger" name="everywhere" value="yes">Log out everywhere else</button>
</form>`

function renderSession(session: Session): Html {
  const { id, client, address, method, kind, scopes, is_current, created_at, last_used_at } = session
  const name = describeClient(client)
  return html`<li class="row">
    <div>
      <p class="name">${name} ${is_current ? html`<span class="mark good">This one</span>` : undefined}</p>
      <p class="soft">
        ${kind === 'browser' ? 'Browser' : 'Program'} at ${address}, last used ${renderTime(last_used_at)}
      </p>
      <p class="soft">Signed in ${renderTime(created_at)} ${lookUp(methodTexts, method) ?? ''}</p>
      ${scopes === null ? undefined : html`<p class="soft">May only ${scopes.map((scope) => scopeTexts[scope]).join(', ')}</p>`}
    </div>
    ${
      is_current
        ? html`<form method="post" action="/auth/sign-out"><button type="submit" class="quiet">Sign out</button></form>`
        : html`<form method="post" action="${path}">
            <button type="submit" class="quiet" name="end" value="${id}">
              End<span class="visually-hidden"> ${name} at ${address}</span>
            </button>
          </form>`
    }
  </li>`
}

const methodTexts: Partial<Record<string, string>> = {
  password: 'with the password',
  github: 'with GitHub',
  google: 'with Google',
  passkey: 'with a passkey',
  device: 'by a code that you approved',
}
