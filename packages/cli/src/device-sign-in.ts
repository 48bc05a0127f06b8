import type { Client, DeviceLogin, Scope, Tokens } from '@mosis/api'
import { Failure } from './failure.ts'
import type { Io } from './io.ts'
import { printable, table } from './output.ts'
import { loginLine, openPublicPortal } from './portal.ts'
import { drawQr } from './qr.ts'
import { version } from './version.ts'

export interface DeviceSignInWay {
  /** Less than all that the account may. */
  scopes?: readonly Scope[] | undefined
  browser: boolean
  qr: boolean
}

/** Signs in by a person who approves it on a page of the portal, on this machine or on any other (RFC 8628). */
export async function signInByDevice(io: Io, url: string, way: DeviceSignInWay): Promise<Tokens> {
  const { deviceLogin } = await import('@mosis/api')
  const call = await openPublicPortal(io, url)
  const client_id = `mosis-cli/${version} (${io.platform})`
  const scopes = way.scopes && [...way.scopes]
  const body = { client_id, ...(scopes && { scopes }) }
  const started = await call(deviceLogin.startDeviceLogin, { body }, { signal: io.interrupted })
  await show(io, started, way)
  const endsAt = io.now() + started.expires_in * 1000
  let interval = started.interval
  while (io.now() < endsAt) {
    await io.wait(interval * 1000, io.interrupted)
    const answer = await ask(call, url, { client_id, device_code: started.device_code })
    if ('tokens' in answer) return answer.tokens
    // A portal that does not answer is asked less and less often (RFC 8628, 3.5).
    interval = answer.interval ?? Math.min(interval * 2, longestInterval)
  }
  throw expired(url)
}

const longestInterval = 60

interface Started {
  user_code: DeviceLogin['user_code']
  verification_uri: string
  verification_uri_complete: string
  expires_in: number
}

async function show(io: Io, started: Started, { browser, qr }: DeviceSignInWay): Promise<void> {
  const { user_code, verification_uri, verification_uri_complete, expires_in } = started
  const { errColor } = io
  const rows = [
    ['Open', errColor.cyan(printable(verification_uri))],
    ['Code', errColor.bold(printable(user_code))],
  ]
  io.err(`${table(rows)}\n`)
  const drawn = qr ? await drawQr(io, verification_uri_complete) : undefined
  if (drawn !== undefined) io.err(`\n${drawn}\n\n`)
  // With --json a program looks on, and it did not ask for a window.
  const opened = browser && !io.json && (await io.openBrowser(verification_uri_complete))
  const where = opened ? 'in the browser window that was opened' : 'there, on this or any other device'
  io.err(`Waiting up to ${Math.round(expires_in / 60)} minutes for you to approve it ${where}\n`)
}

type Answer = { tokens: Tokens } | { interval: number | undefined }

async function ask(call: Client, url: string, body: { client_id: string; device_code: string }): Promise<Answer> {
  const { ApiError, deviceLogin } = await import('@mosis/api')
  try {
    const grant_type = deviceLogin.deviceGrant
    // Not ended by Ctrl-C: the code is used up as soon as the portal has answered.
    return { tokens: await call(deviceLogin.finishDeviceLogin, { body: { ...body, grant_type } }) }
  } catch (cause) {
    if (!(cause instanceof ApiError)) throw cause
    const { interval } = cause.details
    switch (cause.code) {
      case 'device_login.pending':
      case 'device_login.slow_down':
        return { interval: typeof interval === 'number' ? interval : undefined }
      case 'portal.unreachable':
      case 'rate_limited':
      case 'unavailable':
        return { interval: undefined }
      case 'device_login.denied':
        throw new Failure('signin.refused', `The sign-in at ${url} was refused on the page`, { cause })
      case 'device_login.expired':
      case 'device_login.invalid_code':
        throw expired(url, cause)
      default:
        throw cause
    }
  }
}

function expired(url: string, cause?: unknown): Failure {
  return new Failure('signin.expired', `Nobody approved the sign-in at ${url} in time`, {
    fix: `Run ${loginLine(url)} again`,
    cause,
  })
}
