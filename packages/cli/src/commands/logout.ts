import { command } from '../command.ts'
import { keepSignIn, readSignIns } from '../credentials.ts'
import { Failure } from '../failure.ts'
import type { Io } from '../io.ts'
import { openPortal, portalOption, portalUrl } from '../portal.ts'

export const logout = command({
  name: 'logout',
  summary: 'End the sign-in at a portal',
  about: 'The tokens are deleted here even when the portal does not answer.',
  group: 'Publish',
  options: { portal: portalOption },
  examples: [['mosis logout', 'here and at the portal']],
  async run({ portal }, io) {
    const url = portalUrl(portal)
    if (!readSignIns(io).has(url)) {
      return { data: { portal: url, was_signed_in: false }, text: `There was no sign-in at ${url}` }
    }
    const told = await endSession(io, url)
    keepSignIn(io, url, undefined)
    const ending = told ? '' : '; the portal did not answer, so its session ends by itself'
    return {
      data: { portal: url, was_signed_in: true, portal_told: told },
      text: `${io.color.green('Signed out')} at ${url}${ending}`,
    }
  },
})

/** Whether the portal knows that the session has ended. */
async function endSession(io: Io, url: string): Promise<boolean> {
  const { accounts, ApiError } = await import('@mosis/api')
  try {
    const { call } = await openPortal({ ...io, env: {} }, url)
    await call(accounts.logout, {})
    return true
  } catch (error) {
    if (error instanceof Failure && error.code === 'signin.ended') return true
    // Unreachable or refusing: what is kept here must go in any case.
    if (error instanceof ApiError) return error.status === 401
    throw error
  }
}
