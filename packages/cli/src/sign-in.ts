import type { Tokens } from '@mosis/api'
import { askFor } from './ask.ts'
import { keepSignIn } from './credentials.ts'
import type { Io } from './io.ts'
import { printable } from './output.ts'
import { openPublicPortal, toSignIn } from './portal.ts'

export interface SignInWay {
  /** Makes the account. */
  register: boolean
  email?: string | undefined
  name?: string | undefined
  password?: string | undefined
}

/** Signs in at a portal, asking for what is not given, and keeps it. */
export async function signIn(io: Io, url: string, { register, email, name, password }: SignInWay): Promise<Tokens> {
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
      given: password,
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
  return tokens
}

const notEmpty = (answer: string) => (answer.trim() === '' ? 'Say something' : undefined)
const longEnough = (answer: string) => (Array.from(answer).length < 10 ? 'At least 10 characters' : undefined)

/** What a person reads after signing in. */
export const describeSignIn = (io: Io, url: string, { user }: Pick<Tokens, 'user'>) =>
  [
    `${io.color.green('Signed in')} at ${url} as ${io.color.bold(printable(user.name))} <${printable(user.email)}>`,
    io.color.dim(`The sign-in is kept in ${io.paths.credentials}, readable by you alone`),
  ].join('\n')
