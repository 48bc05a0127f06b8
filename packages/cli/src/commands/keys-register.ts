import { command } from '../command.ts'
import { Failure } from '../failure.ts'
import type { Io } from '../io.ts'
import { openPortal, portalOption } from '../portal.ts'
import type { Portal } from '../portal.ts'
import { keyNameOf, loadKey, shortKeyId } from '../signing-keys.ts'

export const keysRegister = command({
  name: 'keys register',
  summary: 'Tell the portal your public key, and prove that you hold the private one',
  about: 'The portal gives a text, the key signs it here, and only the signature and the public key travel.',
  group: 'Packages and keys',
  options: {
    key: { value: 'NAME', summary: 'the signing key', setting: true },
    name: { value: 'NAME', summary: 'what the portal calls it', default: 'the name it has here' },
    portal: portalOption,
  },
  examples: [['mosis keys register', 'once for each key and portal']],
  async run({ key: wanted, name, portal: given }, io) {
    const portal = await openPortal(io, given)
    const registered = await registerKey(io, portal, wanted, name)
    return {
      data: { portal: portal.url, signing_key: registered },
      text: `${io.color.green('Registered')} the key ${io.color.bold(registered.name)} at ${portal.url}\n  ${shortKeyId(registered.key_id)}`,
    }
  },
})

/** Registers a key of this machine; a second time changes nothing. */
export async function registerKey(io: Io, { call, url }: Portal, wanted: string | undefined, name?: string) {
  const { keys } = await import('@mosis/api')
  const { signText } = await import('@mosis/format')
  const { key, privateKeyPem } = await loadKey(io, wanted)
  const { challenge } = await call(keys.createKeyChallenge, {})
  requireOwnChallenge(challenge, url)
  const signature = signText(privateKeyPem, challenge)
  const body = { name: name ?? keyNameOf(key.name), public_key: key.publicKeyPem, challenge, signature }
  return call(keys.registerSigningKey, { body })
}

/**
 * A portal could pass on the challenge that another portal gave to somebody else, and would then own this key there. The
 * text names its portal, so it is only signed for the one that is asked.
 */
function requireOwnChallenge(challenge: string, url: string): void {
  const named = /^Mosis-Key-Registration: 1\nPortal: (.*)\n/.exec(challenge)?.[1]
  if (named !== undefined && originOf(named) === originOf(url)) return
  throw new Failure(
    'key.foreign_challenge',
    `Cannot sign the challenge: it is for the portal ${named ?? 'nobody knows'}`,
    {
      field: '--portal',
      fix: 'Use --portal with the address that the portal calls its own; its operator sets that with BASE_URL',
    },
  )
}

/** `localhost` and `127.0.0.1` are this machine either way. */
function originOf(url: string): string {
  const { protocol, port, hostname } = new URL(url)
  const host = ['127.0.0.1', '[::1]'].includes(hostname) ? 'localhost' : hostname
  return `${protocol}//${host}:${port}`
}
