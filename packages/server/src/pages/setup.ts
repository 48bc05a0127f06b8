import { ApiError, accounts as api } from '@mosis/api'
import { registerAccount } from '../accounts/accounts.ts'
import { startBrowserSession } from '../accounts/cookies.ts'
import { openSession } from '../accounts/sessions.ts'
import { isSetupToken } from '../accounts/setup.ts'
import type { Deps } from '../deps.ts'
import { faultsOf } from './auth/faults.ts'
import { fieldOf, renderNotice } from './form.ts'
import { commandsFor } from './home.ts'
import { clientOf } from './serve.ts'
import type { Answer, ServePage, Visit } from './serve.ts'
import { renderSetupDone, renderSetupForm } from './setup-form.ts'
import type { SetupFormParts } from './setup-form.ts'

/** Serves what the one-time admin link leads to. */
export function setupPages(serve: ServePage, deps: Deps): void {
  const { db, tokens, config, limits } = deps
  serve('GET', '/setup', 'anybody', async ({ query }) => {
    const token = fieldOf(query, 'token')
    if (!(await isSetupToken(db, tokens, token))) return closed
    return showForm({ token, email: '', name: '', faults: {} })
  })
  serve('POST', '/setup', 'anybody', async (visit) => {
    await limits.take('register', visit.request.ip)
    const faults = await register(visit)
    if (faults === undefined) return closed
    if (Object.keys(faults).length === 0) return { to: '/setup/done' }
    const [token, email, name] = ['token', 'email', 'name'].map((field) => fieldOf(visit.form, field))
    return { ...showForm({ token: token ?? '', email: email ?? '', name: name ?? '', faults }), status: 422 }
  })
  serve('GET', '/setup/done', 'anybody', () => {
    const { login } = commandsFor(config.baseUrl, { hasAccount: true })
    return { title: 'The portal is yours', main: renderSetupDone(login.command) }
  })

  /** Undefined: the link is used or wrong. */
  async function register({ call, form, request, reply }: Visit): Promise<SetupFormParts['faults'] | undefined> {
    const setupToken = fieldOf(form, 'token')
    const [email, name, password] = ['email', 'name', 'password'].map((field) => fieldOf(form, field))
    if (!(await isSetupToken(db, tokens, setupToken))) return undefined
    const checked = api.register.body.safeParse({ email, name, password })
    if (!checked.success) return faultsOf(checked.error.issues)
    try {
      const account = await registerAccount(db, call, { ...checked.data, setupToken }, tokens)
      const signedIn = await openSession(db, call, account, {
        client: clientOf(request),
        method: 'password',
        isNewAccount: true,
      })
      await startBrowserSession(deps, reply, signedIn)
      return {}
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure
      if (failure.code === 'account.wrong_setup_token') return undefined
      if (failure.code === 'account.email_taken') return { email: `${failure.message}: choose another one` }
      throw failure
    }
  }
}

function showForm(parts: SetupFormParts): Extract<Answer, { title: string }> {
  return { title: 'Set up this portal', main: renderSetupForm(parts) }
}

const closed: Answer = {
  title: 'This link does not work',
  status: 403,
  main: renderNotice(
    'This link does not work',
    'The one-time admin link was used already, or is not complete. As long as there is no admin, the portal prints the link each time it starts.',
  ),
}
