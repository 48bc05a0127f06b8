import { readSignIns } from './credentials.ts'
import type { Io } from './io.ts'
import { portalUrl } from './portal.ts'
import { describeSignIn, signInByPassword, signInOnPage } from './sign-in.ts'
import { defaultKeyName, generateKey, listKeys } from './signing-keys.ts'

/** Somebody at a terminal who has no signing key yet may have it made here; elsewhere the build says what to run. */
export async function offerKey(io: Io): Promise<void> {
  if (!io.interactive || (await listKeys(io)).length > 0) return
  const message = 'There is no signing key on this machine. Make one? It signs your apps from now on'
  const prompter = await io.prompter({ accessible: io.accessible })
  if (!(await prompter.confirm({ message, initial: true }))) return
  const { name, path } = await generateKey(io, defaultKeyName)
  io.err(`Made the signing key ${name}. Without its file nobody can sign an update, so keep a copy of\n  ${path}\n`)
}

/** Somebody at a terminal who is not signed in does so here; elsewhere the portal's first call says what to run. */
export async function offerSignIn(io: Io, portal: string | undefined): Promise<void> {
  const url = portalUrl(portal)
  if (!io.interactive || io.env['MOSIS_TOKEN'] || readSignIns(io).has(url)) return
  const prompter = await io.prompter({ accessible: io.accessible })
  const way = await prompter.select({
    message: `You are not signed in at ${url}`,
    options: [
      { value: 'login', label: 'sign in by a page of the portal' },
      { value: 'register', label: 'make an account' },
    ],
  })
  const password = io.env['MOSIS_PASSWORD'] || undefined
  const kept =
    way === 'register'
      ? await signInByPassword(io, url, { register: true, password })
      : await signInOnPage(io, url, { browser: true, qr: true })
  io.err(`${describeSignIn({ ...io, color: io.errColor }, url, kept)}\n`)
}
