import { ApiError, passkeys as api } from '@mosis/api'
import type { Passkey, PasskeyResponse } from '@mosis/api'
import { startBrowserSession } from '../../accounts/cookies.ts'
import { confirmSignIn } from '../../accounts/confirm.ts'
import { addPasskey } from '../../accounts/passkey-creation.ts'
import { signInWithPasskey } from '../../accounts/passkey-sign-in.ts'
import { listPasskeys, removePasskey, renamePasskey } from '../../accounts/passkeys.ts'
import type { Deps } from '../../deps.ts'
import { dropTicket } from '../../http/ticket-cookie.ts'
import { fieldOf, lookUp, renderDone, renderFaults, renderField, renderHidden, renderNotice } from '../form.ts'
import type { Faults } from '../form.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import { clientOf, renderTime, returnTo, withReturn } from '../serve.ts'
import type { Answer, ServePage, Visit } from '../serve.ts'
import { renderSubPage } from './account/rows.ts'
import { trying, unprocessable } from './faults.ts'
import type { Refused } from './faults.ts'
import { passkeySignInPath, passkeyStatus } from './passkey-parts.ts'
import { passkeyScripts } from './passkey-script.ts'

/** Signing in and confirming with a passkey, and the list of one's passkeys. */
export function passkeyPages(serve: ServePage, deps: Deps): void {
  const { db, config } = deps

  serve('POST', passkeySignInPath, 'anybody', async (visit) => {
    const { call, request, reply } = visit
    const target = returnTo(visit, config)
    const outcome = await trying({ 'passkey.refused': ['form'] }, () =>
      signInWithPasskey(deps, call, { response: readResponse(visit), client: clientOf(request) }),
    )
    if (outcome.refused) return showRefused(outcome.refused, withReturn('/auth/sign-in', target))
    // A sign-in that waited for its second factor is over: this one needs none.
    dropTicket(reply, config)
    await startBrowserSession(deps, reply, outcome.done)
    return { to: target ?? home }
  })

  serve('POST', `${passkeySignInPath}/confirm`, 'signed-in', async (visit) => {
    const target = returnTo(visit, config)
    const outcome = await trying({ 'passkey.refused': ['form'] }, () =>
      confirmSignIn(deps, visit.call, { method: 'passkey', response: readResponse(visit) }),
    )
    return outcome.refused ? showRefused(outcome.refused, withReturn('/auth/confirm', target)) : { to: target ?? home }
  })

  serve('GET', path, 'recently-signed-in', (visit) => show(visit, {}))

  serve('POST', path, 'recently-signed-in', async (visit) => {
    const { call, form } = visit
    const passkeyId = fieldOf(form, 'passkey_id')
    switch (fieldOf(form, 'step')) {
      case 'remove': {
        const outcome = await trying({ 'passkey.not_found': ['form'], 'account.last_way_in': ['form'] }, () =>
          removePasskey(db, call, passkeyId),
        )
        return outcome.refused ? show(visit, outcome.refused.faults, unprocessable) : { to: `${path}?done=removed` }
      }
      case 'rename': {
        const checked = api.renamePasskey.body.safeParse({ name: fieldOf(form, 'name') })
        if (!checked.success) return show(visit, { form: nameRule }, unprocessable)
        await renamePasskey(db, call, { passkeyId, name: checked.data.name })
        return { to: `${path}?done=renamed` }
      }
      default:
        return add(visit)
    }
  })

  async function add(visit: Visit): Promise<Answer> {
    const checked = api.addPasskey.body.safeParse({ name: fieldOf(visit.form, 'name'), response: readJson(visit) })
    if (!checked.success) return show(visit, readFaults(checked.error.issues), unprocessable)
    const outcome = await trying(
      { 'passkey.refused': ['form'], 'passkey.exists': ['form'], 'passkey.too_many': ['form'] },
      () => addPasskey(deps, visit.call, checked.data),
    )
    return outcome.refused ? show(visit, outcome.refused.faults, unprocessable) : { to: `${path}?done=added` }
  }

  async function show({ call, query, form }: Visit, faults: Faults, status = 200): Promise<Answer> {
    const passkeys = await listPasskeys(db, call)
    const main = html`${renderDone(lookUp(doneTexts, fieldOf(query, 'done')))} ${renderFaults(faults)}
      <section>
        <p>
          A passkey signs you in with the finger, face or PIN that unlocks your device: nothing to remember, nothing
          that a false page could ask for. It is both factors in one.
        </p>
        ${passkeys.length === 0 ? html`<p class="empty">You have none yet.</p>` : renderPasskeyList(passkeys)}
      </section>
      ${renderAdding(fieldOf(form, 'name'), faults)}`
    return { title, status, scripts: passkeyScripts, main: renderSubPage(title, main) }
  }
}

const path = '/auth/account/passkeys'
const home = '/auth/account'
const title = 'Passkeys'
const nameRule = 'A name has 1 to 60 characters'

const doneTexts: Partial<Record<string, string>> = {
  added: 'The passkey is added. You can sign in with it from now on.',
  renamed: 'The passkey has its new name.',
  removed: 'The passkey is removed. Your device may still offer it; it does nothing here any more.',
}

/** The passkeys of a person, each with what can be done about it. */
export function renderPasskeyList(passkeys: readonly Passkey[]): Html {
  return html`<ul class="rows">
    ${passkeys.map(renderPasskey)}
  </ul>`
}

function renderPasskey({ id, name, is_backed_up, created_at, last_used_at }: Passkey): Html {
  return html`<li class="row">
    <div>
      <p class="name">${name} ${is_backed_up ? html`<span class="mark">On several devices</span>` : undefined}</p>
      <p class="soft">
        Added ${renderTime(created_at)},
        ${last_used_at === null ? 'not used yet' : html`last used ${renderTime(last_used_at)}`}
      </p>
      <details>
        <summary>Rename or remove<span class="visually-hidden"> ${name}</span></summary>
        <form method="post" action="${path}">
          ${renderHidden('passkey_id', id)}
          <div class="field">
            <label for="name-${id}">New name</label>
            <input id="name-${id}" name="name" value="${name}" maxlength="60" autocomplete="off" required />
          </div>
          <p class="actions">
            <button type="submit" class="quiet" name="step" value="rename">Rename</button>
            <button type="submit" class="quiet danger" name="step" value="remove" formnovalidate>
              Remove this passkey
            </button>
          </p>
        </form>
      </details>
    </div>
  </li>`
}

function renderAdding(name: string, faults: Faults): Html {
  return html`<section class="panel">
    <h2>Add a passkey</h2>
    <form method="post" action="${path}" data-passkey="create" data-options="/v1/auth/passkeys/options">
      ${renderHidden('step', 'add')} ${renderHidden('response', '')}
      ${renderField({ name: 'name', label: 'Name', value: name, autocomplete: 'off', hint: 'Such as "work laptop"', fault: faults['name'], maxLength: 60 })}
      <button type="submit">Add a passkey</button>
      ${passkeyStatus}
    </form>
  </section>`
}

/** Nothing was changed; the person goes back to where the button is. */
function showRefused({ faults, status }: Refused, back: string): Answer {
  const title = 'The passkey was not accepted'
  return {
    title,
    status,
    main: renderNotice(title, faults['form'] ?? '', html`<p class="next"><a href="${back}">Try again</a></p>`),
  }
}

/** What the script put into the form; without the script there is nothing, and that is refused like anything else that is wrong. */
function readResponse(visit: Visit): PasskeyResponse {
  const checked = api.PasskeyResponse.safeParse(readJson(visit))
  if (!checked.success) throw new ApiError('passkey.refused')
  return checked.data
}

function readJson({ form }: Visit): unknown {
  try {
    return JSON.parse(fieldOf(form, 'response'))
  } catch {
    return undefined
  }
}

function readFaults(issues: readonly { path: PropertyKey[] }[]): Faults {
  if (issues.some(({ path: [field] }) => field === 'name')) return { name: nameRule }
  return { form: 'Your browser sent no passkey. Try again.' }
}
