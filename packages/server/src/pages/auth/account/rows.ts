import { html } from '../../html.ts'
import type { Html } from '../../html.ts'

/** One thing about the account, and where it is changed. */
export interface Row {
  name: string
  is: Html | string
  /** `what` completes the link's words for who hears it alone: "Change" the password. */
  action?: { to: string; word: string; what?: string }
}

/** A list of things with an action each. */
export function renderRows(rows: readonly (Row | undefined)[]): Html {
  return html`<ul class="rows">
    ${rows.filter((row) => row !== undefined).map(renderRow)}
  </ul>`
}

function renderRow({ name, is, action }: Row): Html {
  return html`<li class="row short">
    <div>
      <p class="name">${name}</p>
      <p class="soft">${is}</p>
    </div>
    ${action === undefined ? undefined : html`<a href="${action.to}">${action.word}${action.what === undefined ? undefined : html`<span class="visually-hidden"> ${action.what}</span>`}</a>`}
  </li>`
}

/** A page of the account: the way back, a heading and its parts. */
export function renderSubPage(title: string, main: Html): Html {
  return html`<div class="page">
    <p class="back"><a href="/auth/account">Your account</a></p>
    <h1>${title}</h1>
    ${main}
  </div>`
}

/** The way to what follows in a long list. */
export function renderMore(path: string, cursor: string | null): Html | undefined {
  if (cursor === null) return undefined
  return html`<p class="more"><a href="${path}?${new URLSearchParams({ cursor }).toString()}">Show older ones</a></p>`
}
