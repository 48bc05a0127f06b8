import { askFor } from '../ask.ts'
import { command } from '../command.ts'
import { keepSignIn } from '../credentials.ts'
import { Failure } from '../failure.ts'
import type { Io } from '../io.ts'
import { printable } from '../output.ts'
import { openPublicPortal, portalOption, portalUrl, toSignIn } from '../portal.ts'

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
    const answers = await askFor(io, {
      email: {
        name: 'email',
        given: email,
        ask: (prompter) => prompter.text({ message: `E-mail address at ${url}`, check: notEmpty }),
      },
      ...(register && {
        name: {
          name: 'name',
          given: name,
          ask: (prompter) => prompter.text({ message: 'Your name', check: notEmpty }),
        },
      }),
      password: {
        name: 'MOSIS_PASSWORD or --password-stdin',
        given: await givenPassword(io, passwordStdin),
        ask: (prompter) => prompter.password({ message: 'Password', check: register ? longEnough : notEmpty }),
      },
    })
    const { accounts } = await import('@mosis/api')
    const call = await openPublicPortal(io, url)
    const body = { email: answers.email, password: answers.password }
    const signal = { signal: io.interrupted }
    const tokens = register
      ? await call(accounts.register, { body: { ...body, name: answers.name ?? '' } }, signal)
      : await call(accounts.login, { body }, signal)
    keepSignIn(io, url, toSignIn(tokens, io.now()))
    const { user } = tokens
    const path = io.paths.credentials
    return {
      data: { portal: url, account: user, credentials: { backend: 'file', path } },
      text: [
        `${io.color.green('Signed in')} at ${url} as ${io.color.bold(printable(user.name))} <${printable(user.email)}>`,
        io.color.dim(`The sign-in is kept in ${path}, readable by you alone`),
      ].join('\n'),
    }
  },
})

const notEmpty = (answer: string) => (answer.trim() === '' ? 'Say something' : undefined)
const longEnough = (answer: string) => (Array.from(answer).length < 10 ? 'At least 10 characters' : undefined)

async function givenPassword(io: Io, fromStdin: boolean): Promise<string | undefined> {
  if (!fromStdin) return io.env['MOSIS_PASSWORD'] || undefined
  const password = (await io.readStdin()).replace(/\r?\n$/, '')
  if (password !== '') return password
  throw new Failure('usage.wrong', 'Cannot read the password: nothing came from stdin', {
    field: '--password-stdin',
    fix: 'Pipe it in: mosis login --password-stdin < file',
  })
}
