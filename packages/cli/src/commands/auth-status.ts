import type { Session } from '@mosis/api'
import { command } from '../command.ts'
import { placeOf, readSignIns } from '../credentials.ts'
import type { KeptSignIn } from '../credentials.ts'
import { describe } from '../describe.ts'
import type { ExitName } from '../exits.ts'
import type { Io } from '../io.ts'
import { printable, table } from '../output.ts'
import { loginLine, openPortal, portalOption, portalUrl } from '../portal.ts'

export const authStatus = command({
  name: 'auth status',
  summary: 'Show where you are signed in, where that is kept, and whether it works now',
  about: 'Ends with 0 only when the sign-in at the portal (--portal) works.',
  group: 'Publish',
  options: { portal: portalOption },
  examples: [['mosis auth status', 'every portal with a sign-in']],
  async run({ portal }, io) {
    const url = portalUrl(portal)
    const kept = [...readSignIns(io)]
    const fromEnv = io.env['MOSIS_TOKEN'] ? [checkEnvironment(io, url)] : []
    const states = await Promise.all([...fromEnv, ...kept.map(([at, signIn]) => checkKept(io, at, signIn))])
    const used = states.find((state) => state.portal === url)
    const none = `Not signed in at ${url}. Run ${io.color.cyan(loginLine(url))}`
    return {
      data: { portal: url, token_from_environment: fromEnv.length > 0, sign_ins: states },
      text: [...states.map((state) => toText(io, state)), ...(used ? [] : [none])].join('\n\n'),
      exit: exitOf(used),
    }
  },
})

interface State {
  portal: string
  kind: 'session' | 'access_token' | 'api_key' | 'unknown'
  email: string | null
  name: string | null
  backend: 'environment' | 'keyring' | 'file'
  path: string | null
  /** Null: all that the account may, or, where it does not work, not known. */
  scopes: readonly string[] | null
  expires_at: string | null
  /** Null: the portal did not say. */
  works: boolean | null
  problem: string | null
}

async function checkEnvironment(io: Io, url: string): Promise<State> {
  const found = await check(io, url)
  const { account = null } = found
  const place = { backend: 'environment', path: null } as const
  return { portal: url, email: account?.email ?? null, name: account?.name ?? null, ...place, ...found.state }
}

async function checkKept(io: Io, url: string, kept: KeptSignIn): Promise<State> {
  const place = placeOf(io, kept)
  const { state } = await check({ ...io, env: { ...io.env, MOSIS_TOKEN: undefined } }, url)
  const { kind = 'session', email, name, access_expires_at, scopes = null } = kept
  return {
    portal: url,
    email: email || null,
    name: name || null,
    backend: place.backend,
    path: place.backend === 'file' ? place.path : null,
    ...state,
    kind,
    scopes: state.scopes ?? scopes,
    expires_at: state.expires_at ?? (access_expires_at || null),
  }
}

type Checked = Pick<State, 'kind' | 'scopes' | 'expires_at' | 'works' | 'problem'>

/** What the portal says of the credential. */
async function check(io: Io, url: string): Promise<{ state: Checked; account?: { email: string; name: string } }> {
  const { accounts, ApiError, sessions } = await import('@mosis/api')
  const nothing = { scopes: null, expires_at: null, problem: null }
  try {
    const { call } = await openPortal(io, url)
    const account = await call(accounts.me, {})
    const session = await findCurrent(async (cursor) => call(sessions.listSessions, { query: { limit: 100, cursor } }))
    const { scopes = null, expires_at = null } = session ?? {}
    return { state: { ...nothing, kind: 'session', works: true, scopes, expires_at }, account }
  } catch (error) {
    // Only an API key that works is told that it may not ask this.
    if (error instanceof ApiError && error.code === 'auth.session_required') {
      return { state: { ...nothing, kind: 'api_key', works: true } }
    }
    const { exit, message, code } = await describe(error)
    if (exit !== 'signIn' && exit !== 'unreachable') throw error
    const works = exit === 'signIn' ? false : null
    return { state: { ...nothing, kind: 'unknown', works, problem: `${message} (${code})` } }
  }
}

async function findCurrent(
  list: (cursor: string | undefined) => Promise<{ sessions: Session[]; next_cursor: string | null }>,
): Promise<Session | undefined> {
  let cursor: string | undefined
  do {
    const { sessions, next_cursor } = await list(cursor)
    const current = sessions.find(({ is_current }) => is_current)
    if (current) return current
    cursor = next_cursor ?? undefined
  } while (cursor !== undefined)
  return undefined
}

function exitOf(used: State | undefined): ExitName {
  if (used?.works === null) return 'unreachable'
  return used?.works ? 'ok' : 'signIn'
}

const kinds = { session: 'a sign-in', access_token: 'an access token', api_key: 'an API key', unknown: 'not known' }

function toText(io: Io, state: State): string {
  const { portal, kind, email, backend, path, scopes, expires_at, works, problem } = state
  const places = {
    environment: 'MOSIS_TOKEN is set and used for every portal',
    keyring: 'the system keyring',
    file: `${path}, readable by you alone`,
  }
  const may = kind === 'api_key' || !works ? 'not known here' : 'all that the account may'
  const until = expires_at && `${expires_at.slice(0, 16).replace('T', ' ')} UTC`
  const rows = [
    ['what', kinds[kind]],
    ['kept in', places[backend]],
    ['may', scopes ? scopes.join(', ') : may],
    ['ends', until ? `${until}${kind === 'session' ? ', unless it is used before' : ''}` : 'not known here'],
    ['works', works ? io.color.green('yes') : io.color.red(works === null ? 'not known' : 'no')],
    ...(problem === null ? [] : [['', printable(problem)]]),
  ]
  return `${io.color.bold(portal)}  ${printable(email ?? '')}`.trimEnd() + `\n${table(rows, '  ')}`
}
