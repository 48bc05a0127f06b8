import { confirmTotp, dropTotp, findPendingTotp, startTotp } from '../../../accounts/totp.ts'
import { replaceRecoveryCodes } from '../../../accounts/recovery-codes.ts'
import { getSecondFactor } from '../../../accounts/second-factor.ts'
import type { Deps } from '../../../deps.ts'
import { fieldOf, renderDone, renderFaults, renderField } from '../../form.ts'
import type { Faults } from '../../form.ts'
import { html } from '../../html.ts'
import type { Html } from '../../html.ts'
import { renderTime } from '../../serve.ts'
import type { Answer, ServePage, Visit } from '../../serve.ts'
import { trying, unprocessable } from '../faults.ts'
import { renderTotpQr } from '../totp-qr.ts'
import { renderSubPage } from './rows.ts'

/** The authenticator app and its recovery codes. */
export function totpPages(serve: ServePage, deps: Deps): void {
  const { db, tokens } = deps
  serve('GET', path, 'recently-signed-in', (visit) => show(visit, {}))

  serve('POST', path, 'recently-signed-in', async (visit) => {
    const { call, form } = visit
    switch (fieldOf(form, 'step')) {
      case 'start':
        await trying({ 'totp.exists': ['form'] }, () => startTotp(db, call, tokens))
        return { to: path }
      case 'drop':
        await trying({ 'totp.not_found': ['form'] }, () => dropTotp(db, call))
        return { to: `${path}?done=off` }
      case 'new_codes': {
        const outcome = await trying({ 'totp.not_found': ['form'] }, () => replaceRecoveryCodes(db, call))
        return outcome.refused
          ? show(visit, outcome.refused.faults, outcome.refused.status)
          : showCodes(outcome.done, visit, 'The old codes do not work any more.')
      }
      default:
        return confirm(visit)
    }
  })

  async function confirm(visit: Visit): Promise<Answer> {
    const code = fieldOf(visit.form, 'code')
    if (code === '') return show(visit, { code: 'Type the code that the app shows' }, unprocessable)
    const outcome = await trying(
      {
        'auth.wrong_code': ['code', 'Take the one that the app shows now; its clock has to be right'],
        'totp.not_started': ['form', 'Begin again'],
        'totp.exists': ['form'],
      },
      () => confirmTotp(deps, visit.call, code),
    )
    return outcome.refused
      ? show(visit, outcome.refused.faults, outcome.refused.status)
      : showCodes(outcome.done, visit, 'The authenticator app is switched on.')
  }

  async function show({ call, query }: Visit, faults: Faults, status = 200): Promise<Answer> {
    const { totp_confirmed_at, recovery_codes_left } = await getSecondFactor(db, call)
    const pending = totp_confirmed_at === null ? await findPendingTotp(db, call, tokens) : undefined
    const part =
      totp_confirmed_at === null
        ? pending === undefined
          ? renderOff()
          : renderPending(pending, faults)
        : renderOn(totp_confirmed_at, recovery_codes_left)
    const done = fieldOf(query, 'done') === 'off' ? 'The authenticator app is switched off.' : undefined
    return { title, status, main: renderSubPage(title, html`${renderDone(done)} ${renderFaults(faults)} ${part}`) }
  }
}

const path = '/auth/account/totp'
const title = 'Authenticator app'

function renderOff(): Html {
  return html`<section class="panel">
    <p>
      With an authenticator app your password alone is not enough to sign in: the app shows a code of six digits that
      changes every half minute. Any app for one-time codes will do, such as the one in your password manager.
    </p>
    <form method="post" action="${path}"><button type="submit" name="step" value="start">Set it up</button></form>
  </section>`
}

function renderPending({ secret, otpauth_url }: { secret: string; otpauth_url: string }, faults: Faults): Html {
  return html`<section class="panel">
    <h2>1. Let the app take this picture</h2>
    ${renderTotpQr(otpauth_url)}
    <p>No camera? Type this key into the app instead: <code>${secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}</code></p>
    <h2>2. Type the code that it shows</h2>
    <form method="post" action="${path}">
      ${renderField({ name: 'code', label: 'Code', autocomplete: 'one-time-code', fault: faults['code'], code: 'digits', maxLength: 16, isFirst: faults['code'] !== undefined })}
      <p class="actions">
        <button type="submit" name="step" value="confirm">Switch it on</button>
        <a href="/auth/account">Not now</a>
      </p>
    </form>
  </section>`
}

function renderOn(since: string, codesLeft: number): Html {
  return html`<section class="panel">
      <h2>The app is switched on</h2>
      <p>Since ${renderTime(since)} signing in with your password asks for its code too.</p>
      <form method="post" action="${path}">
        <button type="submit" class="quiet danger" name="step" value="drop">Switch it off</button>
      </form>
    </section>
    <section class="panel">
      <h2>Recovery codes</h2>
      <p>
        Each of them signs you in once when the app is out of reach. You have
        <strong>${codesLeft === 1 ? 'one' : codesLeft}</strong> left. New ones take the place of the old ones.
      </p>
      <form method="post" action="${path}">
        <button type="submit" class="quiet" name="step" value="new_codes">Get new codes</button>
      </form>
    </section>`
}

/** Answered without a redirect: the codes exist nowhere else, so no second request could show them. */
function showCodes({ recovery_codes }: { recovery_codes: string[] }, { account }: Visit, done: string): Answer {
  const title = 'Your recovery codes'
  const text = `Recovery codes of ${account?.email ?? ''} (each works once)\n\n${recovery_codes.join('\n')}\n`
  return {
    title,
    main: renderSubPage(
      title,
      html`${renderDone(done)}
        <section class="panel">
          <p>
            <strong>Keep these codes now: they are shown this once.</strong> Each signs you in one time when the app is
            out of reach. Put them where the phone is not: on paper, or in a password manager.
          </p>
          <ol class="codes">
            ${recovery_codes.map((code) => html`<li><code>${code}</code></li>`)}
          </ol>
          <p class="actions">
            <a
              class="button"
              download="mosis-recovery-codes.txt"
              href="data:text/plain;charset=utf-8,${encodeURIComponent(text)}"
              >Save as a file</a
            >
            <a href="/auth/account">I have kept them</a>
          </p>
        </section>`,
    ),
  }
}
