import { renderNotice } from '../form.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import type { Answer } from '../serve.ts'

/** What a link in a mail leads to: the page asks once more, since programs that look for harm in mails open every link. */
export function renderLinkForm({
  title,
  text,
  path,
  token,
  button,
}: {
  title: string
  text: Html
  path: string
  token: string
  button: string
}): Html {
  return html`<section class="card">
    <h1>${title}</h1>
    ${text}
    <form method="post" action="${path}">
      <input type="hidden" name="token" value="${token}" />
      <button type="submit">${button}</button>
    </form>
  </section>`
}

/** For a link that was used, is too old or was never one. */
export function brokenLink(why: string, next: { to: string; word: string }): Answer {
  const title = 'This link does not work any more'
  const way = html`<p class="actions"><a class="button wide" href="${next.to}">${next.word}</a></p>`
  return { title, status: 410, main: renderNotice(title, why, way) }
}
