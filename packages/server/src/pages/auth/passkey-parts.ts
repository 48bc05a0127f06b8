import { renderHidden } from '../form.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'

/** Where the forms below are sent. */
export const passkeySignInPath = '/auth/passkey'

/** The button that signs in with a passkey; its page names `passkeyScripts`. */
export function renderPasskeySignIn(target: string | undefined): Html {
  return html`<form
    method="post"
    action="${passkeySignInPath}"
    data-passkey="get"
    data-options="/v1/auth/passkeys/sign-in/options"
  >
    ${renderHidden('return_to', target)} ${renderHidden('response', '')}
    <button type="submit" class="quiet">Sign in with a passkey</button>
    ${passkeyStatus}
  </form>`
}

/** The button that proves with a passkey who is there, on the page that asks for that. */
export function renderPasskeyConfirm(target: string | undefined): Html {
  return html`<form
    method="post"
    action="${passkeySignInPath}/confirm"
    data-passkey="get"
    data-options="/v1/auth/passkeys/sign-in/options"
  >
    ${renderHidden('return_to', target)} ${renderHidden('response', '')}
    <button type="submit" class="quiet">Use a passkey</button>
    ${passkeyStatus}
  </form>`
}

/** Where the script says what it waits for and what went wrong; empty until then. */
export const passkeyStatus = html`<p class="hint" role="status" data-passkey-says></p>
  <noscript><p class="hint">Passkeys need JavaScript.</p></noscript>`
