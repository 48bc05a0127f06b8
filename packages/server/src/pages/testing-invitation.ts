import { joinPath } from '../apps/testers.ts'
import { findTestedAppName } from '../apps/tester-join.ts'
import type { Deps } from '../deps.ts'
import { brokenLink } from './auth/link.ts'
import { fieldOf } from './form.ts'
import { html } from './html.ts'
import type { Html } from './html.ts'
import type { ServePage } from './serve.ts'

/** What the link for testers shows in a browser: which app it is, and that it belongs on a device. Looking uses nothing up. */
export function testingPages(serve: ServePage, { db, config }: Pick<Deps, 'db' | 'config'>): void {
  serve('GET', joinPath, 'anybody', async ({ call, query, request }) => {
    const name = await findTestedAppName(db, call, fieldOf(query, 'token'))
    if (name === undefined) return gone
    return { title: `Test ${name}`, main: renderInvitation(name, new URL(request.url, config.baseUrl).href) }
  })
}

const gone = brokenLink('It was used, taken back, or is too old. Ask the developer of the app for a new one.', {
  to: '/',
  word: 'Go to the front page',
})

function renderInvitation(name: string, link: string): Html {
  return html`<section class="card">
    <h1>Test ${name}</h1>
    <p>
      You are invited to try versions of <strong>${name}</strong> before everybody gets them. They may fail, and what
      you keep in the app may be lost.
    </p>
    <p>Give this link to the device on which you want to test:</p>
    <pre>${link}</pre>
    <p class="soft">Whoever has the link can use it, so show it to nobody else.</p>
  </section>`
}
