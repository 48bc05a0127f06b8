import type { NewPasskeyResponse, PasskeyCreation, PasskeyRequest, PasskeyResponse } from '@mosis/api'

/** Why no passkey came: said in words by the page. */
export type PasskeyFailure = 'insecure' | 'old_browser' | 'cancelled' | 'known' | 'wrong_address' | 'unknown'

/** Undefined where this browser can use passkeys on this page. */
export function whyNoPasskeys(): PasskeyFailure | undefined {
  if (!globalThis.isSecureContext) return 'insecure'
  return typeof globalThis.PublicKeyCredential?.parseCreationOptionsFromJSON === 'function' ? undefined : 'old_browser'
}

/** Has the browser sign the portal's challenge; throws what `explainPasskeyFailure` names. */
export async function askForPasskey(
  options: PasskeyRequest,
  { signal, isAutofill = false }: { signal?: AbortSignal; isAutofill?: boolean } = {},
): Promise<PasskeyResponse> {
  const credential = await navigator.credentials.get({
    publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options),
    ...(signal && { signal }),
    // Offered in the list of the e-mail field; no dialog opens by itself.
    ...(isAutofill && { mediation: 'conditional' as const }),
  })
  return toJson(credential) as PasskeyResponse
}

/** Has the device make a passkey. */
export async function makePasskey(options: PasskeyCreation): Promise<NewPasskeyResponse> {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options)
  return toJson(await navigator.credentials.create({ publicKey })) as NewPasskeyResponse
}

/** Whether passkeys can be offered in the list of the e-mail field. */
export async function canAutofillPasskeys(): Promise<boolean> {
  if (whyNoPasskeys() !== undefined) return false
  return (await globalThis.PublicKeyCredential.isConditionalMediationAvailable?.()) ?? false
}

export function explainPasskeyFailure(failure: unknown): PasskeyFailure | undefined {
  if (!(failure instanceof DOMException)) return undefined
  if (failure.name === 'NotAllowedError' || failure.name === 'AbortError') return 'cancelled'
  if (failure.name === 'InvalidStateError') return 'known'
  return failure.name === 'SecurityError' ? 'wrong_address' : 'unknown'
}

function toJson(credential: Credential | null): unknown {
  if (!(credential instanceof PublicKeyCredential)) throw new DOMException('No passkey was given', 'NotAllowedError')
  return credential.toJSON()
}
