import { Failure } from './failure.ts'
import type { Io } from './io.ts'
import { loginLine } from './portal.ts'
import type { Portal } from './portal.ts'

/**
 * Does what only a recent sign-in may do. Somebody at a terminal proves with the password that it is still them; elsewhere
 * the failure says what to run.
 */
export async function withRecentSignIn<T>(io: Io, portal: Portal, work: () => Promise<T>): Promise<T> {
  const { ApiError, sessions } = await import('@mosis/api')
  try {
    return await work()
  } catch (cause) {
    if (!(cause instanceof ApiError) || cause.code !== 'auth.recent_sign_in_required') throw cause
    if (!io.interactive) {
      throw new Failure('signin.not_recent', `The sign-in at ${portal.url} is too old for this`, {
        fix: `Run ${loginLine(portal.url)} again`,
        cause,
      })
    }
    const prompter = await io.prompter({ accessible: io.accessible })
    const password = await prompter.password({ message: 'This needs a recent sign-in. Password' })
    await portal.call(sessions.confirm, { body: { method: 'password', password } })
    return work()
  }
}
