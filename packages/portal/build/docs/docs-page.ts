import type { DocsPage, DocsSection } from './render-docs.ts'

export interface DocsPageParts {
  sections: readonly DocsSection[]
  /** None for the page that leads to all others. */
  page: DocsPage | undefined
  /** The address of the style sheet. */
  stylesheet: string
}

const name = 'Mosis documentation'
const fewestHeadings = 3

/** A whole page; the server writes the colours that the reader has chosen into its first line. */
export const createDocsPage = ({ sections, page, stylesheet }: DocsPageParts) => `<!doctype html>
<html lang="en" data-theme="system">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
${page?.summary ? `<meta name="description" content="${page.summary}">\n` : ''}<title>${page ? `${page.title} · ${name}` : name}</title>
<link rel="icon" href="/mosis.svg" type="image/svg+xml">
<link rel="stylesheet" href="${stylesheet}">
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header class="bar">
<a class="brand" href="/" aria-label="Mosis, to the front page"><img src="/mosis.svg" alt="" width="24" height="24"><span>Mosis</span></a>
<nav aria-label="Mosis"><a href="/store">Store</a><a href="/docs"${currentIf(!page)}>Documentation</a></nav>
<a class="portal" href="/dashboard">Portal</a>
</header>
<div class="frame">
<nav class="rail" aria-label="Documentation">${navigation(sections, page)}</nav>
<details class="menu"><summary>All pages</summary><nav aria-label="Documentation">${navigation(sections, page)}</nav></details>
<main id="content" tabindex="-1">
${page ? article(page) : overview(sections)}
</main>
</div>
</body>
</html>
`

const navigation = (sections: readonly DocsSection[], page: DocsPage | undefined) =>
  sections
    .map(({ name, pages }) => {
      const links = pages.map(({ address, title }) => {
        return `<li><a href="${address}"${currentIf(address === page?.address)}>${title}</a></li>`
      })
      const isOpen = pages.some(({ address }) => address === page?.address)
      return `<details${isOpen ? ' open' : ''}><summary>${name}</summary><ul>${links.join('')}</ul></details>`
    })
    .join('')

const article = ({ title, html, headings }: DocsPage) => `<article class="text">
<h1>${title}</h1>
${headings.length < fewestHeadings ? '' : contents(headings)}${html}</article>`

const contents = (headings: DocsPage['headings']) => `<details class="contents"><summary>On this page</summary><ul>
${headings.map(({ id, text }) => `<li><a href="#${id}">${text}</a></li>`).join('\n')}
</ul></details>
`

const overview = (sections: readonly DocsSection[]) => `<div class="overview">
<h1>${name}</h1>
<p class="lead">How to make apps for Mosis, hand them in and test them, and how to run a portal.</p>
${sections.map(overviewOf).join('\n')}
</div>`

const overviewOf = ({ name, pages }: DocsSection) => `<section><h2>${name}</h2><ul>
${pages
  .map(
    ({ address, title, summary }) => `<li><a href="${address}">${title}</a>${summary ? `<p>${summary}</p>` : ''}</li>`,
  )
  .join('\n')}
</ul></section>`

const currentIf = (isCurrent: boolean) => (isCurrent ? ' aria-current="page"' : '')
