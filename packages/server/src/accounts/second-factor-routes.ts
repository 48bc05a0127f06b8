import { ApiError, passkeys as passkeyApi, secondFactor as api } from '@mosis/api'
import type { FastifyRequest } from 'fastify'
import type { Deps } from '../deps.ts'
import type { Serve } from '../http/route.ts'
import { dropTicket, readTicket } from '../http/ticket-cookie.ts'
import { finishSignIn } from './finish-sign-in.ts'
import { addPasskey, startPasskey } from './passkey-creation.ts'
import { signInWithPasskey, startPasskeySignIn } from './passkey-sign-in.ts'
import { listPasskeys, removePasskey, renamePasskey } from './passkeys.ts'
import { replaceRecoveryCodes } from './recovery-codes.ts'
import { toTokens } from './routes.ts'
import { getSecondFactor } from './second-factor.ts'
import { confirmTotp, dropTotp, startTotp } from './totp.ts'

export function secondFactorRoutes(serve: Serve, deps: Deps): void {
  const { db, tokens } = deps
  serve(api.finishSignIn, async ({ call, body, request, reply }) => {
    const kept = readTicket(request)
    const ticket = body.ticket ?? kept
    if (ticket === undefined) throw new ApiError('auth.invalid_ticket')
    const signedIn = await finishSignIn(deps, call, { ticket, code: body.code, client: clientOf(request) })
    if (kept !== undefined) dropTicket(reply, deps.config)
    return toTokens(tokens, signedIn)
  })
  serve(api.getSecondFactor, ({ call }) => getSecondFactor(db, call))
  serve(api.startTotp, ({ call }) => startTotp(db, call, tokens))
  serve(api.confirmTotp, ({ call, body }) => confirmTotp(deps, call, body.code))
  serve(api.dropTotp, async ({ call }) => {
    await dropTotp(db, call)
    return {}
  })
  serve(api.replaceRecoveryCodes, ({ call }) => replaceRecoveryCodes(db, call))
}

export function passkeyRoutes(serve: Serve, deps: Deps): void {
  const { db, tokens } = deps
  serve(passkeyApi.startPasskey, ({ call }) => startPasskey(deps, call))
  serve(passkeyApi.addPasskey, ({ call, body }) => addPasskey(deps, call, body))
  serve(passkeyApi.listPasskeys, async ({ call }) => ({ passkeys: await listPasskeys(db, call) }))
  serve(passkeyApi.renamePasskey, ({ call, params, body }) =>
    renamePasskey(db, call, { passkeyId: params.passkey_id, name: body.name }),
  )
  serve(passkeyApi.removePasskey, async ({ call, params }) => {
    await removePasskey(db, call, params.passkey_id)
    return {}
  })
  serve(passkeyApi.startPasskeySignIn, ({ call }) => startPasskeySignIn(deps, call))
  serve(passkeyApi.signInWithPasskey, async ({ call, body, request }) =>
    toTokens(tokens, await signInWithPasskey(deps, call, { response: body.response, client: clientOf(request) })),
  )
}

const clientOf = ({ headers }: FastifyRequest) => headers['user-agent'] ?? ''
