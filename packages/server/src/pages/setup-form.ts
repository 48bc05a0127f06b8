import { html } from './html.ts'
import type { Html } from './html.ts'

export interface SetupFormParts {
  token: string
  email: string
  name: string
  /** A sentence for each field that is not right. */
  faults: { email?: string; name?: string; password?: string }
}

/** The form that makes the first admin. */
export function renderSetupForm({ token, email, name, faults }: SetupFormParts): Html {
  const isFaulty = Object.keys(faults).length > 0
  return html`<section class="card">
    <h1>Set up this portal</h1>
    <p>This makes the admin account. The link works once; afterwards this page is closed.</p>
    ${isFaulty ? html`<p class="fault" role="alert">Nothing was made yet: correct what is marked and send it again.</p>` : undefined}
    <form method="post" action="/setup">
      <input type="hidden" name="token" value="${token}" />
      ${renderField({ name: 'email', label: 'E-mail address', type: 'email', value: email, autocomplete: 'username', fault: faults.email })}
      ${renderField({ name: 'name', label: 'Your name', type: 'text', value: name, autocomplete: 'name', fault: faults.name })}
      ${renderField({ name: 'password', label: 'Password', type: 'password', value: '', autocomplete: 'new-password', hint: '10 characters or more', fault: faults.password })}
      <button type="submit">Make the admin account</button>
    </form>
  </section>`
}

interface Field {
  name: string
  label: string
  type: 'email' | 'text' | 'password'
  value: string
  autocomplete: string
  hint?: string
  fault: string | undefined
}

function renderField({ name, label, type, value, autocomplete, hint, fault }: Field): Html {
  const note = fault ?? hint
  const described = note === undefined ? undefined : html` aria-describedby="${name}-note"`
  const invalid = fault === undefined ? undefined : html` aria-invalid="true"`
  return html`<div class="field">
    <label for="${name}">${label}</label>
    <input
      id="${name}"
      name="${name}"
      type="${type}"
      value="${value}"
      autocomplete="${autocomplete}"
      required${described}${invalid}
    />
    ${note === undefined ? undefined : html`<p id="${name}-note" class="${fault === undefined ? 'hint' : 'fault'}">${note}</p>`}
  </div>`
}

/** Shown once the admin exists. */
export function renderSetupDone(loginCommand: string): Html {
  return html`<section class="card">
    <h1>The portal is yours</h1>
    <p>The admin account is made. Sign in from a terminal with it:</p>
    <pre><code>${loginCommand}</code></pre>
    <p>
      Open reviews are listed at <code>GET /v1/reviews</code>; everything else is on the <a href="/">front page</a>.
    </p>
  </section>`
}

/** A page that says one thing. */
export function renderNotice(title: string, text: string): Html {
  return html`<section class="card">
    <h1>${title}</h1>
    <p>${text}</p>
    <p><a href="/">Go to the front page</a></p>
  </section>`
}
