import { command } from '../command.ts'
import { Failure } from '../failure.ts'
import type { Io } from '../io.ts'
import { portalOption, portalUrl } from '../portal.ts'
import { describeSignIn, signIn } from '../sign-in.ts'

export const login = command({
  name: 'login',
  summary: 'Sign in at a portal, or make an account there',
  about:
    'The password is asked for, or comes from MOSIS_PASSWORD or --password-stdin; it is never a flag, where other programs could read it. In CI set MOSIS_TOKEN instead of signing in.',
  group: 'Publish',
  options: {
    email: { value: 'ADDRESS', summary: 'your e-mail address' },
    register: { summary: 'make a new account' },
    name: { value: 'NAME', summary: 'your name, for a new account' },
    passwordStdin: { summary: 'read the password from stdin' },
    portal: portalOption,
  },
  examples: [
    ['mosis login --register', 'the first time'],
    ['mosis login --email ada@example.com --password-stdin < secret.txt', 'in a script'],
  ],
  async run({ email, register, name, passwordStdin, portal }, io) {
    const url = portalUrl(portal)
    const given = { register, email, name, password: await givenPassword(io, passwordStdin) }
    const tokens = await signIn(io, url, given)
    const path = io.paths.credentials
    return {
      data: { portal: url, account: tokens.user, credentials: { backend: 'file', path } },
      text: describeSignIn(io, url, tokens),
    }
  },
})

async function givenPassword(io: Io, fromStdin: boolean): Promise<string | undefined> {
  if (!fromStdin) return io.env['MOSIS_PASSWORD'] || undefined
  const password = (await io.readStdin()).replace(/\r?\n$/, '')
  if (password !== '') return password
  throw new Failure('usage.wrong', 'Cannot read the password: nothing came from stdin', {
    field: '--password-stdin',
    fix: 'Pipe it in: mosis login --password-stdin < file',
  })
}
