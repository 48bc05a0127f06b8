import { command } from '../command.ts'
import { forgetSignIn, readSignIns } from '../credentials.ts'
import { Failure } from '../failure.ts'
import type { Io } from '../io.ts'
import { count } from '../output.ts'
import { openPortal, portalOption, portalUrl } from '../portal.ts'

export const logout = command({
  name: 'logout',
  summary: 'End the sign-in at a portal',
  about:
    'The secrets are deleted here even when the portal does not answer. With --everywhere the portal has to: every session of the account ends, on all machines and in all browsers. API keys go on working until they are revoked.',
  group: 'Publish',
  options: { everywhere: { summary: 'end every session of the account' }, portal: portalOption },
  examples: [
    ['mosis logout', 'here and at the portal'],
    ['mosis logout --everywhere', 'on every machine, too'],
  ],
  async run({ everywhere, portal }, io) {
    const url = portalUrl(portal)
    const kept = readSignIns(io).get(url)
    if (!kept) return { data: { portal: url, was_signed_in: false }, text: `There was no sign-in at ${url}` }
    const isKey = kept.kind === 'api_key'
    const ended = everywhere ? await endEverywhere(io, url) : undefined
    const told = ended !== undefined || (!isKey && (await endSession(io, url)))
    const left = await forgetSignIn(io, url)
    const more = [
      ...(ended === undefined ? [] : [`${count(ended, 'session')} ended`]),
      ...(told || isKey ? [] : ['the portal did not answer, so its session ends by itself']),
      ...(isKey ? ['the API key itself goes on working: revoke it with mosis api-keys revoke'] : []),
      ...(left === undefined ? [] : [`${left}, so remove the entry of mosis there by hand`]),
    ]
    return {
      data: { portal: url, was_signed_in: true, portal_told: told, ...(ended !== undefined && { ended }) },
      text: [`${io.color.green('Signed out')} at ${url}`, ...more].join('; '),
    }
  },
})

/** Of the kept sign-in, whatever MOSIS_TOKEN says. */
const openKept = (io: Io, url: string) => openPortal({ ...io, env: { ...io.env, MOSIS_TOKEN: undefined } }, url)

async function endEverywhere(io: Io, url: string): Promise<number> {
  const { sessions } = await import('@mosis/api')
  const { call } = await openKept(io, url)
  return (await call(sessions.logoutEverywhere, { body: {} })).ended
}

/** Whether the portal knows that the session has ended. */
async function endSession(io: Io, url: string): Promise<boolean> {
  const { accounts, ApiError } = await import('@mosis/api')
  try {
    const { call } = await openKept(io, url)
    await call(accounts.logout, {})
    return true
  } catch (error) {
    if (error instanceof Failure && error.code === 'signin.ended') return true
    // Unreachable or refusing, or no longer in the keyring: what is kept here must go in any case.
    if (error instanceof Failure && error.code === 'keyring.no_answer') return false
    if (error instanceof ApiError) return error.status === 401
    throw error
  }
}
