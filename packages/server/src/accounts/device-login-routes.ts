import { deviceLogin as api } from '@mosis/api'
import type { DeviceLogin } from '@mosis/api'
import type { Deps } from '../deps.ts'
import { requireAccount } from '../http/call.ts'
import type { Call } from '../http/call.ts'
import type { Serve } from '../http/route.ts'
import {
  approveDeviceLogin,
  denyDeviceLogin,
  finishDeviceLogin,
  getDeviceLogin,
  startDeviceLogin,
} from './device-login.ts'
import { toTokens } from './routes.ts'

export function deviceLoginRoutes(serve: Serve, deps: Deps): void {
  const { db, tokens, config, limits } = deps
  serve(api.startDeviceLogin, async ({ call, body }) => {
    await limits.take('device_login_start', call.address)
    const started = await startDeviceLogin(db, call, { client: body.client_id, scopes: body.scopes })
    const verification_uri = `${config.baseUrl}/auth/device`
    return {
      device_code: started.deviceCode,
      user_code: started.userCode,
      verification_uri,
      verification_uri_complete: `${verification_uri}?user_code=${started.userCode}`,
      expires_in: started.expiresInSeconds,
      interval: started.intervalSeconds,
    }
  })
  serve(api.finishDeviceLogin, async ({ call, body }) =>
    toTokens(tokens, await finishDeviceLogin(db, call, { deviceCode: body.device_code, client: body.client_id })),
  )
  serve(api.getDeviceLogin, async ({ call, params }) => ({
    ...(await limitGuesses(deps, call, () => getDeviceLogin(db, call, params.user_code))),
    your_address: call.address,
  }))
  serve(api.approveDeviceLogin, ({ call, params }) =>
    limitGuesses(deps, call, () => approveDeviceLogin(db, call, params.user_code)),
  )
  serve(api.denyDeviceLogin, ({ call, params }) =>
    limitGuesses(deps, call, () => denyDeviceLogin(db, call, params.user_code)),
  )
}

/**
 * Counts the user codes that lead nowhere, by account and by network: with so few tries in the 10 minutes of a code nobody
 * meets one by chance (RFC 8628, 5.1).
 */
async function limitGuesses(
  { limits }: Pick<Deps, 'limits'>,
  call: Call,
  work: () => Promise<DeviceLogin>,
): Promise<DeviceLogin> {
  const account = requireAccount(call)
  await limits.take('device_login_code', account)
  await limits.take('device_login_code_from_address', call.address)
  const found = await work()
  await limits.giveBack('device_login_code', account)
  await limits.giveBack('device_login_code_from_address', call.address)
  return found
}
