import type { Endpoint, Result, Sent } from '@mosis/api'
import { PortalError, call } from './call.ts'

/** Asks the person to prove again who they are; answers whether they did. */
type Ask = () => Promise<boolean>

let ask: Ask | undefined

/** The dialog that asks; the frame of signed-in pages shows one. */
export function setAsker(asker: Ask | undefined): void {
  ask = asker
}

/**
 * Calls an endpoint that may need a recent sign-in: where it does, the person is asked for the password, a code or a passkey, and
 * the same call is made again. Nothing that was typed is lost. Throws the refusal when the person gives up.
 */
export async function callConfirmed<E extends Endpoint>(endpoint: E, sent: Sent<E>): Promise<Result<E>> {
  try {
    return await call(endpoint, sent)
  } catch (failure) {
    if (!(failure instanceof PortalError) || failure.code !== 'auth.recent_sign_in_required') throw failure
    if (ask === undefined || !(await ask())) throw failure
    return call(endpoint, sent)
  }
}
