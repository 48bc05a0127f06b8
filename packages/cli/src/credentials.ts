import { randomBytes } from 'node:crypto'
import { Failure } from './failure.ts'
import type { Io } from './io.ts'
import { findKeyring, openKeyring, readFromKeyring, removeFromKeyring } from './keyring.ts'

/** What signs a person in at one portal. */
export interface SignIn extends AboutSignIn, Secrets {}

interface AboutSignIn {
  /** Left out: a session, whose tokens are renewed. */
  kind?: 'session' | 'access_token' | 'api_key'
  /** Empty for an API key, which does not say whose it is. */
  email: string
  name: string
  /** What it may do, as far as it is known; null: all that the account may. */
  scopes?: readonly string[] | null
  /** ISO 8601; empty where it is not known. */
  access_expires_at: string
}

interface Secrets {
  access_token: string
  /** Empty: it cannot be renewed. */
  refresh_token: string
}

/** A sign-in as the file tells it: with its secrets, or with the name of the keyring's entry that has them. */
export type KeptSignIn = AboutSignIn & (Secrets | { keyring_entry: string })

/** Where the secrets of a sign-in are. */
export type Place =
  | { backend: 'keyring' }
  /** Why it is not the keyring. */
  | { backend: 'file'; path: string; why?: string }

const schema = 'mosis.credentials/1'

/** The sign-ins of this person, by the address of the portal. */
export function readSignIns(io: Io): Map<string, KeptSignIn> {
  const bytes = io.files.find(io.paths.credentials)
  if (!bytes) return new Map()
  const portals = parsePortals(bytes.toString('utf8'))
  if (portals) return new Map(Object.entries(portals))
  throw new Failure('settings.invalid', `Cannot read the sign-ins in ${io.paths.credentials}`, {
    path: io.paths.credentials,
    fix: 'Delete the file and run mosis login again',
  })
}

/** The sign-in at a portal with its secrets. */
export async function findSignIn(io: Io, portalUrl: string): Promise<SignIn | undefined> {
  const kept = readSignIns(io).get(portalUrl)
  if (!kept || !('keyring_entry' in kept)) return kept
  const { keyring_entry, ...about } = kept
  const read = await readFromKeyring(io, keyring_entry)
  if ('secret' in read) return { ...about, ...(JSON.parse(read.secret) as Secrets) }
  throw new Failure('keyring.no_answer', `Cannot read the sign-in at ${portalUrl}: ${read.why}`, {
    fix: 'Unlock the keyring, or run mosis login again',
  })
}

export const placeOf = (io: Io, kept: KeptSignIn): Place =>
  'keyring_entry' in kept ? { backend: 'keyring' } : { backend: 'file', path: io.paths.credentials }

/** Keeps a new sign-in in the system's keyring if one answers, else in a file that only its owner can read. */
export async function keepSignIn(io: Io, portalUrl: string, signIn: SignIn): Promise<Place> {
  await dropEntry(io, readSignIns(io).get(portalUrl))
  const found = await findKeyring(io)
  if ('why' in found) return keepInFile(io, portalUrl, signIn, found.why)
  // A name of its own: another home folder on this machine has other sign-ins at the same portal.
  const entry = `${portalUrl} ${randomBytes(6).toString('hex')}`
  return keepInKeyring(io, portalUrl, signIn, entry)
}

/** Keeps renewed tokens where the old ones are. */
export async function renewSignIn(io: Io, portalUrl: string, signIn: SignIn): Promise<Place> {
  const kept = readSignIns(io).get(portalUrl)
  if (!kept || !('keyring_entry' in kept)) return keepInFile(io, portalUrl, signIn)
  return keepInKeyring(io, portalUrl, signIn, kept.keyring_entry)
}

/** Forgets a sign-in; says why where the keyring still has its secrets. */
export async function forgetSignIn(io: Io, portalUrl: string): Promise<string | undefined> {
  const kept = readSignIns(io).get(portalUrl)
  writeKept(io, portalUrl, undefined)
  return dropEntry(io, kept)
}

async function dropEntry(io: Io, kept: KeptSignIn | undefined): Promise<string | undefined> {
  return kept && 'keyring_entry' in kept ? removeFromKeyring(io, kept.keyring_entry) : undefined
}

async function keepInKeyring(io: Io, portalUrl: string, signIn: SignIn, keyring_entry: string): Promise<Place> {
  const { access_token, refresh_token, ...about } = signIn
  const found = await openKeyring(io)
  if ('why' in found) return keepInFile(io, portalUrl, signIn, found.why)
  try {
    await found.keyring.set(keyring_entry, JSON.stringify({ access_token, refresh_token } satisfies Secrets))
  } catch (cause) {
    // The old refresh token is used up: the new one must stay somewhere.
    const reason = cause instanceof Error ? cause.message : String(cause)
    return keepInFile(io, portalUrl, signIn, `the system keyring refuses: ${reason}`)
  }
  writeKept(io, portalUrl, { ...about, keyring_entry })
  return { backend: 'keyring' }
}

function keepInFile(io: Io, portalUrl: string, signIn: SignIn, why?: string): Place {
  writeKept(io, portalUrl, signIn)
  return { backend: 'file', path: io.paths.credentials, ...(why !== undefined && { why }) }
}

/** Only the owner of the file can read it. */
function writeKept(io: Io, portalUrl: string, kept: KeptSignIn | undefined): void {
  const portals = readSignIns(io)
  if (kept) portals.set(portalUrl, kept)
  else portals.delete(portalUrl)
  const text = `${JSON.stringify({ schema, portals: Object.fromEntries(portals) }, null, 2)}\n`
  io.files.writeWhole(io.paths.credentials, text, 0o600)
}

function parsePortals(text: string): Record<string, KeptSignIn> | undefined {
  try {
    const value = JSON.parse(text) as { schema?: unknown; portals?: Record<string, KeptSignIn> }
    return value.schema === schema && value.portals ? value.portals : undefined
  } catch {
    // Not JSON: the caller says so with the path.
    return undefined
  }
}

/** A sentence on where the secrets are. */
export function describePlace(place: Place): string {
  if (place.backend === 'keyring') return 'The sign-in is kept in the system keyring'
  const why = place.why === undefined ? '' : ` (${place.why})`
  return `The sign-in is kept in ${place.path}, readable by you alone${why}`
}
