import { Failure } from './failure.ts'
import type { Io } from './io.ts'

/** A sign-in as it is kept: one for each portal. */
export interface SignIn {
  email: string
  name: string
  access_token: string
  /** ISO 8601 */
  access_expires_at: string
  refresh_token: string
}

const schema = 'mosis.credentials/1'

/** The sign-ins of this person, by the address of the portal. */
export function readSignIns(io: Io): Map<string, SignIn> {
  const bytes = io.files.find(io.paths.credentials)
  if (!bytes) return new Map()
  const portals = parsePortals(bytes.toString('utf8'))
  if (portals) return new Map(Object.entries(portals))
  throw new Failure('settings.invalid', `Cannot read the sign-ins in ${io.paths.credentials}`, {
    path: io.paths.credentials,
    fix: 'Delete the file and run mosis login again',
  })
}

/** Keeps or, with undefined, forgets the sign-in of one portal. Only the owner of the file can read it. */
export function keepSignIn(io: Io, portalUrl: string, signIn: SignIn | undefined): void {
  const portals = readSignIns(io)
  if (signIn) portals.set(portalUrl, signIn)
  else portals.delete(portalUrl)
  const text = `${JSON.stringify({ schema, portals: Object.fromEntries(portals) }, null, 2)}\n`
  io.files.writeWhole(io.paths.credentials, text, 0o600)
}

function parsePortals(text: string): Record<string, SignIn> | undefined {
  try {
    const value = JSON.parse(text) as { schema?: unknown; portals?: Record<string, SignIn> }
    return value.schema === schema && value.portals ? value.portals : undefined
  } catch {
    // Not JSON: the caller says so with the path.
    return undefined
  }
}
