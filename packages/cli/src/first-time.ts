import { readSignIns } from './credentials.ts'
import type { Io } from './io.ts'
import { portalUrl } from './portal.ts'
import { describeSignIn, signIn } from './sign-in.ts'
import { defaultKeyName, generateKey, listKeys } from './signing-keys.ts'

/** Somebody at a terminal who has no signing key yet may have it made here; elsewhere the build says what to run. */
export async function offerKey(io: Io): Promise<void> {
  if (!io.interactive || (await listKeys(io)).length > 0) return
  const message = 'There is no signing key on this machine. Make one? It signs your apps from now on'
  if (!(await io.prompter({ accessible: io.accessible }).confirm({ message, initial: true }))) return
  const { name, path } = await generateKey(io, defaultKeyName)
  io.err(`Made the signing key ${name}. Without its file nobody can sign an update, so keep a copy of\n  ${path}\n`)
}

/** Somebody at a terminal who is not signed in does so here; elsewhere the portal's first call says what to run. */
export async function offerSignIn(io: Io, portal: string | undefined): Promise<void> {
  const url = portalUrl(portal)
  if (!io.interactive || io.env['MOSIS_TOKEN'] || readSignIns(io).has(url)) return
  const way = await io.prompter({ accessible: io.accessible }).select({
    message: `You are not signed in at ${url}`,
    options: [
      { value: 'login', label: 'sign in' },
      { value: 'register', label: 'make an account' },
    ],
  })
  const password = io.env['MOSIS_PASSWORD'] || undefined
  const tokens = await signIn(io, url, { register: way === 'register', password })
  io.err(`${describeSignIn({ ...io, color: io.errColor }, url, tokens)}\n`)
}
