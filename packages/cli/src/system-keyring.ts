import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { AsyncEntry } from '@napi-rs/keyring'
import type { KeyringAnswer } from './keyring.ts'

/** What the entries are filed under, where a person looks through the keyring. */
const service = 'mosis'

/** The keyring of this system, or why there is none. */
export async function openSystemKeyring(
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
): Promise<KeyringAnswer> {
  if (platform === 'linux' && !env['DBUS_SESSION_BUS_ADDRESS']) return { why: 'there is no session bus' }
  const library = await loadLibrary()
  if (!library) return { why: 'there is no keyring library for this system' }
  const entryOf = (name: string) => openEntry(library, name)
  try {
    entryOf('probe')
  } catch (cause) {
    return { why: `no keyring answers: ${cause instanceof Error ? cause.message : String(cause)}` }
  }
  return {
    keyring: {
      // Async like its neighbours, so that what the library throws at once is a rejection too.
      set: async (name, secret) => entryOf(name).setPassword(secret),
      find: async (name) => (await entryOf(name).getPassword()) ?? undefined,
      findElsewhere: askAnotherProcess,
      async remove(name) {
        await entryOf(name).deletePassword()
      },
    },
  }
}

/** Prints what the keyring has under a name: the work of the other process. */
export async function printEntry(name: string): Promise<void> {
  const library = await loadLibrary()
  const secret = library && (await openEntry(library, name).getPassword())
  process.stdout.write(JSON.stringify(secret ?? null))
}

type Library = { AsyncEntry: typeof AsyncEntry }

async function loadLibrary(): Promise<Library | undefined> {
  try {
    return await import('@napi-rs/keyring')
  } catch {
    // A system that it was not built for, or an installation without optional packages: as good as no keyring.
    return undefined
  }
}

/**
 * On Linux the Secret Service and nothing else: left to itself the library silently takes the kernel's keyring where no
 * service answers, and that one forgets everything at the next start.
 */
const openEntry = (library: Library, name: string) =>
  new library.AsyncEntry(service, name, { linux: { store: 'secret-service' } })

const probe = fileURLToPath(new URL('keyring-probe.ts', import.meta.url))

async function askAnotherProcess(name: string): Promise<string | undefined> {
  const { stdout } = await promisify(execFile)(process.execPath, [probe, name], { timeout: 5000 })
  return (JSON.parse(stdout) as string | null) ?? undefined
}
