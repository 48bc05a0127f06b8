import type { Page } from 'playwright-core'

/** A device that holds passkeys, inside Chromium. */
export interface VirtualAuthenticator {
  /** Whether somebody touches it whenever it asks; from the start somebody does. */
  setPresent(isPresent: boolean): Promise<void>
  countKeys(): Promise<number>
}

export interface AuthenticatorOptions {
  /** Whether the device recognises its owner. */
  isUserVerified?: boolean
  /**
   * Whether the browser can offer passkeys in the list of a field. With somebody at the device it then picks the first one as
   * soon as a page offers them.
   */
  hasAutofill?: boolean
}

/** Gives a page a device of its own; to be called before anything is opened in it. */
export async function openAuthenticator(
  page: Page,
  { isUserVerified = true, hasAutofill = false }: AuthenticatorOptions = {},
): Promise<VirtualAuthenticator> {
  if (!hasAutofill) {
    await page.addInitScript(() => {
      if ('PublicKeyCredential' in globalThis) {
        PublicKeyCredential.isConditionalMediationAvailable = () => Promise.resolve(false)
      }
    })
  }
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified,
      automaticPresenceSimulation: true,
    },
  })
  return {
    async setPresent(enabled) {
      await devtools.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled })
    },
    async countKeys() {
      const { credentials } = await devtools.send('WebAuthn.getCredentials', { authenticatorId })
      return credentials.length
    },
  }
}
