import type { Account } from '@mosis/api'
import { html } from './html.ts'
import type { Html } from './html.ts'

export interface PageParts {
  title: string
  /** Where the one style sheet is. */
  stylePath: string
  main: Html
  /** Modules of this portal that the page runs; most pages run none. */
  scripts?: readonly string[]
  /** Who has signed in; left out where that was not asked. */
  visitor?: Account | 'nobody' | undefined
}

/** The frame of every page: no inline script or style, readable from 320 px on, light and dark. */
export function renderPage({ title, stylePath, main, scripts = [], visitor }: PageParts): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title === brand ? title : `${title} · Mosis`}</title>
        <link rel="stylesheet" href="${stylePath}" />
        <link rel="icon" href="/assets/mosis.svg" type="image/svg+xml" />
        ${scripts.map((path) => html`<script type="module" src="${path}"></script>`)}
      </head>
      <body>
        <a class="skip" href="#main">Skip to the content</a>
        <header class="top">
          <a class="brand" href="/"><img src="/assets/mosis.svg" alt="" width="28" height="28" />Mosis</a>
          <nav aria-label="Portal">${renderVisitor(visitor)}</nav>
        </header>
        <main id="main" tabindex="-1">${main}</main>
        <footer>
          <p>Apps are signed by their developers, reviewed here and verified on every device.</p>
          <p><a href="/openapi.json">API</a> · <a href="/health">Health</a></p>
        </footer>
      </body>
    </html> `.html
}

/** The title of the front page, which needs no name behind it. */
export const brand = 'Mosis portal'

function renderVisitor(visitor: PageParts['visitor']): Html {
  if (visitor === undefined) return html`<a href="/auth/account">Your account</a>`
  if (visitor === 'nobody') return html`<a href="/auth/sign-in">Sign in</a>`
  return html`<a class="me" href="/auth/account">${visitor.name}</a>
    <form method="post" action="/auth/sign-out"><button class="link" type="submit">Sign out</button></form>`
}
