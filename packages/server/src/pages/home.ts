import type { Account, StoreApp } from '@mosis/api'
import { html } from './html.ts'
import type { Html } from './html.ts'

export interface HomeParts {
  baseUrl: string
  apps: readonly StoreApp[]
  /** Who has signed in. */
  visitor?: Account | undefined
}

/** What this is, what the store has, and what to type next. */
export function renderHome({ baseUrl, apps, visitor }: HomeParts): Html {
  return html`<section class="hero">
      <h1>Apps for a phone made of software</h1>
      <p class="lead">
        Mosis is a virtual smartphone. Its apps are written in RML, RCSS and Lua, signed by their developers, reviewed
        on this portal and run in a sandbox that gives them only what a person granted.
      </p>
      <p class="actions">${visitor === undefined ? forStrangers : forOwners}</p>
    </section>
    <section aria-labelledby="store">
      <h2 id="store">In the store</h2>
      ${
        apps.length === 0
          ? empty
          : html`<ul class="apps">
              ${apps.map(renderApp)}
            </ul>`
      }
    </section>
    <section aria-labelledby="next">
      <h2 id="next">Make one</h2>
      <ol class="steps">
        ${Object.values(commandsFor(baseUrl, { hasAccount: visitor !== undefined })).map(renderCommand)}
      </ol>
    </section>`
}

/** What the command takes for granted when nothing else is said. */
const defaultPortal = 'http://localhost:8080'

/** The way from nothing to a published app, as the portal prints it too. */
export function commandsFor(
  baseUrl: string,
  options: { hasAccount: boolean },
): Record<'init' | 'login' | 'publish', { command: string; purpose: string }> {
  const portal = baseUrl === defaultPortal ? '' : ` --portal ${baseUrl}`
  return {
    init: { command: 'npx mosis init my-app', purpose: 'A new app that runs at once' },
    login: options.hasAccount
      ? { command: `npx mosis login${portal}`, purpose: 'Sign in' }
      : { command: `npx mosis login --register${portal}`, purpose: 'Make an account' },
    publish: { command: `npx mosis publish my-app --create${portal}`, purpose: 'Build, sign, upload and submit it' },
  }
}

const forStrangers = html`<a class="button" href="/auth/sign-up">Create an account</a>
  <a class="button quiet" href="/auth/sign-in">Sign in</a>`

const forOwners = html`<a class="button" href="/auth/account">Your account</a>`

const empty = html`<p class="empty">Nothing is published yet. The first app could be yours.</p>`

function renderApp({ id, name, developer, description, version, icon_url }: StoreApp): Html {
  return html` <li class="app">
    <img src="${icon_url}" alt="" width="64" height="64" loading="lazy" />
    <div>
      <h3>${name}</h3>
      <p class="by">${developer} · ${version}</p>
      <p>${description}</p>
      <p class="id"><code>${id}</code></p>
    </div>
  </li>`
}

function renderCommand({ command, purpose }: { command: string; purpose: string }): Html {
  return html`<li>
    <span>${purpose}</span>
    <pre><code>${command}</code></pre>
  </li> `
}
