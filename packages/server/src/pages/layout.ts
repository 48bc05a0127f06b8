import { html } from './html.ts'
import type { Html } from './html.ts'

export interface PageParts {
  title: string
  /** Where the one style sheet is. */
  stylePath: string
  main: Html
}

/** The frame of every page: no script, no inline style, readable from 320 px on, light and dark. */
export function renderPage({ title, stylePath, main }: PageParts): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <link rel="stylesheet" href="${stylePath}" />
        <link rel="icon" href="/assets/mosis.svg" type="image/svg+xml" />
      </head>
      <body>
        <header class="top">
          <a class="brand" href="/"><img src="/assets/mosis.svg" alt="" width="28" height="28" />Mosis</a>
          <nav aria-label="Portal">
            <a href="/openapi.json">API</a>
            <a href="/health">Health</a>
          </nav>
        </header>
        <main>${main}</main>
        <footer>
          <p>
            A self-hosted Mosis portal: apps are signed by their developers, reviewed here and verified on every device.
          </p>
        </footer>
      </body>
    </html> `.html
}
