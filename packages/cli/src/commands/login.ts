import { command } from '../command.ts'
import { Failure } from '../failure.ts'
import type { Io } from '../io.ts'
import { portalOption, portalUrl } from '../portal.ts'
import { describeSignIn, signInByPassword, signInByToken, signInOnPage } from '../sign-in.ts'
import type { Kept } from '../sign-in.ts'
import { readScopes, scopeOption } from '../scopes.ts'

export const login = command({
  name: 'login',
  summary: 'Sign in at a portal, or make an account there',
  about:
    'At a terminal it shows an address and a code: open the address in any browser, also on another device, compare the code and approve. For scripts there are --email with a password from MOSIS_PASSWORD or --password-stdin, and --with-token; neither is ever the value of a flag, where other programs could read it. In CI set MOSIS_TOKEN instead of signing in.',
  group: 'Publish',
  options: {
    device: { summary: 'sign in by a page of the portal, also without a terminal' },
    scope: scopeOption,
    noBrowser: { summary: 'open no browser' },
    noQr: { summary: 'draw no QR code' },
    email: { value: 'ADDRESS', summary: 'sign in with this e-mail address and a password' },
    register: { summary: 'make a new account' },
    name: { value: 'NAME', summary: 'your name, for a new account' },
    passwordStdin: { summary: 'read the password from stdin' },
    withToken: { summary: 'read an API key or access token from stdin and keep it' },
    portal: portalOption,
  },
  examples: [
    ['mosis login', 'by a page of the portal'],
    ['mosis login --register', 'the first time'],
    ['mosis login --email ada@example.com --password-stdin < secret.txt', 'in a script'],
    ['mosis login --with-token < key.txt', 'with an API key'],
  ],
  async run(given, io) {
    const url = portalUrl(given.portal)
    const kept = await signIn(given, io, url)
    const { account = null, place } = kept
    return { data: { portal: url, account, credentials: place }, text: describeSignIn(io, url, kept) }
  },
})

interface Given {
  device: boolean
  scope: readonly string[]
  noBrowser: boolean
  noQr: boolean
  email: string | undefined
  register: boolean
  name: string | undefined
  passwordStdin: boolean
  withToken: boolean
}

async function signIn(given: Given, io: Io, url: string): Promise<Kept> {
  if (given.withToken) return signInByToken(io, url, await readSecret(io, 'token', '--with-token'))
  const { register, email, name, passwordStdin } = given
  const hasPassword = passwordStdin || Boolean(io.env['MOSIS_PASSWORD'])
  if (given.device || (io.interactive && !register && email === undefined && !hasPassword)) {
    const scopes = given.scope.length > 0 ? await readScopes(given.scope) : undefined
    return signInOnPage(io, url, { scopes, browser: !given.noBrowser, qr: !given.noQr })
  }
  if (given.scope.length > 0) {
    throw new Failure('usage.wrong', 'Cannot limit a sign-in with a password', {
      field: '--scope',
      fix: 'Use --scope with --device',
    })
  }
  const password = passwordStdin ? await readSecret(io, 'password', '--password-stdin') : io.env['MOSIS_PASSWORD']
  return signInByPassword(io, url, { register, email, name, password: password || undefined })
}

async function readSecret(io: Io, what: string, flag: string): Promise<string> {
  const secret = (await io.readStdin()).replace(/\r?\n$/, '')
  if (secret !== '') return secret
  throw new Failure('usage.wrong', `Cannot read the ${what}: nothing came from stdin`, {
    field: flag,
    fix: `Pipe it in: mosis login ${flag} < file`,
  })
}
