import { html } from './html.ts'
import type { Html } from './html.ts'
import { firstOf, renderFaults, renderField } from './form.ts'
import type { Faults } from './form.ts'

export interface SetupFormParts {
  token: string
  email: string
  name: string
  faults: Faults<'email' | 'name' | 'password'>
}

/** The form that makes the first admin. */
export function renderSetupForm({ token, email, name, faults }: SetupFormParts): Html {
  const first = firstOf(['email', 'name', 'password'], faults)
  return html`<section class="card">
    <h1>Set up this portal</h1>
    <p>This makes the admin account. The link works once; afterwards this page is closed.</p>
    ${renderFaults(faults)}
    <form method="post" action="/setup">
      <input type="hidden" name="token" value="${token}" />
      ${renderField({ name: 'email', label: 'E-mail address', type: 'email', value: email, autocomplete: 'username', fault: faults.email, isFirst: first === 'email' })}
      ${renderField({ name: 'name', label: 'Your name', value: name, autocomplete: 'name', maxLength: 80, fault: faults.name, isFirst: first === 'name' })}
      ${renderField({ name: 'password', label: 'Password', type: 'password', autocomplete: 'new-password', hint: '10 characters or more', fault: faults.password, isFirst: first === 'password' })}
      <button type="submit">Make the admin account</button>
    </form>
  </section>`
}

/** Shown once the admin exists. */
export function renderSetupDone(loginCommand: string): Html {
  return html`<section class="card">
    <h1>The portal is yours</h1>
    <p>The admin account is made. Guard it well: it decides what every device may install.</p>
    <p class="actions"><a class="button wide" href="/auth/account">Go to your account</a></p>
    <p>From a terminal you sign in with:</p>
    <pre><code>${loginCommand}</code></pre>
  </section>`
}
